// What insight takes over more and more visits: the line in one's own words, lift, effect, newcomers and a
// backtest, natively and as WebAssembly, warm and the first time; beside them what DuckDB and SQLite take as
// WebAssembly to make the counts alone. CPU time, which a busy machine changes less than a clock's.
//
//   node bench/e2e/insight/run.mjs [visits...]        13000 130000 1000000
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, table, write_results } from '../../results.mjs';
import { data_bench, lines_of, make_sample } from '../data/sample.mjs';
import { peers } from './peers.mjs';

const engine = join(process.env.TOLLGATE_WASM ?? join(root, 'build/wasm/web'), 'tollgate.mjs');
const questions = join(import.meta.dirname, 'questions.json');
const sizes = process.argv.slice(2).map(Number);
if (!sizes.length) sizes.push(13_000, 130_000, 1_000_000);
const kWanted_ms = 300;
const folder = mkdtempSync(join(tmpdir(), 'tollgate-insight-'));

const ms = (us) => (us === undefined ? '' : `${Number((us / 1000).toPrecision(3))}`);
const both = (line) => (line ? `${ms(line.again_us)} (${ms(line.first_us)})` : '');

function write(results) {
  const sizes = Object.keys(results).map(Number);
  const of = (visits, side, what) => results[visits][side].find((line) => line.what === what);
  const asked = results[sizes[0]].native.filter(({ again_us }) => again_us !== undefined).map(({ what }) => what);
  const columns = sizes.flatMap((visits) => ['native', 'wasm'].map((side) => [visits, side]));
  const counted = (visits, name, what) => {
    const { first_ms, again_ms } = results[visits].peers[name][what];
    return both({ first_us: 1000 * first_ms, again_us: 1000 * again_ms });
  };
  const rows = [
    ...['open', 'made behind, before anybody asks'].map((what) => [what, ...columns.map(([visits, side]) => ms(of(visits, side, what)?.cpu_us))]),
    ...asked.map((what) => [what, ...columns.map(([visits, side]) => both(of(visits, side, what)))]),
    ['peak memory, MB', ...columns.map(([visits, side]) => Math.max(...results[visits][side].map((line) => line.peak_mb)))],
    ...[['duckdb_wasm', 'DuckDB-wasm'], ['sql_js', 'SQLite (sql.js)']].flatMap(([name, label]) =>
      [['line', "the line's counts"], ['lift', 'the counts of lift']].map(([what, said]) => [
        `${label}: ${said} alone`,
        ...columns.map(([visits, side]) => (side === 'native' ? '' : counted(visits, name, what))),
      ]),
    ),
  ];
  const lines = asked.filter((what) => what.startsWith('line'));
  const longest = (side) => Math.max(...lines.map((what) => of(sizes.at(-1), side, what).longest_us)) / 1000;
  const text = `CPU milliseconds of an answer: the median of those that follow each other, and in brackets the first one after opening; WebAssembly finds the columns that the native run has made and kept. Of the lines in one's own words at ${sizes.at(-1).toLocaleString('en')} visits, warm, the longest single answer took ${longest('native').toFixed(0)} ms natively and ${longest('wasm').toFixed(0)} ms as WebAssembly (goal: ${kWanted_ms}). The others' tables hold as many visits with twelve yes/no columns; they count, and find, test and name nothing.\n\n${table(['', ...columns.map(([visits, side]) => `${visits.toLocaleString('en')}, ${side}`)], rows)}`;
  write_results('insight', 'Insight over many records', 'e2e/insight/run.mjs', { sizes: results }, text);
}

try {
  const database = join(folder, 'grown.db');
  process.stderr.write('the sample…\n');
  await make_sample(database);
  const results = {};
  for (const visits of sizes) {
    process.stderr.write(`${visits} visits…\n`);
    data_bench('grow', database, String(visits));
    const native = data_bench('questions', database, 'director', questions);
    // A copy, in which the other finds the columns that the one has made and kept.
    const copy = join(folder, 'wasm.db');
    copyFileSync(database, copy);
    const wasm = lines_of(process.execPath, [join(import.meta.dirname, 'wasm.mjs'), engine, copy, 'director', questions]);
    rmSync(copy);
    results[visits] = { native, wasm, peers: await peers(visits) };
    write(results);  // so far: the last size takes as long as all others together
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
