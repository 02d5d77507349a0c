// What was healed and what was not, over time.

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 720;
const HEIGHT = 120;
const TALLEST = 105; // so that above it can be seen whether the database was down
const FEWEST = 40; // entries that the width is made for
const SERIES = ['heals', 'failures', 'refusals'];

function drawChart(figure, history) {
  const total = (name) => sum(history[name]);
  const down = total('down');
  const known = history.heals.length;
  const words =
    'Last ' + span(known * history.stepSeconds) + ': ' + total('heals') +
    ' healed, ' + total('failures') + ' attempts in vain, ' +
    count(total('refusals'), 'call', 'calls') + ' refused, database down for ' +
    (down ? 'up to ' + span(down * history.stepSeconds) : 'no time') + '.';
  const drawing = JSON.stringify(history);
  if (figure.drawn !== drawing) {
    figure.drawn = drawing;
    drawBars(figure.querySelector('svg'), history, known);
    drawAxis(figure.querySelector('.axis'), history, known);
    figure.querySelector('svg').setAttribute('aria-label', words);
    say(figure.querySelector('figcaption'), words);
  }
  fill(figure.querySelector('table'), rowsOf(history, known));
}

function highestOf(history) {
  return Math.max(4, ...history.heals.map((heals, i) =>
    heals + history.failures[i] + history.refusals[i]));
}

function drawAxis(axis, history, known) {
  const width = Math.max(FEWEST, known) * history.stepSeconds;
  say(axis.children[0], ago(width));
  say(axis.children[1], 'height: ' + highestOf(history) + ' in ' + history.stepSeconds + ' s');
}

function drawBars(svg, history, known) {
  const highest = highestOf(history);
  const width = WIDTH / Math.max(FEWEST, known);
  svg.replaceChildren();
  for (let i = 0; i < known; i++) {
    const x = WIDTH - (known - i) * width;
    if (history.down[i]) {
      bar(svg, 'down', x, 0, width, HEIGHT);
    }
    let top = HEIGHT;
    for (const name of SERIES) {
      const height = history[name][i] && Math.max(2, history[name][i] / highest * TALLEST);
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
