// Runs every end-to-end test, two files at once: much of a journey is waiting for one process or another,
// and a third would press buttons that a busy page is about to move.
//   node tests/e2e/run.mjs [part of a file's name...]
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { run } from 'node:test';
import { spec, tap } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
// Short files of long journeys: much data, a process that is killed again and again, a time that has to come.
const kLong = ['store_inspection', 'record_page', 'turns', 'dispatch', 'durability', 'designer_safety'];
const length_of = (path) => statSync(path).size + (kLong.includes(basename(path, '.test.mjs')) ? 1_000_000 : 0);

const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.mjs') && (!wanted.length || wanted.some((part) => name.includes(part))))
  .map((name) => join(folder, name))
  // The longest first, so that none runs alone at the end.
  .sort((a, b) => length_of(b) - length_of(a));
if (!files.length) {
  console.error('no such test');
  process.exit(2);
}
const at_once = Math.min(2, availableParallelism());
mkdirSync(join(folder, '../../build/e2e'), { recursive: true });
const samples = mkdtempSync(join(folder, '../../build/e2e/samples-'));
process.env.TOLLGATE_E2E_SAMPLES = samples;
process.on('exit', () => rmSync(samples, { recursive: true, force: true }));
// `node --test` would take the files by their names.
run({ files, concurrency: at_once, timeout: 900_000 })
  .on('test:fail', () => { process.exitCode = 1; })
  .compose(process.stdout.isTTY ? new spec() : tap)
  .pipe(process.stdout);
