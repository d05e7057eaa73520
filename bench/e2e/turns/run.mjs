// How long a hub keeps somebody waiting who only types, while others ask for something long: the visit
// app's sample, with copies of its visits up to a number, each written to the log. One keystroke is sent
// after the other; the longest answer is how long the engine was held.
//
//   node bench/e2e/turns/run.mjs [visits]        130000
//
// TOLLGATE_BINARY: another hub, to compare with. TOLLGATE_DATABASE: where the filled database is kept, so
// that it is filled once; what is measured is a copy.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, table, write_results } from '../../results.mjs';

const binary = process.env.TOLLGATE_BINARY ?? join(root, 'build/native/bin/tollgate');
const app = process.env.TOLLGATE_TEMPLATE ?? join(root, 'build/template/medical-visit');
const visits = Number(process.argv[2] ?? 130_000);
const folder = mkdtempSync(join(tmpdir(), 'tollgate-turns-'));
const filled = process.env.TOLLGATE_DATABASE ?? join(folder, 'filled.db');
const measured = join(folder, 'measured.db');
const agent = new Agent({ keepAlive: true });
const kStep = 500;
const kBoss = 'director';
const kUploadedBytes = 90 << 20;

let running;
function start(database) {
  const child = spawn(binary, ['serve', '--json', '--demo', '--listen', '127.0.0.1:0', '--db', database, '--app', app], { stdio: ['ignore', 'pipe', 'inherit'] });
  running = child;
  return new Promise((resolve, reject) => {
    let out = '';
    child.on('close', (code) => reject(new Error(`the hub ended with ${code}: ${out}`)));
    child.stdout.on('data', (data) => {
      out += data;
      const said = out.split('\n').find((line) => line.includes('"url"'));
      if (!said) return;
      const { url, apps } = JSON.parse(said);
      const end = () => new Promise((ended) => child.once('close', ended) && child.kill('SIGTERM'));
      resolve({ api: `${url}/apps/${apps[0]}/api/request`, end });
    });
  });
}

function ask(hub, type, params = {}, user = kBoss) {
  const body = JSON.stringify({ id: 1, type, params, locale: 'en' });
  return new Promise((resolve, reject) => {
    const sent = request(hub.api, { method: 'POST', agent, headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), 'Tollgate-Acts-For': `user=${user}` } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (data) => (text += data));
      answer.on('end', () => {
        const reply = JSON.parse(text);
        if (reply.ok) resolve(reply.result);
        else reject(new Error(`${type}: ${text.slice(0, 500)}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function fill(hub) {
  const lines = readFileSync(join(app, 'sample.jsonl'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)).filter(({ entity }) => entity === 'visit');
  for (let count = lines.length; count < visits; count += kStep) {
    const text = Array.from({ length: Math.min(kStep, visits - count) }, (_, i) => {
      const line = lines[(count + i) % lines.length];
      return JSON.stringify({ ...line, id: `${line.id}-${Math.floor((count + i) / lines.length)}` });
    });
    await ask(hub, 'data.import', { text: text.join('\n') });
  }
}

// A file in one go, as a page sends it.
function upload(hub, bytes) {
  const url = hub.api.replace(/request$/, `blob?name=large.bin`);
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes.length, 'Tollgate-Acts-For': `user=${kBoss}` } }, (answer) => {
      answer.resume();
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`the upload: ${answer.statusCode}`))));
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}

// Types into a form until `work` is done: what each keystroke took, in ms.
async function beside(hub, what, work) {
  const { session } = await ask(hub, 'form.open', { form: 'visit' }, 'rep_001');
  let done = false;
  const began = performance.now();
  const long = work().finally(() => (done = true));
  const waits = [];
  for (let i = 0; !done; ++i) {
    const sent = performance.now();
    await ask(hub, 'form.set', { session, path: 'need_note', value: `Typed ${i}` }, 'rep_001');
    waits.push(performance.now() - sent);
  }
  await long;
  const took = performance.now() - began;
  waits.sort((a, b) => a - b);
  const at = (share) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))];
  const result = { what, took_ms: Math.round(took), keystrokes: waits.length, median_ms: at(0.5), longest_ms: at(1) };
  console.error(JSON.stringify(result));
  return result;
}

try {
  if (!existsSync(filled)) {
    const hub = await start(filled);
    await fill(hub);
    await hub.end();
  }
  // Nobody has asked for a number of this one yet.
  for (const ending of ['', '-checkpoints', '-key']) copyFileSync(filled + ending, measured + ending);
  const hub = await start(measured);
  const results = [];
  const measure = async (what, work) => results.push(await beside(hub, what, work));
  const dashboard = (filters) => ask(hub, 'dashboard.read', { dashboard: 'health', ...(filters ? { filters } : {}) });
  await measure('nothing', () => new Promise((resolve) => setTimeout(resolve, 2000)));
  await measure('dashboard, columns not yet made', () => dashboard());
  const shown = await dashboard();
  for (const { entity, field, label, options } of shown.filters) {
    const value = options[0]?.id;
    if (value) await measure(`dashboard, first by ${label}`, () => dashboard([{ entity, field, value }]));
  }
  await measure('quick filter, first', () => ask(hub, 'quick_filter.read', { quick_filter: 'many_customers_little_signed' }));
  await measure('list, searched', () => ask(hub, 'record.list', { entity: 'visit', search: '没有' }));
  await measure('records by groups, with sums', () => ask(hub, 'record.groups', { entity: 'visit', group_by: 'rep' }));
  await measure('a question in one line', () => ask(hub, 'quick_filter.ask', { text: '近 30 天拜访数 > 0' }));
  const lift = await ask(hub, 'insight.lift', { days: 30 });
  const action = lift.rows.find(({ may_be_compulsory }) => may_be_compulsory)?.id;
  if (action) await measure('what a rule would have stopped', () => ask(hub, 'insight.backtest', { action, days: 365 }));
  // The customer of most visits gets another name, which stands in the title of each of them.
  const by_customer = await ask(hub, 'record.groups', { entity: 'visit', group_by: 'customer' });
  const largest = by_customer.groups.reduce((a, b) => (b.count > a.count ? b : a));
  await measure(`a customer of ${largest.count} visits is renamed`, async () => {
    const { session } = await ask(hub, 'form.open', { form: 'customer', record: largest.filter.values[0] });
    await ask(hub, 'form.set', { session, path: 'name', value: `Renamed ${Date.now()}` });
    await ask(hub, 'form.save', { session, complete: true });
  });
  const save = async (change) => {
    const { text } = await ask(hub, 'app.get');
    const document = JSON.parse(text);
    change(document, document.entities.find(({ id }) => id === 'visit'));
    await ask(hub, 'app.save', { text: JSON.stringify(document) });
  };
  await measure('a field is added to the document', () =>
    save((_, visit) => visit.fields.push({ id: `added_${Date.now()}`, type: 'text', label: { 'zh-CN': '新增', en: 'Added' } })));
  const before = async (id, change) => {
    const { text } = await ask(hub, 'app.get');
    const visit = JSON.parse(text).entities.find((entity) => entity.id === 'visit');
    return change(visit.fields.find((field) => field.id === id), visit);
  };
  const added = await before('', (_, visit) => visit.fields.at(-1).id);
  await measure('a field of another type', () => save((_, visit) => (visit.fields.find(({ id }) => id === added).type = 'number')));
  await measure('a field is removed', () => save((_, visit) => (visit.fields = visit.fields.filter(({ id }) => id !== added))));
  await measure('the titles of all visits are others', () => save((_, visit) => (visit.title = `"· " + ${visit.title}`)));
  const day = await before('', (_, visit) => visit.fields.find(({ type }) => type === 'date_time' || type === 'date')?.id);
  if (day) {
    await measure('each visit has a time to wait for', () =>
      save((document) => {
        (document.automations ??= []).push({
          id: `timed_${Date.now()}`,
          label: { 'zh-CN': '提醒', en: 'Reminder' },
          on: { event: 'date_reached', entity: 'visit', field: day, days: 3660, relation: 'after' },
          effects: [{ type: 'notify', channel: 'in_app', to: 'rep', message: { 'zh-CN': '提醒', en: 'Reminder' } }],
        });
      }));
  }
  const large = randomBytes(kUploadedBytes);
  await measure(`a file of ${kUploadedBytes >> 20} MiB is uploaded`, () => upload(hub, large));
  await measure('log verified with all that is derived', () => ask(hub, 'log.verify', { derived: true }));
  await hub.end();
  const ms = (value) => `${Number(value.toPrecision(3))}`;
  const text = [
    `${visits.toLocaleString('en')} visits, each in the log. Somebody types into a form all the while, one keystroke after the other, over HTTP on loopback; the longest wait is how long the engine was held.`,
    '',
    table(['while others ask for', 'they wait, ms', 'keystrokes meanwhile', 'median keystroke, ms', 'longest, ms'],
      results.map((r) => [r.what, ms(r.took_ms), r.keystrokes, ms(r.median_ms), ms(r.longest_ms)])),
  ].join('\n');
  write_results(process.env.TOLLGATE_RESULTS ?? 'turns', 'Who types while others ask for much', 'e2e/turns/run.mjs', { visits, results }, text);
} finally {
  running?.kill('SIGKILL');
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
