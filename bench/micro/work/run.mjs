// Measures what a unit of work takes, natively and as WebAssembly, and writes
// bench/results/work.{json,md}. tests/bounds holds the charges against these figures.
//
//   node bench/micro/work/run.mjs [--native BINARY] [--wasm MODULE.mjs] [--only PART] [--runs N]
//
// --only measures the cases whose expression holds PART and only prints.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, table, write_results } from '../../results.mjs';

const { values: options } = parseArgs({
  options: {
    native: { type: 'string', default: join(root, 'build/native/bin/work_bench') },
    wasm: { type: 'string', default: join(root, 'build/wasm/bin/work_bench.mjs') },
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '3' },
  },
});
const cases = join(root, 'tests/bounds/worst_cases.json');

// The fastest of several runs: what else the machine does only makes one slower.
function measure(command, before) {
  const runs = Array.from({ length: Number(options.runs) }, () => {
    const lines = execFileSync(command, [...before, cases, ...(options.only ? [options.only] : [])], { maxBuffer: 1 << 26 });
    return lines.toString().trim().split('\n').map((line) => JSON.parse(line));
  });
  return runs[0].map((row, i) => ({ ...row, ns: Math.min(...runs.map((run) => run[i].ns)) }));
}

process.stderr.write('native…\n');
const native = measure(options.native, []);
process.stderr.write('wasm…\n');
// Compiled for good from the start, as code that has run for a while is.
const wasm = measure(process.execPath, ['--no-liftoff', join(root, 'cmake/run_wasm_test.mjs'), options.wasm]);

const three = (n) => Number(n.toPrecision(3));
const rows = native.map((row, i) => {
  const other = wasm[i];
  if (other.expression !== row.expression) throw new Error('the builds measured different cases');
  if (Math.abs(other.units - row.units) > row.units / 1000 + 1) {
    throw new Error(`${row.expression}: ${row.units} units natively, ${other.units} as WebAssembly`);
  }
  return { of: row.of, expression: row.expression, units: Math.round(row.units), native_ns: three(row.ns), wasm_ns: three(other.ns) };
});

// What the limits of one expression come to, were it made of this case alone.
const limit_units = 40_000_000;
const ms = (ns, row) => (ns / row.units) * limit_units * 1e-6;
const worst = [...rows].sort((a, b) => Math.max(ms(b.native_ns, b), ms(b.wasm_ns, b) / 2) - Math.max(ms(a.native_ns, a), ms(a.wasm_ns, a) / 2));
const shown = (list) => table(
  ['expression', 'units', 'native ns', 'ms at the limit', 'wasm ns', 'ms at the limit'],
  list.map((row) => [`\`${row.expression.replaceAll('|', '\\|')}\``, row.units, row.native_ns, ms(row.native_ns, row).toFixed(1), row.wasm_ns, ms(row.wasm_ns, row).toFixed(1)]),
);
if (options.only) {
  process.stdout.write(`${shown(worst)}\n`);
} else {
  const most = (key) => Math.max(...rows.map((row) => ms(row[key], row))).toFixed(0);
  const text = `An expression may take ${limit_units / 1e6} million units. At the worst case that took ${most('native_ns')} ms natively (goal: 50) and ${most('wasm_ns')} ms as WebAssembly (goal: 100).\n\nThe worst of ${rows.length} cases; all are in work.json.\n\n${shown(worst.slice(0, 40))}`;
  write_results('work', 'Work: what a unit takes', 'micro/work/run.mjs', { limit_units, rows }, text);
}
