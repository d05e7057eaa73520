// Several apps on one hub: each with its own database, routes and thread; whom a request acts for; and a
// database of the time when a hub had one app.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { app_file, run, scratch, serve } from './binary.mjs';

// A small app with people and roles, as a file of its own.
function write_app(folder, id, more = {}) {
  const label = (en) => ({ en, 'zh-CN': en });
  const app = {
    format: 'tollgate.app/1', id, version: 1, label: label(id), locales: ['en', 'zh-CN'],
    roles: [{ id: 'nurse', label: label('Nurse') }, { id: 'doctor', label: label('Doctor') }],
    users: { entity: 'person', role: 'job' },
    entities: [
      { id: 'person', label: label('Person'), title: 'name', fields: [{ id: 'name', type: 'text', label: label('Name') }, { id: 'job', type: 'text', label: label('Job') }] },
      { id: 'bed', label: label('Bed'), fields: [{ id: 'ward', type: 'text', label: label('Ward') }] },
    ],
    forms: [{ id: 'bed', entity: 'bed', label: label('Bed'), sections: [{ id: 'main', fields: [{ field: 'ward' }] }] }],
    sample_data: { records: { person: [{ id: 'wang', values: { name: 'Wang', job: 'nurse' } }, { id: 'li', values: { name: 'Li', job: 'doctor' } }] } },
    ...more,
  };
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${id}.json`);
  writeFileSync(file, JSON.stringify(app));
  return file;
}
const code = (reply) => reply.diagnostics?.[0].code ?? 'ok';

test('apps stand beside each other, each with its own data, also after a restart without --app', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  const apps = ['wards', 'calls'].flatMap((id) => ['--app', write_app(folder, id)]);
  const hub = await serve(t, ['--data', data, ...apps]);
  assert.deepEqual(hub.apps, ['wards', 'calls']);
  const list = await (await fetch(`${hub.url}/apps/index.json`)).json();
  assert.deepEqual(list.apps.map(({ id, label }) => [id, label.en]), [['wards', 'wards'], ['calls', 'calls']]);
  const in_wards = { user: 'wang', app: 'wards' };
  const { session, record } = (await hub.ask('form.open', { form: 'bed' }, in_wards)).result;
  await hub.ask('form.set', { session, path: 'ward', value: 'A3' }, in_wards);
  assert.equal((await hub.ask('form.save', { session, complete: true }, in_wards)).result.saved, true);
  assert.equal(code(await hub.ask('form.set', { session, path: 'ward', value: 'x' }, { user: 'wang', app: 'calls' })), 'engine.unknown_session');
  assert.equal(code(await hub.ask('record.get', { entity: 'bed', record }, { app: 'calls' })), 'api.unknown_record');
  await hub.end();

  const again = await serve(t, ['--data', data]);
  assert.deepEqual(again.apps, ['calls', 'wards']);
  assert.equal((await again.ask('record.get', { entity: 'bed', record }, { app: 'wards' })).ok, true);
  await again.end();
  for (const id of ['wards', 'calls']) assert.equal((await run(['verify', join(data, `${id}.db`)])).code, 0);
});

test('one app may be broken: the others are served, and it says so', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  const hub = await serve(t, ['--data', data, '--app', write_app(folder, 'wards')]);
  await hub.end();
  writeFileSync(join(data, 'broken.db'), 'this is no database, but it has some bytes in it'.repeat(100));
  // With all that lies beside it: where that stays, the app is one whose database is gone.
  for (const name of readdirSync(data)) if (name.startsWith('wards.')) renameSync(join(data, name), join(data, name.replace('wards', 'misnamed')));
  const again = await serve(t, ['--data', data, '--app', write_app(folder, 'calls')]);
  assert.deepEqual(again.apps, ['calls', 'broken', 'misnamed']);
  assert.equal((await again.ask('engine.info')).ok, true);
  for (const app of ['broken', 'misnamed']) assert.equal(code(await again.ask('engine.info', {}, { app })), 'server.app_unavailable');
  assert.match(again.out_text() + again.error_text(), /server\.other_app_in_file/);
  assert.match(again.out_text() + again.error_text(), /store\./);
});

test('a long request of one app does not hold another up', async (t) => {
  const folder = scratch(t);
  const hub = await serve(t, ['wards', 'calls'].flatMap((id) => ['--app', write_app(folder, id)]));
  const line = (i) => JSON.stringify({ entity: 'bed', id: `b${i}`, values: { ward: `ward ${i}` } });
  const lines = Array.from({ length: 20000 }, (_, i) => line(i));
  const whole = async () => {
    let imported = 0;
    for (let at = 0; at < lines.length;) {
      const { result } = await hub.ask('data.import', { text: `${lines.slice(at).join('\n')}\n` }, { app: 'wards' });
      imported += result.imported;
      at += result.lines_read;
    }
    return imported;
  };
  let done = false;
  const long = whole().finally(() => { done = true; });
  let answered = 0;
  while (!done && answered < 200) {
    assert.equal((await hub.ask('engine.info', {}, { app: 'calls' })).ok, true);
    ++answered;
  }
  assert.ok(answered > 5, `${answered} answers while the import ran`);
  assert.equal(await long, 20000);
});

test('the database of a hub of one app is taken over whole, and its old addresses lead on', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  mkdirSync(data);
  // As the version before was started: --db data/tollgate.db.
  const earlier = await serve(t, ['--db', join(data, 'tollgate.db'), '--app', app_file, '--no-samples']);
  const { session } = (await earlier.ask('form.open', { form: 'visit' })).result;
  await earlier.ask('form.set', { session, path: 'objection_response', value: 'kept' });
  const { record } = (await earlier.ask('form.save', { session, complete: false })).result;
  const before = (await earlier.ask('engine.info')).result;
  await earlier.end('SIGKILL');

  const hub = await serve(t, ['--data', data, '--app', app_file, '--no-samples', '--app', write_app(folder, 'calls')]);
  assert.ok(!existsSync(join(data, 'tollgate.db')) && existsSync(join(data, 'medical_visit.db')));
  assert.deepEqual((await hub.ask('engine.info')).result, before);
  assert.equal((await hub.ask('record.get', { entity: 'visit', record })).ok, true);
  const old = await fetch(`${hub.url}/api/request`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"id":1,"type":"engine.info","params":{}}' });
  assert.equal((await old.json()).result.app_id, 'medical_visit');
  await hub.end();
  const verified = await run(['verify', join(data, 'medical_visit.db'), '--head', before.head_hash]);
  assert.equal(verified.code, 0, verified.err);
});

test('what a client states of itself is not believed', async (t) => {
  const folder = scratch(t);
  const hub = await serve(t, ['--app', write_app(folder, 'wards')]);
  const send = async (path, body, header) => {
    const response = await fetch(hub.url + path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...(header ? { 'Tollgate-Acts-For': header } : {}) }, body: JSON.stringify(body) });
    return { status: response.status, ...(await response.json().catch(() => ({}))) };
  };
  const ask = (type, params, header) => send('/apps/wards/api/request', { id: 1, type, params }, header);
  assert.equal((await ask('app.describe', {}, 'user=li')).result.app.role, 'doctor');
  for (const [header, expected] of [
    ['user=nobody', 'engine.unknown_person'], ['user=wang&role=doctor', 'engine.not_their_role'],
    ['role=doctor', 'engine.not_their_role'], ['user=wang&role=boss', 'engine.unknown_role'],
    ['user=bed', 'engine.unknown_person'], ['user=wang&user=li', 'server.bad_principal'],
    ['user=wang%00', 'engine.bad_id'],
  ]) assert.equal(code(await ask('app.describe', {}, header)), expected, header);
  const { session } = (await ask('form.open', { form: 'bed' }, 'user=wang')).result;
  for (const header of ['user=li', undefined]) {
    assert.equal(code(await ask('form.set', { session, path: 'ward', value: 'x' }, header)), 'engine.unknown_session');
    assert.equal(code(await ask('form.save', { session, complete: true }, header)), 'engine.unknown_session');
  }
  assert.equal(code(await send('/apps/wards/api/request', { id: 1, type: 'app.get', params: {}, user: 'li' })), 'api.principal_in_message');
  // As bytes: a client of fetch() would tidy these paths up.
  for (const path of ['/apps/%2e%2e/api/request', '/apps/../api/request', '/apps/wards/../../api/request', '/apps/wards%2f..%2fcalls/api/request', '/apps/WARDS/api/request', '/apps/_/api/request', '/apps/calls/api/request', '/apps//api/request', '/apps/wards%00/api/request']) {
    const status = await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port: hub.port, method: 'POST', path, headers: { 'Content-Type': 'application/json' } }, (answer) => resolve(answer.resume().statusCode)).on('error', reject).end();
    });
    assert.ok(status === 404 || status === 405, `${path}: ${status}`);
  }
});

test('what cannot be served together is refused before anything is made', async (t) => {
  const folder = scratch(t);
  const one = write_app(folder, 'wards');
  const data = join(folder, 'data');
  const refused = async (args) => JSON.parse((await run(['serve', '--json', '--listen', '127.0.0.1:0', ...args])).out.split('\n')[0]).code;
  assert.equal(await refused(['--db', join(folder, 'a.db'), '--data', data, '--app', one]), 'cli.db_or_data');
  assert.equal(await refused(['--db', join(folder, 'a.db'), '--app', one, '--app', app_file]), 'cli.one_app_per_db');
  assert.equal(await refused(['--data', data, '--app', one, '--app', one]), 'server.app_twice');
  assert.ok(!existsSync(data) && !existsSync(join(folder, 'a.db')));
});

const post = (hub, body, headers = {}) =>
  fetch(`${hub.url}/apps`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body });
const blank = (id, more = {}) => JSON.stringify({ document: { format: 'tollgate.app/1', id, version: 1, label: { en: 'Stores' }, locales: ['en'], entities: [], ...more } });
const listed = async (hub) => (await (await fetch(`${hub.url}/apps/index.json`)).json()).apps.map(({ id }) => id);

test('a hub starts with nothing, makes apps while it runs, and has them after a restart', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  const hub = await serve(t, ['--data', data]);
  assert.deepEqual([hub.apps, await listed(hub)], [[], []]);
  assert.equal((await fetch(`${hub.url}/api/request`, { method: 'POST' })).status, 404);
  assert.deepEqual(await (await post(hub, blank('stores'))).json(), { ok: true, result: { id: 'stores' } });
  // The same wish again is another app.
  assert.equal((await (await post(hub, blank('stores'))).json()).result.id, 'stores_2');
  assert.equal((await (await post(hub, blank('a'.repeat(64)))).json()).ok, true);
  assert.equal((await (await post(hub, blank('a'.repeat(64)))).json()).result.id, `${'a'.repeat(62)}_2`);
  assert.equal((await hub.ask('app.describe', {}, { app: 'stores' })).result.app.label, 'Stores');
  const before = (await hub.ask('engine.info', {}, { app: 'stores' })).result;
  await hub.end();
  const again = await serve(t, ['--data', data]);
  assert.equal((await listed(again)).length, 4);
  assert.deepEqual((await again.ask('engine.info', {}, { app: 'stores' })).result, before);
});

test('what is no app is refused, and leaves nothing behind', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  const hub = await serve(t, ['--data', data]);
  const files = readdirSync(data);
  const refused = async (body) => code(await (await post(hub, body)).json());
  for (const body of ['', '[]', '{}', '{"document":1}', '{"document":{}}']) assert.match(await refused(body), /^(json\.|server\.bad_new_app)/);
  for (const id of ['', 'A', '_x', '../x', 'a/b', 'a-b', 'x'.repeat(65), 7]) assert.equal(await refused(blank(id)), 'server.bad_new_app');
  assert.match(await refused(blank('stores', { format: 'tollgate.app/9' })), /^model\./);
  // Sound for the schema, but with a rule that cannot work.
  const form = { id: 'f', entity: 'gone', label: { en: 'F' }, sections: [] };
  assert.match(await refused(blank('stores', { forms: [form] })), /^lint\./);
  assert.equal((await post(hub, blank('stores'), { 'Content-Type': 'text/plain' })).status, 415);
  assert.equal((await post(hub, blank('stores'), { Origin: 'https://evil.example' })).status, 403);
  assert.deepEqual([await listed(hub), readdirSync(data)], [[], files]);

  const single = await serve(t, ['--db', join(folder, 'one.db'), '--app', write_app(folder, 'wards')]);
  assert.equal(code(await (await post(single, blank('stores'))).json()), 'server.one_app');
  const with_accounts = await serve(t, ['--data', join(folder, 'people')], { accounts: true });
  assert.equal((await post(with_accounts, blank('stores'))).status, 401);
  // Nothing was made, and who is nobody learns not even that.
  assert.deepEqual(readdirSync(join(folder, 'people')).filter((name) => /stores/.test(name)), []);
  assert.equal((await fetch(`${with_accounts.url}/apps/index.json`)).status, 401);
});
