// A morning after a day offline: 142 phones that come back at the same moment, each with twenty visits and
// forty photos. How long until all has met, what it takes of memory, who waited longest, and what somebody at
// a desk notices of it meanwhile.
//
// Each phone listens to its event stream, as pages do, and hears of what it may see alone.
//
// Phones are spoken for by hand (tests/integration/device.mjs) and sign like real ones; their visits are
// those of the sample under new ids, completed with a site photo each, so that the hub judges each by all
// rules and takes all of them. Photos are JPEGs with a camera's record (tests/integration/captures.mjs) of
// the size that the page makes (TOLLGATE_PHOTO_BYTES), each another scene; of the two of a visit the first
// is its site photo. They are sent in the pieces that a phone sends.
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture_record, grey_jpeg, sealed, shanghai } from '../../../tests/integration/captures.mjs';
import { make_device } from '../../../tests/integration/device.mjs';
import { median, root, table, write_results } from '../../results.mjs';

const binary = process.env.TOLLGATE_BINARY ?? join(root, 'build/native/bin/tollgate');
const app = process.env.TOLLGATE_TEMPLATE ?? join(root, 'build/template/medical-visit');
const most_phones = Number(process.env.TOLLGATE_PHONES ?? 142);
const visits_each = 20;
const photos_each = 40;
const photo_bytes = Number(process.env.TOLLGATE_PHOTO_BYTES ?? 60_000);
const kPiece = 3 * 128 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'tollgate-phones-'));
const agent = new Agent({ keepAlive: true, maxSockets: 400 });
const listening = new Agent({ keepAlive: true });

const hub = spawn(binary, ['serve', '--json', '--listen', '127.0.0.1:0', '--data', join(folder, 'data'), '--app', app], { stdio: ['ignore', 'pipe', 'inherit'] });
let out = '';
const said = (pattern) => new Promise((resolve, reject) => {
  const look = () => pattern.exec(out) && resolve(pattern.exec(out)[1]);
  hub.stdout.on('data', (data) => { out += data; look(); });
  hub.on('close', (code) => reject(new Error(`the hub ended with ${code}: ${out}`)));
});
const [url, link] = await Promise.all([said(/"url":"([^"]+)"/), said(/invitation=([0-9a-f]{64})/)]);

function post(path, message, cookie = '') {
  const body = JSON.stringify(message);
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), Cookie: cookie };
    const sent = request(url + path, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.on('data', (data) => (text += data));
      answer.on('end', () => {
        const reply = JSON.parse(text);
        const refused = { status: answer.statusCode, code: reply.diagnostics?.[0].code };
        if (reply.ok) resolve({ ...reply.result, cookie: answer.headers['set-cookie']?.[0].split(';')[0] });
        else reject(Object.assign(new Error(`${path} ${message.type}: ${text.slice(0, 300)}`), refused));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
// What the hub tells on an event stream, counted until it ends with the hub.
function listen(cookie, heard) {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/apps/medical_visit/api/events`, { agent: listening, headers: { Cookie: cookie } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`events: ${answer.statusCode}`));
      answer.on('data', (data) => { heard.notices += String(data).split('event: changed').length - 1; });
      answer.on('error', () => {});
      resolve();
    });
    asked.on('error', reject);
    asked.end();
  });
}
// Too much to do (429) is no failure: it was not done, and a phone tries again.
let put_off = 0;
async function patient(work) {
  for (let wait_ms = 100; ; wait_ms = Math.min(wait_ms * 2, 3000)) {
    try {
      return await work();
    } catch (error) {
      if (error.status !== 429 && error.status !== 503) throw error;
      put_off += 1;
      await new Promise((done) => setTimeout(done, wait_ms / 2 + Math.random() * wait_ms / 2));
    }
  }
}

// A picture as the page's camera makes it, padded by a comment to the size of one.
let scenes = 0;
function picture(person, name) {
  const grid = createHash('sha512').update(String(++scenes)).digest();
  const jpeg = grey_jpeg(640, 480, (x, y) => grid[(Math.floor(x / 10) + 8 * Math.floor(y / 8)) % 64]);
  const comment = Buffer.alloc(Math.min(65_533, Math.max(2, photo_bytes - jpeg.length)));
  randomBytes(comment.length).copy(comment);
  comment.writeUInt16BE(comment.length, 0);
  const padded = Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe]), comment, jpeg.subarray(2)]);
  const record = capture_record(padded, { person, name, nonce: createHash('sha256').update(String(scenes)).digest('hex').slice(0, 32) }, { record: { field: 'site_photo' } });
  const bytes = sealed(padded, record);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
const photo_value = ({ bytes, sha256 }, person) => ({
  name: 'photo.jpg', sha256, size_bytes: bytes.length, media_type: 'image/jpeg', source: 'camera', captured_by: person, captured_at: shanghai(new Date()), watermarked: true, verified: true,
});

// What a rep writes of a visit: not what is computed, and not what only managers may write.
const document = JSON.parse(readFileSync(join(app, 'app.json'), 'utf8'));
const read_only = new Set(document.roles.find(({ id }) => id === 'rep').permissions.entities.find(({ entity }) => entity === 'visit').fields.map(({ field }) => field));
const written = new Set(document.entities.find(({ id }) => id === 'visit').fields.filter(({ id, computed }) => !computed && !read_only.has(id)).map(({ id }) => id));

const memory_mb = () => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${hub.pid}/status`, 'utf8'))[1]) / 1024;

async function pull(phone, state) {
  for (;;) {
    const page = await patient(() => phone.post('sync.pull', { device: phone.name, cursor: state.cursor, app_hash: state.app_hash, limit: 500 }));
    state.cursor = page.cursor;
    if (page.app) state.app_hash = createHash('sha256').update(page.app.text).digest('hex');
    if (!page.left && !page.rows.length) return;
    if (!page.left) return;
  }
}

try {
  const records = readFileSync(join(app, 'sample.jsonl'), 'utf8').trim().split('\n').slice(1).map((line) => JSON.parse(line));
  const visits = new Map();
  for (const record of records) {
    if (record.entity === 'visit') visits.set(record.values.rep, [...(visits.get(record.values.rep) ?? []), record]);
  }
  const people = records.filter(({ entity, id }) => entity === 'person' && visits.has(id)).slice(0, most_phones);
  const { cookie: admin } = await post('/hub/request', { type: 'invitation.accept', params: { token: link, name: 'root', password: 'correct horse' } });
  const phones = [];
  for (const { id, values: { name: title } } of people) {
    const { invitation } = await post('/hub/request', { type: 'account.invite', params: { name: id, places: [{ app: 'medical_visit', record: id }] } }, admin);
    const { cookie } = await post('/hub/request', { type: 'invitation.accept', params: { token: invitation.token, name: id, password: `password of ${id}` } });
    const to_hub = (type, params) => post('/apps/medical_visit/api/sync', { type, params }, cookie);
    const name = `phone-${id}`;
    phones.push({ id, title, name, cookie, post: to_hub, state: { cursor: '', app_hash: '' }, ...make_device(name, 'medical_visit', id, to_hub) });
  }
  // The day before: each has its own data.
  for (const phone of phones) {
    await phone.join();
    await pull(phone, phone.state);
  }
  // The day: nothing of it has left the phones.
  let last_number = 0;
  for (const phone of phones) {
    const own = visits.get(phone.id);
    phone.groups = [];
    phone.photos = Array.from({ length: photos_each }, () => picture(phone.id, phone.title));
    let previous = '';
    for (let i = 0; i < visits_each; i++) {
      const { values } = own[i % own.length];
      const record = `${phone.id}-${i}`;
      const done = { ...values, site_photo: photo_value(phone.photos[i * 2], phone.id), no_photo_reason: null };
      const writes = Object.entries(done).filter(([field, value]) => written.has(field) && value !== null).map(([field, value]) => ({ field, value }));
      const group = phone.group(i + 1, previous, ['record.set', { entity: 'visit', record, writes }], ['record.status', { entity: 'visit', record, status: 'complete' }]);
      previous = group.hash;
      phone.groups.push(group);
    }
    last_number += phone.groups.length;
  }
  const heard = { notices: 0 };
  for (const { cookie } of phones) await listen(cookie, heard);
  const before_mb = memory_mb();
  const outcomes = {};
  const reasons = {};  // why what was claimed does not stand, by code
  let running = true;
  // Somebody at a desk, all the while.
  const desk_ms = [];
  const desk = (async () => {
    while (running) {
      const at = performance.now();
      await patient(() => post('/apps/medical_visit/api/request', { id: 1, type: 'record.list', params: { entity: 'customer', limit: 50 } }, phones[0].cookie));
      desk_ms.push(performance.now() - at);
      await new Promise((done) => setTimeout(done, 200));
    }
  })();
  const began = performance.now();
  const since = () => (performance.now() - began) / 1000;
  await Promise.all(phones.map(async (phone) => {
    await patient(() => phone.join());
    for (let at = 0; at < phone.groups.length; ) {
      const { receipts, next } = await patient(() => phone.push(...phone.groups.slice(at)));
      for (const { outcome, why = [] } of receipts) {
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        for (const { code } of why) reasons[code] = (reasons[code] ?? 0) + 1;
      }
      at = next - 1;
    }
    phone.text_s = since();
    await pull(phone, phone.state);
    for (const { bytes, sha256 } of phone.photos) {
      const params = { device: phone.name, sha256, size_bytes: bytes.length, name: 'photo.jpg', offset: 0 };
      let reply = await patient(() => phone.post('sync.blob', params));
      while (!reply.stored) {
        const piece = bytes.subarray(reply.received, reply.received + kPiece);
        reply = await patient(() => phone.post('sync.blob', { ...params, offset: reply.received, bytes: piece.toString('base64') }));
      }
    }
    phone.all_s = since();
  }));
  const all_s = since();
  running = false;
  await desk;
  const kept = await post('/hub/request', { type: 'hub.status', params: {} }, admin);
  // Of one phone, whose pictures the hub has looked into by now.
  const of_one = await post('/apps/medical_visit/api/request', { id: 1, type: 'record.get', params: { entity: 'visit', record: `${phones[0].id}-0` } }, phones[0].cookie);
  const { source, size_bytes } = of_one.fields.find(({ id }) => id === 'site_photo').cell.value;
  if (of_one.status !== 'complete' || source !== 'camera' || size_bytes !== phones[0].photos[0].bytes.length) throw new Error(`the visit is not what was done: ${JSON.stringify(of_one).slice(0, 2000)}`);
  const text_s = phones.map((phone) => phone.text_s).sort((a, b) => a - b);
  const photo_s = phones.map((phone) => phone.all_s).sort((a, b) => a - b);
  desk_ms.sort((a, b) => a - b);
  const numbers = {
    phones: phones.length, visits: last_number, photos: phones.length * photos_each, photo_bytes, outcomes, reasons,
    text_first_s: text_s[0], text_median_s: median(text_s), text_last_s: text_s.at(-1),
    all_first_s: photo_s[0], all_last_s: all_s, put_off, notices: heard.notices,
    memory_before_mb: before_mb, memory_peak_mb: memory_mb(),
    desk_median_ms: median(desk_ms), desk_worst_ms: desk_ms.at(-1), ops: kept.apps[0].op_count,
    load: Number(execFileSync('cut', ['-d ', '-f1', '/proc/loadavg'], { encoding: 'utf8' })),
  };
  const seconds = (value) => `${value.toPrecision(3)} s`;
  write_results('phones', `${phones.length} phones come back after a day offline`, 'e2e/phones/run.mjs', numbers, table(['', ''], [
    ['visits, each completed and judged by all rules', String(numbers.visits)],
    ['what became of them', Object.entries(outcomes).map(([outcome, count]) => `${outcome} ${count}`).join(', ')],
    ['photos, half of them their visit\'s site photo', `${numbers.photos} of ${Math.round(photo_bytes / 1000)} KB`],
    ['all that was typed is at the hub after', seconds(numbers.text_last_s)],
    ['the first, the median phone', `${seconds(numbers.text_first_s)}, ${seconds(numbers.text_median_s)}`],
    ['everything has met after', seconds(all_s)],
    ['notices on their event streams', String(heard.notices)],
    ['requests put off (429) and sent again', String(put_off)],
    ['memory of the hub before, at its most', `${Math.round(before_mb)} MB, ${Math.round(numbers.memory_peak_mb)} MB`],
    ['a list at a desk meanwhile: half within, the worst', `${Math.round(numbers.desk_median_ms)} ms, ${Math.round(numbers.desk_worst_ms)} ms`],
  ]));
} finally {
  hub.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
