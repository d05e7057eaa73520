// What questions about many records take: the visit app's sample, grown to more and more visits, is asked
// what its dashboard, lists and quick filter ask; then DuckDB and SQLite, as WebAssembly, are asked eight
// questions of a dashboard about as many rows. CPU time, which a busy machine changes less than a clock's.
//
//   node bench/e2e/data/run.mjs [visits...]        13000 130000 1000000
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, table, write_results } from '../../results.mjs';
import { peers_of_dashboard } from './peers.mjs';
import { app, data_bench, make_sample } from './sample.mjs';

const sizes = process.argv.slice(2).map(Number);
if (!sizes.length) sizes.push(13_000, 130_000, 1_000_000);
const kMostImported = 130_000;
const folder = mkdtempSync(join(tmpdir(), 'tollgate-data-'));
const sample = join(folder, 'sample.db');

const ms = (value) => (value === undefined ? '' : `${Number(value.toPrecision(3))}`);

try {
  await make_sample(sample);
  const results = {};
  const database = join(folder, 'grown.db');
  copyFileSync(sample, database);
  for (const visits of sizes) {
    data_bench('grow', database, String(visits));
    // The columns are made behind, as by the hub's clock; the second process finds them.
    const [made, kept] = [data_bench('ask', database, 'director'), data_bench('ask', database, 'director')];
    // As many lines as visits; a million of them take a quarter of an hour.
    const filled = join(folder, `filled-${visits}.db`);
    const filling = visits <= kMostImported ? data_bench('import', app, filled, String(visits)) : undefined;
    rmSync(filled, { force: true });
    results[visits] = { making: made, kept, filling, peers: await peers_of_dashboard(visits), database_mb: statSync(database).size / 1e6 };
  }
  const of = (run, what, member = 'cpu_us') => run.find((line) => line.what === what)?.[member];
  const rows = results[sizes[0]].kept.map(({ what }) => [what, ...sizes.map((visits) => ms(of(results[visits].kept, what) / 1000))]);
  rows.splice(2, 0, ['dashboard, first, columns just made', ...sizes.map((visits) => ms(of(results[visits].making, 'dashboard, first') / 1000))]);
  const kMadeBehind = 'made behind, before anybody asks';
  rows[1] = [`${kMadeBehind}: all columns`, ...sizes.map((visits) => ms(of(results[visits].making, kMadeBehind) / 1000))];
  rows.push(['peak memory, MB', ...sizes.map((visits) => ms(Math.max(...results[visits].kept.map((line) => line.peak_mb ?? 0))))]);
  const filling = (visits, what) => results[visits].filling?.find((line) => line.what === what);
  const rate = (line, count) => (line ? Math.round(count / (line.cpu_us / 1e6)).toLocaleString('en') : '');
  rows.push(
    ['import, lines a second', ...sizes.map((visits) => rate(filling(visits, 'import'), filling(visits, 'import')?.lines))],
    ['its visits by SQLite alone, rows a second', ...sizes.map((visits) => rate(filling(visits, 'the visits of it by SQLite alone'), filling(visits, 'the visits of it by SQLite alone')?.rows))],
    ['database, bytes a line', ...sizes.map((visits) => (filling(visits, 'close') ? Math.round(filling(visits, 'close').bytes / filling(visits, 'import').lines) : ''))],
    ['verify, with all tables', ...sizes.map((visits) => ms(filling(visits, 'verify')?.cpu_us / 1000 || undefined))],
    ['rebuild', ...sizes.map((visits) => ms(filling(visits, 'rebuild')?.cpu_us / 1000 || undefined))],
  );
  for (const [name, label] of [['duckdb_wasm', 'DuckDB-wasm, eight questions'], ['sql_js', 'SQLite (sql.js), eight questions']])
    rows.push([label, ...sizes.map((visits) => ms(results[visits].peers[name].again_ms))]);
  write_results('data', 'Questions about many records', 'e2e/data/run.mjs', { sizes: results }, table(['CPU ms', ...sizes.map((visits) => `${visits.toLocaleString('en')} visits`)], rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
