// Runs every end-to-end test, two files at once: much of a journey is waiting for one process or another.
//   node tests/e2e/run.mjs [part of a file's name...]
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.mjs') && (!wanted.length || wanted.some((part) => name.includes(part))))
  .map((name) => join(folder, name))
  // The longest first, so that none runs alone at the end.
  .sort((a, b) => statSync(b).size - statSync(a).size);
if (!files.length) {
  console.error('no such test');
  process.exit(2);
}
const at_once = Math.min(2, availableParallelism());
const result = spawnSync(process.execPath, ['--test', `--test-concurrency=${at_once}`, '--test-timeout=900000', ...files], { stdio: 'inherit' });
process.exit(result.status ?? 1);
