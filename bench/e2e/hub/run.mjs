// The hub over HTTP on loopback: how soon it is there, what a request costs, how fast it imports,
// and how long a save takes until it is durable on disk.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, root, table, write_results } from '../../results.mjs';

const binary = process.env.TOLLGATE_BINARY ?? join(root, 'build/native/bin/tollgate');
const app = join(root, 'build/template/medical-visit');
const folder = mkdtempSync(join(tmpdir(), 'tollgate-bench-'));
const database = join(folder, 'bench.db');
// As many connections as a busy office; the hub refuses a flood of them.
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

let running; // the hub of now, not to be left behind by a failure

// Resolves once the hub says its address, with the time that took.
function start() {
  const began = performance.now();
  const child = spawn(binary, ['serve', '--json', '--demo', '--listen', '127.0.0.1:0', '--db', database, '--app', app], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  return new Promise((resolve, reject) => {
    let out = '';
    child.on('close', (code) => reject(new Error(`the hub ended with ${code}: ${out}`)));
    child.stdout.on('data', (data) => {
      out += data;
      const said = out.split('\n').find((line) => line.includes('"url"'));
      if (!said) return;
      const end = () => new Promise((ended) => child.once('close', ended) && child.kill('SIGTERM'));
      resolve({ url: JSON.parse(said).url, ms: performance.now() - began, end });
    });
  });
}

function ask(url, type, params = {}, user = 'rep_001') {
  const body = JSON.stringify({ id: 1, type, params, locale: 'en' });
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/apps/medical_visit/api/request`, { method: 'POST', agent, headers: { 'Content-Type': 'application/json', ...(user ? { 'Tollgate-Acts-For': `user=${user}` } : {}), 'Content-Length': Buffer.byteLength(body) } }, (answer) => {
      let text = '';
      answer.on('data', (data) => (text += data));
      answer.on('end', () => {
        const reply = JSON.parse(text);
        if (reply.ok) resolve(reply.result);
        else reject(new Error(`${type}: ${text}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function timed(rounds, once) {
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const began = performance.now();
    await once(i);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return { median_ms: median(times), p95_ms: times[Math.floor(times.length * 0.95)] };
}

try {
  const first = await start();
  const { op_count } = await ask(first.url, 'engine.info');
  await first.end();
  const starts = [];
  for (let i = 0; i < 5; i++) {
    const again = await start();
    starts.push(again.ms);
    await again.end();
  }

  const hub = await start();
  const smallest = await timed(2000, () => ask(hub.url, 'engine.info'));
  const began = performance.now();
  await Promise.all(Array.from({ length: 5000 }, () => ask(hub.url, 'engine.info')));
  const requests_per_s = 5000 / ((performance.now() - began) / 1000);
  const dashboard = await timed(50, () => ask(hub.url, 'dashboard.read', { dashboard: 'health' }));
  const { session } = await ask(hub.url, 'form.open', { form: 'visit' });
  const keystroke = await timed(300, (i) => ask(hub.url, 'form.set', { session, path: 'objection_response', value: `typed ${i}` }));
  const save = await timed(200, async (i) => {
    const opened = await ask(hub.url, 'form.open', { form: 'visit' });
    await ask(hub.url, 'form.set', { session: opened.session, path: 'objection_response', value: `draft ${i}` });
    await ask(hub.url, 'form.save', { session: opened.session, complete: false });
  });
  await hub.end();

  const numbers = {
    first_start_ms: first.ms,
    ops: op_count,
    start_ms: median(starts),
    database_mib: statSync(database).size / (1 << 20),
    smallest,
    requests_per_s,
    dashboard,
    keystroke,
    draft: save,
  };
  const ms = (value) => `${value.toPrecision(3)} ms`;
  write_results(
    'hub',
    'The hub over HTTP on loopback',
    'e2e/hub/run.mjs',
    numbers,
    table(
      ['', 'median', '95 of 100 below'],
      [
        [`first start with the whole sample (${op_count} ops)`, `${(first.ms / 1000).toPrecision(3)} s`, ''],
        ['start on that database', ms(numbers.start_ms), ''],
        ['database on disk', `${numbers.database_mib.toPrecision(3)} MiB`, ''],
        ['smallest request, one after the other', ms(smallest.median_ms), ms(smallest.p95_ms)],
        ['smallest requests at once', `${Math.round(requests_per_s)} a second`, ''],
        ['a dashboard of four metrics', ms(dashboard.median_ms), ms(dashboard.p95_ms)],
        ['a keystroke in the visit form', ms(keystroke.median_ms), ms(keystroke.p95_ms)],
        ['open the form, type, save a draft durably', ms(save.median_ms), ms(save.p95_ms)],
      ],
    ),
  );
} finally {
  running?.kill();
  rmSync(folder, { recursive: true, force: true });
}
