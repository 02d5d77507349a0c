// Writes what /health/detailed says into the page.

const STATES = {
  'idle': 'idle', 'busy': 'in a call', 'in-transaction': 'in a transaction', 'lost': 'lost',
};
const databaseNodes = new Map();

function draw(known) {
  const names = Object.keys(known.components);
  const away = names.filter((name) => known.components[name].status !== 'UP');
  document.title = (away.length ? '✗ ' : '✓ ') + 'dbkeepalive';
  const overall = byId('overall');
  overall.className = 'badge ' + (away.length ? 'down' : 'up');
  say(overall, away.length
    ? '✗ DOWN: ' + count(away.length, 'database is', 'databases are') + ' not there'
    : names.length === 0 ? 'No connection was opened yet' : '✓ UP: all databases are there');
  say(byId('version'), known.version);
  say(byId('mode'), (known.enabled ? 'heals' : 'ONLY LOOKS ON, heals nothing') + ', up ' +
    span(known.uptimeSeconds) +
    (known.agentErrors ? ', ' + count(known.agentErrors, 'defect', 'defects') + ' of its own' : ''));
  drawFindings(known, names);
  drawDatabases(known, names);
  drawEvents(known);
  const given = known.options.filter((option) => option.given);
  const rest = known.options.filter((option) => !option.given);
  fill(byId('given'), given.map((option) => [option.key, option.value, option.origin]));
  fill(byId('defaults'), rest.map((option) => [option.key, option.value]));
}

function drawFindings(known, names) {
  const found = [];
  for (const name of names) {
    for (const finding of known.components[name].details.findings) {
      found.push({ name, ...finding });
    }
  }
  if (!known.enabled) {
    found.push({
      name: 'all databases', fault: 'settings', urgent: false,
      what: 'The agent only looks on: it was disabled, or runs with recovery=observe.',
      todo: 'Enable it below, if nobody means it to be so.',
    });
  }
  found.sort((a, b) => b.urgent - a.urgent);
  const list = byId('findings');
  resize(list, Math.max(1, found.length), () => {
    const item = document.createElement('li');
    item.append(make('p', 'fault', ''), make('p', 'what', ''), make('p', 'todo', ''));
    return item;
  });
  if (found.length === 0) {
    found.push({ fault: null, what: 'All that the agent knows of is well.' });
  }
  found.forEach((finding, i) => {
    const [fault, what, todo] = list.children[i].children;
    list.children[i].className = finding.fault === null ? 'fine' : finding.urgent ? 'urgent' : '';
    say(fault, finding.fault === null ? 'Nothing needs you' :
      (finding.urgent ? 'Now: the ' : 'The ') + finding.fault + ' · ' + finding.name);
    say(what, finding.what);
    say(todo, finding.todo || '');
    todo.hidden = !finding.todo;
  });
}

function drawDatabases(known, names) {
  for (const [name, node] of databaseNodes) {
    if (!names.includes(name)) {
      node.remove();
      databaseNodes.delete(name);
    }
  }
  for (const name of names) {
    let node = databaseNodes.get(name);
    if (!node) {
      node = byId('database').content.cloneNode(true).firstElementChild;
      say(node.querySelector('.name'), name);
      node.querySelector('.connections .wide').setAttribute('aria-label', 'Connections to ' + name);
      node.querySelectorAll('button').forEach((button) => { button.database = name; });
      node.querySelector('.connections').open =
        known.components[name].details.connectionList.length <= 20;
      databaseNodes.set(name, node);
      byId('databases').append(node);
    }
    drawDatabase(node, known.components[name]);
  }
}

function drawDatabase(node, component) {
  const details = component.details;
  const up = component.status === 'UP';
  const state = node.querySelector('.state');
  state.className = 'badge state ' + (up ? 'up' : 'down');
  say(state, up ? '✓ UP' : '✗ DOWN');
  say(node.querySelector('.reason'), details.reason);
  const open = details.connections;
  facts(node.querySelector('.facts'), [
    ['Connections', Object.entries(open).filter(([, number]) => number)
      .map(([at, number]) => number + ' ' + STATES[at]).join(', ') || 'none'],
    ['Circuit breaker', details.breaker + (details.breaker === 'closed' ? '' : ': calls fail at once')],
    ['Last answer', ago(details.answeredSecondsAgo)],
    ['Last ping', ago(details.pingedSecondsAgo)],
    ['Pinged after', details.pingIntervalSeconds === null
      ? 'never pinged' : span(details.pingIntervalSeconds) + ' idle'],
    ['Server allows', details.serverLimit || 'not known'],
    ['Pinged in time', Math.round(100 * details.pingCoverage) + ' %'],
    ['Longest idle', span(details.longestIdleSeconds)],
    ['Longest call', details.longestCallSeconds ? span(details.longestCallSeconds) : 'none runs'],
    ['Left alone', count(details.counts.connections_unmanaged, 'connection', 'connections')],
    ['Share of max-connections', details.budget
      ? details.budget.used + ' of ' + details.budget.share + ' open' : 'no limit set'],
    ['Figures as of', ago(details.figuresAgeSeconds)],
  ]);
  drawChart(node.querySelector('figure'), details.history);
  drawConnections(node.querySelector('.connections'), details);
  fill(node.querySelector('.counts table'), countRows(details.counts));
}

function drawConnections(node, details) {
  const all = sum(Object.values(details.connections));
  const list = details.connectionList;
  say(node.querySelector('summary'), count(all, 'connection', 'connections') +
    (list.length < all ? ', ' + list.length + ' of them shown' : ''));
  fill(node.querySelector('table'), list.map((each) => [
    each.id, STATES[each.state] || each.state, span(each.ageSeconds), ago(each.idleSeconds),
    ago(each.pingedSecondsAgo),
  ]));
}

function countRows(counts) {
  const rows = [];
  for (const [name, value] of Object.entries(counts)) {
    const what = name.replaceAll('_', ' ');
    if (typeof value === 'number') {
      rows.push([what, value]);
    } else {
      Object.entries(value).forEach(([label, number]) => rows.push([what + ': ' + label, number]));
    }
  }
  return rows.filter(([, number]) => number);
}

function drawEvents(known) {
  const now = Date.parse(known.time);
  byId('no-events').hidden = known.events.length > 0;
  fill(byId('events'), known.events.map((event) => [
    span((now - Date.parse(event.time)) / 1000), event.level, event.event, event.times, event.text,
  ]));
}
