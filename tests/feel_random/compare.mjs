// node tests/feel_random/compare.mjs NATIVE WASM.mjs [SEED [COUNT]]
// Runs the native and the WebAssembly build of feel_random and compares them byte for byte.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [native, wasm, seed = '1', count = '10000'] = process.argv.slice(2);
if (!wasm) {
  console.error('usage: compare.mjs NATIVE WASM.mjs [SEED [COUNT]]');
  process.exit(2);
}
const options = { encoding: 'utf8', maxBuffer: 1 << 30 };
const runner = fileURLToPath(new URL('../../cmake/run_wasm_test.mjs', import.meta.url));
const left = execFileSync(native, [seed, count], options).split('\n');
const right = execFileSync(process.execPath, [runner, wasm, seed, count], options).split('\n');
for (let i = 0; i < Math.max(left.length, right.length); i++) {
  if (left[i] === right[i]) continue;
  console.error(`line ${i + 1} differs\n  native: ${left[i]}\n  wasm:   ${right[i]}`);
  process.exit(1);
}
console.log(`${left.length - 2} expressions, the same bytes: ${left.at(-2)}`);
