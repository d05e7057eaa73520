// Complete saves over HTTP by 64 people at once, with all rules of the visit template, against the same
// bytes committed to SQLite by nothing but an INSERT, in the same run and on the same disk.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, root, table, write_results } from '../../results.mjs';

const binary = process.env.TOLLGATE_BINARY ?? join(root, 'build/native/bin/tollgate');
const app = process.env.TOLLGATE_TEMPLATE ?? join(root, 'build/template/medical-visit');
const savers = 64;
const saves_each = Number(process.env.TOLLGATE_SAVES ?? 30);
const folder = mkdtempSync(join(tmpdir(), 'tollgate-saves-'));
const database = join(folder, 'saves.db');
const agent = new Agent({ keepAlive: true, maxSockets: savers });

const hub = spawn(binary, ['serve', '--json', '--demo', '--listen', '127.0.0.1:0', '--db', database, '--app', app], { stdio: ['ignore', 'pipe', 'inherit'] });
const url = await new Promise((resolve, reject) => {
  let out = '';
  hub.on('close', (code) => reject(new Error(`the hub ended with ${code}: ${out}`)));
  hub.stdout.on('data', (data) => {
    out += data;
    const said = out.split('\n').find((line) => line.includes('"url"'));
    if (said) resolve(JSON.parse(said).url);
  });
});

function ask(type, params, user) {
  const body = JSON.stringify({ id: 1, type, params, locale: 'en' });
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Tollgate-Acts-For': `user=${user}`, 'Content-Length': Buffer.byteLength(body) };
    const sent = request(`${url}/apps/medical_visit/api/request`, { method: 'POST', agent, headers }, (answer) => {
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

// What was appended since an op, a group of ops a commit, into an empty database.
const raw = `
import sqlite3, sys, time, zlib
log = sqlite3.connect(sys.argv[1])
blocked = {}
for first, block in log.execute("SELECT first, bytes FROM op_block"):
    plain, at, number = zlib.decompress(block[4:]), 0, first
    while at < len(plain):
        size = int.from_bytes(plain[at:at + 4], "little")
        blocked[number] = plain[at + 4:at + 4 + size]
        at, number = at + 4 + size, number + 1
groups = [(number, text or blocked[number]) for number, text in log.execute(
    "SELECT number, bytes FROM op WHERE number > ? ORDER BY number", (int(sys.argv[3]),))]
log.close()
db = sqlite3.connect(sys.argv[2], isolation_level=None)
db.execute("PRAGMA journal_mode=WAL"); db.execute("PRAGMA synchronous=FULL")
db.execute("CREATE TABLE op(number INTEGER PRIMARY KEY, bytes BLOB)")
saves = int(sys.argv[4]); size = max(1, len(groups) // saves)
began = time.perf_counter()
for at in range(0, len(groups), size):
    db.execute("BEGIN IMMEDIATE")
    db.executemany("INSERT INTO op VALUES(?, ?)", groups[at:at + size])
    db.execute("COMMIT")
print(time.perf_counter() - began)
`;

try {
  const records = readFileSync(join(app, 'sample.jsonl'), 'utf8').trim().split('\n').slice(1).map((line) => JSON.parse(line));
  // Deals: with their stage behind gates, their metrics and automations, and no photo that only a camera makes.
  const deals = records.filter(({ entity, values }) => entity === 'opportunity' && !values.lost);
  const opened = [];
  for (let i = 0; i < savers * saves_each; i++) {
    const { values } = deals[i % deals.length];
    const { stage: _, ...rest } = values;
    opened.push({ user: values.rep, values: rest });
  }
  // Sessions are opened a round at a time: an app keeps so many at once.
  const times = [];
  let seconds = 0;
  let saved_count = 0;
  const { op_count } = await ask('engine.info', {}, 'rep_001');
  for (let round = 0; round < saves_each; round++) {
    const sessions = [];
    for (let i = 0; i < savers; i++) {
      const { user, values } = opened[round * savers + i];
      sessions.push({ user, session: (await ask('form.open', { form: 'opportunity', values }, user)).session });
    }
    const began = performance.now();
    await Promise.all(sessions.map(async ({ user, session }) => {
      const at = performance.now();
      const { saved, changes } = await ask('form.save', { session, complete: true }, user);
      if (!saved) throw new Error(`not saved: ${JSON.stringify(changes).slice(0, 600)}`);
      saved_count += 1;
      times.push(performance.now() - at);
    }));
    seconds += (performance.now() - began) / 1000;
    for (const { user, session } of sessions) await ask('form.close', { session }, user);
  }
  const ended = new Promise((done) => hub.once('close', done));
  hub.kill('SIGTERM');
  await ended;
  const raw_s = Number(execFileSync('python3', ['-c', raw, database, join(folder, 'raw.db'), String(op_count), String(saved_count)], { encoding: 'utf8' }));
  times.sort((a, b) => a - b);
  const numbers = {
    savers, saves: saved_count, saves_per_s: saved_count / seconds,
    p50_ms: median(times), p99_ms: times[Math.floor(times.length * 0.99)], raw_commits_per_s: saved_count / raw_s,
  };
  numbers.share_of_raw = numbers.saves_per_s / numbers.raw_commits_per_s;
  write_results('saves', `Complete saves by ${savers} people at once`, 'e2e/saves/run.mjs', numbers, table(['', ''], [
    ['complete saves with all rules, durable', `${Math.round(numbers.saves_per_s)} a second`],
    ['half of them within', `${numbers.p50_ms.toPrecision(3)} ms`],
    ['99 of 100 within', `${numbers.p99_ms.toPrecision(3)} ms`],
    ['the same bytes, an INSERT and a durable commit each', `${Math.round(numbers.raw_commits_per_s)} a second`],
    ['the hub, of that', `${Math.round(numbers.share_of_raw * 100)} %`],
  ]));
} finally {
  hub.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
