// The binary under test, as a process.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const binary = process.env.TOLLGATE_BINARY ?? 'build/native/bin/tollgate';
export const app_file = 'templates/medical-visit/app.json';

// Runs a command to its end: {code, out, err}.
export function run(args, { input = '', env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { env: { ...process.env, LC_ALL: 'C', ...env } });
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (err += data));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

// A folder that is gone after the test.
export function scratch(test) {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-integration-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

// A hub on a free port; it ends with the test.
// Unless `accounts`, a demo, where `user` says whom a message acts for. `within`: a command that becomes the
// one behind it, as `unshare` does.
export async function serve(test, args = [], { accounts = false, within = [] } = {}) {
  const [program, ...rest] = [...within, binary, 'serve', '--json', ...(accounts ? [] : ['--demo']), '--listen', '127.0.0.1:0', ...args];
  const child = spawn(program, rest, {
    env: { ...process.env, LC_ALL: 'C' },
  });
  let err = '';
  let out = '';
  child.stderr.on('data', (data) => (err += data));
  const closed = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
  const { url, apps } = await new Promise((resolve, reject) => {
    child.stdout.on('data', (data) => {
      out += data;
      for (const line of out.split('\n').slice(0, -1)) {
        const message = JSON.parse(line);
        if (message.url) resolve(message);
      }
    });
    closed.then(() => reject(new Error(`the hub ended: ${out}${err}`)));
  });
  // The first app's.
  const api = `${url}/apps/${apps[0]}/api`;
  const hub = {
    url,
    api,
    apps,
    port: Number(new URL(url).port),
    child,
    out_text: () => out,
    error_text: () => err,
    end(signal = 'SIGTERM') {
      child.kill(signal);
      return closed;
    },
    // `user`: whom the request acts for. `app`: another than the first.
    async ask(type, params = {}, { user, locale, task, app = apps[0] } = {}) {
      const response = await fetch(`${url}/apps/${app}/api/request`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(user ? { 'Tollgate-Acts-For': `user=${encodeURIComponent(user)}` } : {}) },
        body: JSON.stringify({ id: 1, type, params, locale, task }),
      });
      return response.json();
    },
  };
  test.after(() => hub.end('SIGKILL'));
  return hub;
}
