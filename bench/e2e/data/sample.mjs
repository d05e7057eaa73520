// The visit app's sample in a database, and the programs that measure on copies of it.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../results.mjs';

const build = process.env.TOLLGATE_BUILD ?? join(root, 'build/native/bin');
// The app and its sample, as `templates/medical-visit/generate_sample.mjs --out` writes them.
export const app = process.env.TOLLGATE_TEMPLATE ?? join(root, 'build/template/medical-visit');

// The hub's first start loads the sample.
export function make_sample(database) {
  const hub = spawn(join(build, 'tollgate'), ['serve', '--json', '--demo', '--listen', '127.0.0.1:0', '--db', database, '--app', app], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let out = '';
    let ready = false;
    hub.on('close', (code) => (ready ? resolve() : reject(new Error(`the hub ended with ${code}: ${out}`))));
    hub.stdout.on('data', (data) => {
      out += data;
      if (!out.includes('"url"')) return;
      ready = true;
      hub.kill('SIGTERM');
    });
  });
}

// What a program prints, a JSON value a line.
export function lines_of(program, args) {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
  return stdout.trim().split('\n').map((line) => JSON.parse(line));
}

export const data_bench = (...args) => lines_of(join(build, 'data_bench'), args);
