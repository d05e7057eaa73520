// The same questions to others: a table of as many visits in the same shape, made by the same arithmetic
// in each of them. CPU time of this process, in milliseconds.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { median } from '../../results.mjs';

const require = createRequire(import.meta.url);

// A number that looks random from the row's number i.
export const mixed = (salt) => `((i * 7919 + ${salt} * 104729) % 1000003)`;
const columns = `
  ${mixed(1)} % 142 AS rep, ${mixed(2)} % 11 AS city, ${mixed(2)} % 11 % 5 AS region,
  ${mixed(3)} % 2800 AS customer, ${mixed(4)} % 721 AS day, ${mixed(5)} % 10 < 7 AS authentic,
  ${mixed(6)} % 101 AS score, ${mixed(7)} % 60 - 10 AS late_minutes`;

// What a dashboard asks: the last 30 days, in groups and narrowed.
const window = 'day >= 690';
export const questions = [
  `SELECT count(*) FROM visits WHERE ${window}`,
  `SELECT avg(CASE WHEN authentic THEN 1.0 ELSE 0 END) FROM visits WHERE ${window}`,
  `SELECT city, avg(CASE WHEN authentic THEN 1.0 ELSE 0 END) FROM visits WHERE ${window} GROUP BY city`,
  `SELECT rep, avg(score), count(*) FROM visits WHERE ${window} GROUP BY rep`,
  `SELECT city, count(DISTINCT customer) FROM visits WHERE ${window} GROUP BY city`,
  `SELECT day - day % 7 AS week, count(*) FROM visits WHERE ${window} GROUP BY week`,
  `SELECT rep, avg(CASE WHEN late_minutes > 15 THEN 1.0 ELSE 0 END) FROM visits WHERE ${window} AND region = 2 GROUP BY rep`,
  `SELECT city, count(*), avg(score) FROM visits GROUP BY city`,
];

export function cpu_ms() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function timed(action) {
  const began = cpu_ms();
  action();
  return cpu_ms() - began;
}


async function duckdb() {
  const dist = dirname(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs'));
  const { createDuckDB, ConsoleLogger, NODE_RUNTIME } = require(join(dist, 'duckdb-node-blocking.cjs'));
  const bundle = (name) => ({ mainModule: join(dist, `duckdb-${name}.wasm`), mainWorker: '' });
  const db = await createDuckDB({ mvp: bundle('mvp'), eh: bundle('eh') }, new ConsoleLogger(4), NODE_RUNTIME);
  await db.instantiate(() => {});
  const connection = db.connect();
  return (sql) => connection.query(sql);
}

async function sqlite() {
  const make = require('sql.js');
  const SQL = await make({ wasmBinary: readFileSync(require.resolve('sql.js/dist/sql-wasm.wasm')) });
  const db = new SQL.Database();
  return (sql) => db.exec(sql);
}

// Who else there is: opening gives a function that runs SQL; range() is a table of the numbers i below a count.
export const peers = [
  { name: 'duckdb_wasm', open: duckdb, range: (count) => `range(${count}) AS r(i)` },
  { name: 'sql_js', open: sqlite, range: (count) => `(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${count}) SELECT i FROM n)` },
];

export async function peers_of_dashboard(visits) {
  const results = {};
  for (const { name, open, range } of peers) {
    const run = await open();
    run(`CREATE TABLE visits AS SELECT ${columns} FROM ${range(visits)}`);
    const ask = () => timed(() => questions.forEach(run));
    const first_ms = ask();
    results[name] = { first_ms, again_ms: median([ask(), ask(), ask()]) };
  }
  return results;
}
