'use strict';
const $ = id => document.getElementById(id);
const matrix = JSON.parse($('matrix').textContent);
const PAGE = 200;
const columns = [['mutants', 'mutants'], ['equivalent', 'do the same'], ['killed', 'killed'], ['survive', 'survive'],
  ['refused', 'refused'], ['accepted', 'accepted'], ['notJudged', 'not judged'], ['both', 'both notice'],
  ['testOnly', 'test only'], ['proofOnly', 'proof only'], ['neither', 'neither']];
const number = n => n.toLocaleString('en');

// Texts go in as texts: nothing of the data is ever read as markup.
function element(name, text, style) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (style) made.className = style;
  return made;
}

function row(cells) {
  const tr = element('tr');
  cells.forEach((cell, i) => tr.append(i === 0 || typeof cell !== 'number' ? element('td', cell) : element('td', number(cell), 'num')));
  return tr;
}

const isFault = m => m.equivalent === '';
const isTested = m => m.tests.verdict !== 'NOT_TESTED';
const isKilled = m => isFault(m) && (m.tests.verdict === 'KILLED' || m.tests.verdict === 'TIMED_OUT');
const survives = m => isFault(m) && isTested(m) && !isKilled(m);
const says = (m, verdict) => isFault(m) && m.proofs.some(p => p.verdict === verdict);
const isRefused = m => says(m, 'REFUSED');
const isAccepted = m => !isRefused(m) && says(m, 'ACCEPTED');
const isNotJudged = m => isFault(m) && !isRefused(m) && !isAccepted(m);
const chosen = {survives, accepted: isAccepted, notJudged: isNotJudged, equivalent: m => !isFault(m), all: () => true};
const classOf = m => m.member.slice(0, m.member.indexOf('.'));

function verdict() {
  const box = $('verdict');
  box.className = 'verdict ' + (matrix.holds ? 'ok' : 'bad');
  box.append(element('b', matrix.holds ? 'It holds' : 'It does not hold'),
      element('span', number(matrix.counts.survive) + ' survive unexplained'));
}

function facts() {
  const fact = (name, value, style) => {
    const div = element('div');
    div.append(element('dt', name), element('dd', value, style));
    $('facts').append(div);
  };
  fact('Mutants', number(matrix.counts.mutants) + ', and ' + number(matrix.stillborn) + ' that do not compile');
  fact('Killed by a test', number(matrix.counts.killed));
  fact('Proved to do the same', number(matrix.counts.equivalent));
  for (const p of matrix.provers) {
    fact(p.prover + ' ' + p.version, number(p.refused) + ' of ' + number(p.judged) + ' judged are refused'
        + (p.enough ? '' : ': fewer than 99 %'));
  }
  fact('SHA-256 of the sources', matrix.kernelSha256, 'hash');
  $('faults').hidden = matrix.faults.length === 0;
  matrix.faults.forEach(fault => $('faultList').append(element('li', fault)));
}

function counts() {
  const cross = (name, which) => {
    const all = matrix.mutants.filter(which);
    $('cross').append(row([name, all.filter(isRefused).length, all.filter(isAccepted).length, all.filter(isNotJudged).length, all.length]));
  };
  cross('killed by a test', isKilled);
  cross('survives the tests', survives);
  if (matrix.mutants.some(m => isFault(m) && !isTested(m))) cross('not tested', m => isFault(m) && !isTested(m));
  cross('all', isFault);
  for (const [table, title, groups] of [['classes', 'Class', matrix.classes], ['kinds', 'Kind', matrix.mutators]]) {
    const head = element('thead'), body = element('tbody'), tr = element('tr');
    tr.append(element('th', title), ...columns.map(c => element('th', c[1], 'num')));
    head.append(tr);
    for (const [name, group] of Object.entries(groups)) body.append(row([name, ...columns.map(c => group[c[0]])]));
    $(table).append(head, body);
  }
}

let from = 0;
function list() {
  const all = matrix.mutants.filter(chosen[$('show').value]).filter(m => $('of').value === '' || classOf(m) === $('of').value);
  if (from >= all.length) from = 0;
  $('rows').replaceChildren(...all.slice(from, from + PAGE).map(m => {
    const tr = element('tr');
    const change = element('td');
    change.append(element('span', m.original + ' → ' + m.replacement, 'code'));
    const proofs = m.proofs.map(p => p.prover + ': ' + p.verdict.toLowerCase().replace('_', ' ')
        + (p.counterexample ? ' (' + p.counterexample + ')' : p.because ? ' (' + p.because + ')' : '')).join('; ');
    tr.append(element('td', m.member + ':' + m.line + ':' + m.column), element('td', m.mutator, 'nw'), change,
        element('td', m.tests.verdict.toLowerCase().replaceAll('_', ' ') + (m.tests.detail ? ' (' + m.tests.detail + ')' : '')),
        element('td', isFault(m) ? proofs : m.equivalent));
    if (survives(m) || isAccepted(m)) tr.className = 'fail';
    return tr;
  }));
  const turn = (text, to) => {
    const button = element('button', text);
    button.type = 'button';
    button.disabled = to < 0 || to >= all.length;
    button.addEventListener('click', () => { from = to; list(); });
    return button;
  };
  $('pager').replaceChildren(element('span', all.length === 0 ? 'none' : (from + 1) + '–' + Math.min(from + PAGE, all.length) + ' of ' + number(all.length)),
      turn('‹', from - PAGE), turn('›', from + PAGE));
}

$('of').append(new Option('every class', ''), ...Object.keys(matrix.classes).map(name => new Option(name, name)));
for (const id of ['show', 'of']) $(id).addEventListener('change', () => { from = 0; list(); });
if (matchMedia('(prefers-color-scheme: dark)').matches) document.documentElement.dataset.theme = 'dark';
if (!matrix.mutants.some(survives)) $('show').value = matrix.mutants.some(isAccepted) ? 'accepted' : 'all';
verdict();
facts();
counts();
list();
