// The same questions to others: a table of as many visits in the same shape, made by the same arithmetic
// in each of them. CPU time of this process, in milliseconds.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

// A number that looks random from the row's number i.
const mixed = (salt) => `((i * 7919 + ${salt} * 104729) % 1000003)`;
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

function cpu_ms() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function timed(action) {
  const began = cpu_ms();
  action();
  return cpu_ms() - began;
}

const median_of = (turns, action) => Array.from({ length: turns }, () => timed(action)).sort((a, b) => a - b)[turns >> 1];

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

export async function peers(visits) {
  const results = {};
  for (const [name, open, rows] of [
    ['duckdb_wasm', duckdb, `range(${visits}) AS r(i)`],
    ['sql_js', sqlite, `(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${visits}) SELECT i FROM n)`],
  ]) {
    const run = await open();
    run(`CREATE TABLE visits AS SELECT ${columns} FROM ${rows}`);
    const first_ms = timed(() => questions.forEach(run));
    results[name] = { first_ms, again_ms: median_of(3, () => questions.forEach(run)) };
  }
  return results;
}
