// Measures FEEL against its peers in one run and writes bench/results/feel.{json,md}.
//
//   node bench/micro/feel/run.mjs [--native BINARY] [--wasm MODULE.mjs] [--only PART_OF_A_NAME]
//
// --only measures the cases of such names and only prints.
//
// Rates are medians of rounds on whatever machine this is; only the ratios within one run mean
// something. Before anything is measured all engines must agree on every record's result.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { cases as all_cases } from './cases.mjs';
import { closures, peers } from './peers.mjs';
import { report, write_report } from './report.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const { values: options } = parseArgs({
  options: {
    native: { type: 'string', default: path.join(root, 'build/native/bin/feel_bench') },
    only: { type: 'string', default: '' },
    wasm: { type: 'string', default: path.join(root, 'build/wasm/bin/feel_bench.mjs') },
  },
});

const rounds = 15;
const round_ms = 20;
const warm_up_ms = 400;

// The median rate of each of several ways to evaluate all records, a Map by name. They take turns,
// so that what else the machine does falls on all of them alike; each first runs until it has been
// compiled for good.
async function median_rates(ways) {
  const measured = new Map([...ways.keys()].map((name) => [name, []]));
  async function run({ once, count, asynchronous }, ms) {
    const start = performance.now();
    let done = 0;
    let elapsed = 0;
    do {
      if (asynchronous) await once();
      else once();
      done += count;
      elapsed = performance.now() - start;
    } while (elapsed < ms);
    return (done / elapsed) * 1000;
  }
  for (const way of ways.values()) await run(way, warm_up_ms);
  for (let round = 0; round < rounds; round++) {
    for (const [name, way] of ways) measured.get(name).push(await run(way, round_ms));
  }
  return new Map([...measured].map(([name, rates]) => [name, rates.sort((x, y) => x - y)[rounds >> 1]]));
}

// Numbers come as decimal text from the runtime and as doubles from the peers, whose sums drift.
function same(a, b) {
  if (a === b) return true;
  const x = Number(a);
  const y = Number(b);
  return typeof a !== 'boolean' && Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x));
}

function must_agree(name, engine, expected, results) {
  const at = expected.findIndex((value, i) => !same(value, results[i]));
  if (at >= 0) {
    throw new Error(`${name}: ${engine} gives ${results[at]} for record ${at}, not ${expected[at]}`);
  }
}

async function wasm_engine() {
  const { default: create } = await import(pathToFileURL(options.wasm));
  const module = await create();
  const load = (text) => {
    const bytes = new TextEncoder().encode(text);
    const at = module._bench_text(bytes.length);
    module.HEAPU8.set(bytes, at);
    const count = module._bench_load();
    if (count < 0) throw new Error(module.UTF8ToString(module._bench_message()));
    return count;
  };
  const results = () => JSON.parse(module.UTF8ToString(module._bench_results()));
  return { module, load, results };
}

const cases = all_cases.filter((c) => c.name.includes(options.only));

// The runtime first and alone, before peers make the process's heap large.
const input = cases.map((c) => ({ name: c.name, feel: c.feel, types: c.types, records: c.records() }));
const input_file = path.join(root, 'build/feel-bench-cases.json');
writeFileSync(input_file, JSON.stringify(input));
process.stderr.write('native…\n');
const native = execFileSync(options.native, [input_file], { maxBuffer: 1 << 28 })
  .toString().trim().split('\n').map((line) => JSON.parse(line));

const wasm = await wasm_engine();
const rows = [];
for (const [index, one] of cases.entries()) {
  process.stderr.write(`${one.name}…\n`);
  const records = input[index].records;
  const expected = native[index].results;
  const row = { name: one.name, scalar: one.scalar === true, native: native[index].batch, native_one: native[index].one, by_hand: native[index].by_hand };

  const count = wasm.load(JSON.stringify(input[index]));
  wasm.module._bench_batch();
  must_agree(one.name, 'wasm', expected, wasm.results());
  const ways = new Map([
    ['wasm_batch', { count, once: () => wasm.module._bench_batch() }],
    ['wasm_one', { count, once: () => { for (let i = 0; i < count; i++) wasm.module._bench_one(i); } }],
  ]);
  for (const engine of [...closures, ...peers]) {
    const prepared = await engine.prepare(one, records);
    if (prepared === null) continue;
    const { evaluate, inputs } = prepared;
    const results = [];
    for (const value of inputs) results.push(await evaluate(value));
    must_agree(one.name, engine.name, expected, results);
    ways.set(engine.name, {
      count: inputs.length,
      asynchronous: engine.asynchronous,
      once: engine.asynchronous
        ? async () => { for (const value of inputs) await evaluate(value); }
        : () => { for (const value of inputs) evaluate(value); },
    });
  }
  for (const [name, rate] of await median_rates(ways)) row[name] = rate;
  rows.push(row);
}

if (options.only) {
  process.stdout.write(report(rows).text);
} else {
  mkdirSync(path.join(root, 'bench/results'), { recursive: true });
  write_report(path.join(root, 'bench/results'), rows);
}
