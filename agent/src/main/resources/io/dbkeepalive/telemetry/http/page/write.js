// Whatever comes from the agent becomes text, never markup: names of databases may be hostile.

const byId = (id) => document.getElementById(id);

// Touches the page only where something has changed, so that selections and readers stay.
function say(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

function make(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

// Makes the children of a node be so many.
function resize(parent, number, maker) {
  while (parent.children.length > number) {
    parent.lastElementChild.remove();
  }
  while (parent.children.length < number) {
    parent.append(maker());
  }
}

function fill(table, rows) {
  const body = table.tBodies[0];
  resize(body, rows.length, () => document.createElement('tr'));
  rows.forEach((cells, i) => {
    const row = body.rows[i];
    resize(row, cells.length, () => document.createElement('td'));
    cells.forEach((cell, j) => say(row.cells[j], String(cell)));
  });
}

function facts(list, pairs) {
  resize(list, pairs.length, () => {
    const pair = document.createElement('div');
    pair.append(document.createElement('dt'), document.createElement('dd'));
    return pair;
  });
  pairs.forEach(([name, value], i) => {
    say(list.children[i].children[0], name);
    say(list.children[i].children[1], String(value));
  });
}

// Of seconds; null is what never was.
function span(seconds) {
  if (seconds === null || seconds === undefined) {
    return 'never';
  }
  const s = Math.max(0, seconds);
  if (s < 60) {
    return Math.floor(s) + ' s';
  }
  const minutes = Math.floor(s / 60);
  if (minutes < 60) {
    return minutes + ' min' + (s % 60 < 1 ? '' : ' ' + Math.floor(s % 60) + ' s');
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? hours + ' h' + (minutes % 60 ? ' ' + (minutes % 60) + ' min' : '') : Math.floor(hours / 24) + ' days';
}

function ago(seconds) {
  return seconds === null || seconds === undefined ? 'never' : span(seconds) + ' ago';
}

function count(number, one, many) {
  return number + ' ' + (number === 1 ? one : many);
}

function sum(numbers) {
  return numbers.reduce((all, each) => all + each, 0);
}
