// What clients cost the hub that only stay, that are slow, and that take or bring large files: its
// memory, and how long a newcomer waits meanwhile. Loopback only; ends by itself after five minutes.
//
//   TOLLGATE_BINARY=build/native/bin/tollgate node bench/e2e/connections/run.mjs
//
// TOLLGATE_NOTE says what was unusual; it stands in the results.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, root, table, write_results } from '../../results.mjs';

const kIdle = 2000;
const kStreams = 10_000;
const kAnnouncing = 70;
const kReaders = 30;
const kFileBytes = 95 << 20;
const kNewcomers = 50;
const kMost_ms = 300_000;

const binary = process.env.TOLLGATE_BINARY ?? join(root, 'build/native/bin/tollgate');
const folder = mkdtempSync(join(tmpdir(), 'tollgate-bench-'));
const label = { en: 'Visit', 'zh-CN': '拜访' };
writeFileSync(join(folder, 'app.json'), JSON.stringify({
  format: 'tollgate.app/1', id: 'small', version: 1, label, locales: ['en', 'zh-CN'],
  entities: [{ id: 'visit', label, fields: [{ id: 'city', type: 'text', label: { en: 'City', 'zh-CN': '城市' } }] }],
  forms: [{ id: 'visit', entity: 'visit', label, sections: [{ id: 'main', fields: [{ field: 'city' }] }] }],
}));

const child = spawn(binary, ['serve', '--json', '--demo', '--listen', '127.0.0.1:0', '--data', join(folder, 'data'), '--app', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
const give_up = setTimeout(() => {
  console.error('took too long');
  child.kill('SIGKILL');
  process.exit(1);
}, kMost_ms);

const port = await new Promise((resolve, reject) => {
  let out = '';
  child.once('close', (code) => reject(new Error(`the hub ended with ${code}: ${out}`)));
  child.stdout.on('data', (data) => {
    out += data;
    const said = out.split('\n').find((line) => line.includes('"url"'));
    if (said) resolve(Number(new URL(JSON.parse(said).url).port));
  });
});

function memory_mib(what = 'VmRSS') {
  return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024;
}

const open = new Set();

// Sends bytes on a connection of its own; resolves with it once `until` has come.
function client(bytes, until) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    open.add(socket);
    let text = '';
    socket.on('close', () => {
      open.delete(socket);
      reject(new Error(`closed after ${JSON.stringify(text.slice(0, 200))}`));
    });
    socket.on('error', reject);
    if (!until) return resolve(socket);
    socket.on('data', (data) => {
      if (text.length < 10_000) text += data;
      if (text.includes(until)) resolve(socket);
    });
  });
}

const get = (path, more = '') => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${more}\r\n`;
const post = (path, type, size) => `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\nContent-Length: ${size}\r\n\r\n`;
const message = (type, params) => {
  const body = JSON.stringify({ id: 1, type, params });
  return post('/apps/small/api/request', 'application/json', body.length) + body;
};

// Opens many, a hundred at a time.
async function many(count, bytes, until) {
  const sockets = [];
  while (sockets.length < count) {
    const some = Math.min(100, count - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: some }, () => client(bytes, until)))));
  }
  return sockets;
}

async function newcomers_ms(once = () => client(get('/apps/index.json'), '"apps"')) {
  const times = [];
  for (let i = 0; i < kNewcomers; i++) {
    const began = performance.now();
    (await once()).destroy();
    times.push(performance.now() - began);
  }
  return times;
}
const engine_asked = () => client(message('engine.info', {}), '"result"');

const rows = [];
const results = {};
function note(name, what, times, before_mib) {
  const most_ms = Math.max(...times);
  results[name] = { newcomer_median_ms: median(times), newcomer_most_ms: most_ms, memory_mib: memory_mib(), grown_mib: memory_mib() - before_mib };
  rows.push([what, `${memory_mib().toFixed(0)} MiB`, `${(memory_mib() - before_mib).toFixed(0)} MiB`, `${median(times).toFixed(1)} ms`, `${most_ms.toFixed(1)} ms`]);
}

async function let_go(sockets) {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 300));
}

try {
  let before = memory_mib();
  note('nobody', 'nobody else', await newcomers_ms(), before);

  const idle = await many(kIdle, get('/apps/index.json'), '"apps"');
  const streams = await many(kStreams, get('/apps/small/api/events'), 'retry');
  note('idle', `${kIdle} idle connections and ${kStreams} event streams`, await newcomers_ms(), before);
  const heard = Promise.all(streams.map((socket) => new Promise((resolve) => socket.on('data', (data) => data.includes('changed') && resolve()))));
  const line = JSON.stringify({ entity: 'visit', id: 'v1', values: { city: 'Wuhan' } });
  const told = performance.now();
  (await client(message('data.import', { text: line }), '"result"')).destroy();
  await heard;
  results.told_ms = performance.now() - told;
  rows.push([`one change is told to ${kStreams} event streams`, '', '', '', `${results.told_ms.toFixed(0)} ms`]);
  await let_go([...idle, ...streams]);

  before = memory_mib();
  const announcing = await many(kAnnouncing, post('/apps/small/api/request', 'application/json', 8 << 20) + '{');
  note('announcing', `${kAnnouncing} that announce 8 MiB and send a byte`, await newcomers_ms(engine_asked), before);
  await let_go(announcing);

  before = memory_mib();
  const file = Buffer.alloc(kFileBytes, 'Tollgate ');
  const began = performance.now();
  let reply = '';
  const uploaded = new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(post('/apps/small/api/blob?name=big.txt', 'application/octet-stream', file.length));
      socket.write(file);
    });
    socket.on('error', reject);
    socket.on('data', (data) => {
      reply += data;
      if (reply.includes('"sha256"')) resolve(socket.destroy());
    });
  });
  let is_up = false;
  void uploaded.then(() => (is_up = true));
  const meanwhile = [];
  while (!is_up) {
    const asked = performance.now();
    (await engine_asked()).destroy();
    meanwhile.push(performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await uploaded;
  results.upload_ms = performance.now() - began;
  note('upload', `a file of 95 MiB is uploaded in ${(results.upload_ms / 1000).toFixed(1)} s`, meanwhile, before);

  const digest = /"sha256":"(\w+)"/.exec(reply)[1];
  before = memory_mib();
  const readers = [];
  for (let i = 0; i < kReaders; i++) {
    const socket = await client(get(`/apps/small/api/blob/${digest}`));
    socket.pause();
    readers.push(socket);
  }
  await new Promise((resolve) => setTimeout(resolve, 2000));
  note('readers', `${kReaders} ask for it and do not read`, await newcomers_ms(engine_asked), before);
  const reading = performance.now();
  let bytes = 0;
  await new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(get(`/apps/small/api/blob/${digest}`, 'Connection: close\r\n')));
    socket.on('error', reject);
    socket.on('data', (data) => (bytes += data.length));
    socket.on('end', resolve);
  });
  if (bytes < kFileBytes) throw new Error(`only ${bytes} bytes came`);
  results.download_ms = performance.now() - reading;
  rows.push([`another one reads it, ${Math.round(kFileBytes / 1048.576 / results.download_ms)} MiB a second`, `${memory_mib().toFixed(0)} MiB`, `${(memory_mib() - before).toFixed(0)} MiB`, '', `${results.download_ms.toFixed(0)} ms`]);
  await let_go(readers);
  results.peak_mib = memory_mib('VmHWM');
  rows.push(['the most at any time', `${results.peak_mib.toFixed(0)} MiB`, '', '', '']);

  write_results(
    'connections',
    'Many, slow and large clients of the hub on loopback',
    'e2e/connections/run.mjs',
    results,
    [process.env.TOLLGATE_NOTE, table(['', 'memory', 'grown by', 'newcomer, median', 'newcomer, longest'], rows)].filter(Boolean).join('\n\n'),
  );
} finally {
  clearTimeout(give_up);
  for (const socket of open) socket.destroy();
  child.removeAllListeners('close');
  child.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
process.exit(process.exitCode ?? 0);
