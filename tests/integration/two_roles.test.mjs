// Two people of different roles on one hub, each with a session of their own: what one may not see is
// answered as if there were none, whatever is asked and by whatever way.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { scratch, serve } from './binary.mjs';
import { make_device } from './device.mjs';

test('a rep has their own and not what is kept from them, who leads them has both', async (t) => {
  const folder = scratch(t);
  const app = join(folder, 'app');
  execFileSync(process.execPath, ['templates/medical-visit/generate_sample.mjs', '--out', app, '--reps', '6']);
  const records = readFileSync(join(app, 'sample.jsonl'), 'utf8').trim().split('\n').slice(1).map((line) => JSON.parse(line));
  const of = (entity) => records.filter((record) => record.entity === entity);
  const visits_of = (...reps) => of('visit').filter(({ status, values }) => status !== 'draft' && reps.includes(values.rep));
  const reps = of('person').filter(({ id, values }) => values.manager && visits_of(id).length);
  const other_of = (rep) => reps.find(({ id, values }) => id !== rep.id && values.manager === rep.values.manager);
  const rep = reps.find(other_of);
  const lead = rep.values.manager;
  const foreign = visits_of(other_of(rep).id)[0];
  const customer = of('customer').find(({ values }) => values.rep === rep.id && values.key_person);
  // Whom to talk to at a customer is not for reps.
  const document = JSON.parse(readFileSync(join(app, 'app.json'), 'utf8'));
  const role = document.roles.find(({ id }) => id === rep.values.role);
  role.permissions.entities.find(({ entity }) => entity === 'customer').fields = [{ field: 'key_person', access: 'hidden' }];
  writeFileSync(join(app, 'app.json'), JSON.stringify(document));

  const hub = await serve(t, ['--data', join(folder, 'data'), '--app', app], { accounts: true });
  let link;
  while (!(link = /invitation=([0-9a-f]{64})/.exec(hub.out_text()))) await new Promise((done) => setTimeout(done, 20));
  const post = async (path, message, cookie = '') => {
    const response = await fetch(`${hub.url}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', cookie }, body: JSON.stringify(message) });
    return { status: response.status, cookie: response.headers.get('set-cookie')?.split(';')[0], text: await response.text() };
  };
  const hub_asked = async (type, params, cookie) => {
    const { text, cookie: session } = await post('/hub/request', { type, params }, cookie);
    const reply = JSON.parse(text);
    assert.equal(reply.ok, true, text);
    return { ...reply.result, session };
  };
  const root = (await hub_asked('invitation.accept', { token: link[1], name: 'root', password: 'correct horse' })).session;
  const sign_in = async (record) => {
    const { invitation } = await hub_asked('account.invite', { name: record, places: [{ app: 'medical_visit', record }] }, root);
    return (await hub_asked('invitation.accept', { token: invitation.token, name: record, password: 'correct horse' })).session;
  };
  const [as_rep, as_lead] = [await sign_in(rep.id), await sign_in(lead)];
  const told = async (session, type, params) => (await post('/apps/medical_visit/api/request', { id: 1, type, params, locale: 'zh-CN' }, session)).text;
  const asked = async (...how) => JSON.parse(await told(...how));

  // Another's record is answered like one that there is not; who leads both opens it.
  for (const type of ['record.get', 'record.history', 'record.discard']) {
    const not_theirs = await told(as_rep, type, { entity: 'visit', record: foreign.id });
    const nobody_s = await told(as_rep, type, { entity: 'visit', record: 'no_such_record' });
    assert.equal(not_theirs.replaceAll(foreign.id, 'no_such_record'), nobody_s, type);
  }
  assert.equal((await asked(as_lead, 'record.get', { entity: 'visit', record: foreign.id })).ok, true);
  const total_of = async (session, entity) => (await asked(session, 'record.list', { entity, limit: 1 })).result.total;
  const total = (session) => total_of(session, 'visit');
  assert.equal(await total(as_rep), visits_of(rep.id).length);
  const team = of('person').filter(({ values }) => values.manager === lead).map(({ id }) => id);
  assert.equal(await total(as_lead), visits_of(lead, ...team).length);

  // The hidden field stands in no answer, in no order, and nothing is found by it; also not on a device.
  const secret = customer.values.key_person;
  assert.match(await told(as_lead, 'record.get', { entity: 'customer', record: customer.id }), new RegExp(secret));
  for (const [type, params] of [['record.get', { entity: 'customer', record: customer.id }], ['record.list', { entity: 'customer', limit: 200 }], ['record.history', { entity: 'customer', record: customer.id }], ['record.changes', { after: 0 }], ['app.describe', {}]]) {
    assert.doesNotMatch(await told(as_rep, type, params), new RegExp(secret), type);
  }
  assert.equal((await asked(as_rep, 'record.list', { view: 'customers', search: secret })).result.total, 0);
  assert.equal((await asked(as_lead, 'record.list', { view: 'customers', search: secret })).result.total > 0, true);
  const phone = make_device('phone', 'medical_visit', rep.id, async (type, params) => {
    const reply = JSON.parse((await post('/apps/medical_visit/api/sync', { type, params }, as_rep)).text);
    assert.equal(reply.ok, true, JSON.stringify(reply.diagnostics));
    return reply.result;
  });
  await phone.join();
  const rows = [];
  for (let cursor = '', left = 1; left > 0; ) {
    const page = await phone.pull(cursor);
    rows.push(...page.rows);
    ({ cursor, left } = page);
  }
  const given = (entity) => rows.filter((row) => row.entity === entity);
  assert.deepEqual(new Set(given('visit').map(({ record }) => record)), new Set(of('visit').filter(({ values }) => values.rep === rep.id).map(({ id }) => id)));
  const customers = JSON.stringify(given('customer'));
  assert.match(customers, new RegExp(customer.values.name));
  assert.doesNotMatch(customers, new RegExp(secret));

  // A file holds all that its reader may see and nothing else, is noted once, and is not for every role.
  let file = '';
  let pieces = 0;
  for (let cursor; pieces === 0 || cursor; pieces += 1) {
    const { result } = await asked(as_lead, 'list.export', { entity: 'customer', format: 'csv', columns: ['name', 'key_person'], ...(cursor ? { cursor } : {}) });
    file += result.text;
    ({ cursor } = result);
  }
  assert.match(file, new RegExp(`${customer.values.name},${secret}`));
  assert.equal(file.trim().split('\r\n').length - 1, await total_of(as_lead, 'customer'));
  assert.equal((await asked(as_rep, 'list.export', { entity: 'customer', format: 'csv' })).diagnostics[0].code, 'query.export_refused');
  const { acts } = await hub_asked('act.list', {}, root);
  assert.deepEqual(acts.filter(({ act }) => act === 'list.export').map(({ name, target, note }) => [name, target, note]), [[lead, 'medical_visit customer', `csv, ${await total_of(as_lead, 'customer')}`]]);

  // What the role may not do, whoever's page asks.
  for (const [type, params] of [['form.open', { form: 'visit', record: foreign.id }], ['app.save', { text: '{}' }], ['log.verify', {}], ['data.import', { text: 'x', entity: 'customer', columns: ['name'], delimiter: ',' }], ['dashboard.read', { dashboard: 'health' }]]) {
    assert.equal((await asked(as_rep, type, params)).ok, false, type);
  }
  const write = phone.group(1, '', ['record.set', { entity: 'visit', record: foreign.id, writes: [{ field: 'need_note', value: 'x' }] }]);
  assert.equal((await phone.push(write)).receipts[0].outcome, 'set_aside');
  assert.doesNotMatch(await told(as_lead, 'record.get', { entity: 'visit', record: foreign.id }), /"need_note"[^}]*"x"/);
});
