// Runs every measurement, one after the other: they share the machine.
//
//   node bench/run.mjs [part of a folder's name...]     such as: feel, size, hub
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const wanted = process.argv.slice(2);
const scripts = ['micro', 'e2e']
  .filter((kind) => existsSync(join(here, kind)))
  .flatMap((kind) => readdirSync(join(here, kind)).sort().map((name) => join(here, kind, name, 'run.mjs')))
  .filter((script) => existsSync(script))
  .filter((script) => !wanted.length || wanted.some((part) => script.includes(part)));
if (!scripts.length) {
  console.error('no such measurement');
  process.exit(2);
}
const failed = scripts.filter((script) => spawnSync(process.execPath, [script], { stdio: 'inherit' }).status !== 0);
for (const script of failed) console.error(`failed: ${script}`);
process.exitCode = failed.length ? 1 : 0;
