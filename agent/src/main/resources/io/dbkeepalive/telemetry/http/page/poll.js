// Asks the endpoint again and again, says how old the answer is, and acts on request.

const PAUSE = 2000;
const PATIENCE = 5000;
const OLD = 6;
let token = null; // in this page's memory only
let answered = null; // by performance.now()
let asking = null;

function headers() {
  return token === null ? {} : { 'Authorization': 'Bearer ' + token };
}

async function ask(path, method, patience) {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), patience);
  try {
    const answer = await fetch(path, {
      method, headers: headers(), cache: 'no-store', credentials: 'omit', redirect: 'error',
      signal: waiting.signal,
    });
    return { status: answer.status, text: await answer.text() };
  } finally {
    clearTimeout(timer);
  }
}

async function poll() {
  clearTimeout(asking);
  complain(await look());
  showAge();
  asking = setTimeout(poll, PAUSE);
}

// Says what is wrong; null if nothing is.
async function look() {
  let answer;
  try {
    answer = await ask('health/detailed', 'GET', PATIENCE);
  } catch (e) {
    return 'The endpoint does not answer: the JVM has ended or hangs, or the network is cut.' +
      (answered === null ? '' : ' What stands below is old.');
  }
  if (answer.status === 401) {
    return token === null
      ? 'Others reach this address too: type the token below to see anything.'
      : 'The token is not the right one.';
  }
  if (answer.status !== 200) {
    return 'The endpoint answered with status ' + answer.status + ': ' + answer.text;
  }
  try {
    draw(JSON.parse(answer.text));
    answered = performance.now();
    return null;
  } catch (e) {
    return 'This page cannot show what the endpoint says: ' + e.message;
  }
}

function complain(text) {
  byId('trouble').hidden = text === null;
  say(byId('trouble'), text || '');
}

function showAge() {
  const age = answered === null ? null : (performance.now() - answered) / 1000;
  const old = age === null || age > OLD;
  byId('age').className = old ? 'old' : '';
  document.documentElement.className = old ? 'stale' : '';
  say(byId('age'), age === null ? 'nothing known yet' : 'as of ' + ago(age));
  if (old && age !== null) {
    const overall = byId('overall');
    overall.className = 'badge';
    say(overall, 'Not known: no answer for ' + span(age));
    document.title = '? dbkeepalive';
  }
}

function useToken(text) {
  token = text || null;
  byId('token').value = '';
  say(byId('token-state'), token === null
    ? 'No token: nothing can be done from here. It is kept in this page\'s memory only.'
    : 'A token is used, until this page is closed or it is forgotten.');
  poll();
}

async function act(button) {
  const action = button.dataset.action;
  if (token === null) {
    say(byId('outcome'), 'Type the token first.');
    byId('token').focus();
    return;
  }
  if (action === 'disable' && !confirm('From now on nothing is healed. Disable the agent?')) {
    return;
  }
  const query = button.database ? '?database=' + encodeURIComponent(button.database) : '';
  const what = action + (button.database ? ' of ' + button.database : '');
  button.disabled = true;
  say(byId('outcome'), what + ': waiting');
  try {
    const answer = await ask(action + query, 'POST', 60000);
    say(byId('outcome'), what + ': ' + outcome(answer));
  } catch (e) {
    say(byId('outcome'), what + ': no answer');
  }
  button.disabled = false;
  poll();
}

function outcome(answer) {
  if (answer.status !== 200) {
    return 'not done, ' + answer.text.trim();
  }
  const result = JSON.parse(answer.text);
  return 'enabled' in result
    ? (result.enabled ? 'it heals' : 'it only looks on')
    : result.well + ' well, ' + result.lost + ' lost, ' + result.unknown + ' in use or unanswered';
}

byId('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  useToken(byId('token').value);
});
byId('forget').addEventListener('click', () => useToken(null));
document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-action]');
  if (button) {
    act(button);
  }
});
setInterval(showAge, 1000);
poll();
