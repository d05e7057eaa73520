// The table of a run, and how it stands to what we set out to reach.
import { execSync } from 'node:child_process';
import { cpus } from 'node:os';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const columns = [
  ['native', 'native batch'],
  ['native_one', 'native, one call each'],
  ['by_hand', 'C++ by hand'],
  ['wasm_batch', 'wasm batch'],
  ['wasm_one', 'wasm, one call each'],
  ['js_closure', 'JS closure'],
  ['cel_js', 'cel-js'],
  ['feelin', 'feelin'],
  ['jsonata', 'jsonata'],
  ['json_logic', 'json-logic-js'],
];

function short(rate) {
  if (rate === undefined || rate === null) return '–';
  if (rate >= 1e6) return `${(rate / 1e6).toPrecision(3)} M`;
  if (rate >= 1e3) return `${(rate / 1e3).toPrecision(3)} k`;
  return rate.toPrecision(3);
}

const ratio = (a, b) => (a && b ? `${(a / b).toPrecision(3)}×` : '–');

function goals(row) {
  const list = [];
  const goal = (text, value, reached) => {
    if (Number.isFinite(value)) list.push({ case: row.name, goal: text, ratio: value, reached });
  };
  if (row.scalar) goal('wasm batch ≥ cel-js', row.wasm_batch / row.cel_js, row.wasm_batch >= row.cel_js);
  if (row.name.endsWith('10,000')) {
    goal('wasm batch ≥ JS closure ÷ 3', row.wasm_batch / row.js_closure, row.wasm_batch * 3 >= row.js_closure);
  }
  goal('wasm batch ≥ 1000 × feelin', row.wasm_batch / row.feelin, row.wasm_batch >= 1000 * row.feelin);
  if (row.by_hand) goal('native ≥ C++ by hand ÷ 2', row.native / row.by_hand, row.native * 2 >= row.by_hand);
  return list;
}

// What keeps a figure from its goal, where it is known.
const limits = [
  {
    goal: /feelin/,
    case: /filtered sum/,
    why: (row) => `the closure written by hand, the most that an engine can do, is itself ${ratio(row.js_closure, row.feelin)} feelin here: looking at each item is the work, not reading the expression.`,
  },
  {
    goal: /by hand/,
    case: /contains/,
    why: () => 'both search with the same instructions, but by hand the text that is looked for is known to the compiler: eight bytes, one comparison. A text from a document is compared by a call.',
  },
  {
    goal: /by hand/,
    case: /nested path/,
    why: () => 'by hand the city lies in the struct itself; a document\'s customer, address and city are three pieces of memory, and fetching them one after the other is the limit.',
  },
];

function missed(rows) {
  const lines = rows.flatMap((row) => goals(row).filter((goal) => !goal.reached).map((goal) => why_missed(row, goal)));
  return lines.length ? ['## What was missed, and what the limit is', '', ...lines, ''] : [];
}

function why_missed(row, goal) {
  const known = limits.find((limit) => limit.goal.test(goal.goal) && limit.case.test(row.name));
  return `- ${row.name}, ${goal.goal}: ${known ? known.why(row) : 'not explained yet.'}`;
}

// {text, goals, commit} of the measured rows.
export function report(rows) {
  const all = rows.flatMap(goals);
  const commit = execSync('git rev-parse --short HEAD').toString().trim();
  const lines = [
    '# FEEL: evaluations a second',
    '',
    `Made by \`./dev bench\` (\`node bench/micro/feel/run.mjs\`) at ${commit}, node ${process.version}, ${cpus().length} cores. Medians of 15 rounds in one run, in which the ways take turns; compare within a row only. All engines gave the same results on all records before they were measured.`,
    '',
    `| case | ${columns.map(([, title]) => title).join(' | ')} |`,
    `|---|${columns.map(() => '--:').join('|')}|`,
    ...rows.map((row) => `| ${row.name} | ${columns.map(([key]) => short(row[key])).join(' | ')} |`),
    '',
    '## Against what we set out to reach',
    '',
    '| case | goal | ratio | reached |',
    '|---|---|--:|---|',
    ...all.map((g) => `| ${g.case} | ${g.goal} | ${ratio(g.ratio, 1)} | ${g.reached ? 'yes' : '**no**'} |`),
    '',
    ...missed(rows),
  ];
  return { text: `${lines.join('\n')}\n`, goals: all, commit };
}

export function write_report(folder, rows) {
  const { text, goals: all, commit } = report(rows);
  writeFileSync(path.join(folder, 'feel.md'), text);
  writeFileSync(path.join(folder, 'feel.json'), `${JSON.stringify({ commit, node: process.version, rows, goals: all }, null, 1)}\n`);
  process.stdout.write(text);
}
