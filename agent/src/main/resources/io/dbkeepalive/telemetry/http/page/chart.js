// What was healed and what was not, over time.

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 720;
const HEIGHT = 120;
const ENTRIES = 240;
const SERIES = ['heals', 'failures', 'refusals'];

function drawChart(figure, history) {
  const total = (name) => sum(history[name]);
  const down = total('down');
  const words =
    'Last ' + span(ENTRIES * history.stepSeconds) + ', now at the right: ' + total('heals') +
    ' healed, ' + total('failures') + ' attempts in vain, ' +
    count(total('refusals'), 'call', 'calls') + ' told, database down in ' +
    count(down, 'step', 'steps') + ' of ' + history.stepSeconds + ' s.';
  const known = history.heals.length;
  const drawing = JSON.stringify(history);
  if (figure.drawn !== drawing) {
    figure.drawn = drawing;
    drawBars(figure.querySelector('svg'), history, known);
    figure.querySelector('svg').setAttribute('aria-label', words);
    say(figure.querySelector('figcaption'), words);
  }
  fill(figure.querySelector('table'), rowsOf(history, known));
}

function drawBars(svg, history, known) {
  const highest = Math.max(4, ...history.heals.map((heals, i) =>
    heals + history.failures[i] + history.refusals[i]));
  const width = WIDTH / ENTRIES;
  svg.replaceChildren();
  for (let i = 0; i < known; i++) {
    const x = WIDTH - (known - i) * width;
    if (history.down[i]) {
      bar(svg, 'down', x, 0, width, HEIGHT);
    }
    let top = HEIGHT;
    for (const name of SERIES) {
      const height = history[name][i] && Math.max(2, history[name][i] / highest * HEIGHT);
      top -= height;
      if (height) {
        bar(svg, name, x, top, width, height);
      }
    }
  }
}

function bar(svg, className, x, y, width, height) {
  const rect = document.createElementNS(SVG, 'rect');
  const numbers = { x, y, width, height };
  rect.setAttribute('class', className);
  for (const name in numbers) {
    rect.setAttribute(name, numbers[name]);
  }
  svg.append(rect);
}

// Those in which something happened, the newest first.
function rowsOf(history, known) {
  const rows = [];
  for (let i = known - 1; i >= 0; i--) {
    const figures = SERIES.map((name) => history[name][i]);
    if (history.down[i] || sum(figures)) {
      const at = (known - 1 - i) * history.stepSeconds;
      rows.push([ago(at), ...figures, history.down[i] ? 'down' : 'up']);
    }
  }
  return rows;
}
