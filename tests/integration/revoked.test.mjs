// Who may no longer: an account that is revoked, a device that is signed out, a person who is deleted, a role that
// is another one. All are out at once, far within a minute: their event streams end, what they ask is refused,
// and the next sync takes away from their devices what is no longer theirs.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { scratch, serve } from './binary.mjs';
import { make_device } from './device.mjs';

const label = (text) => ({ 'zh-CN': text, en: text });
const text_field = (id) => ({ id, type: 'text', label: label(id) });
const all = (entity) => ({ entity, create: 'all', read: 'all', update: 'all', delete: 'all' });
const app = {
  format: 'tollgate.app/1', id: 'orders', version: 1, label: label('Orders'), locales: ['en', 'zh-CN'], time_zone: 'Asia/Shanghai',
  users: { entity: 'person', role: 'user.role' },
  roles: [
    { id: 'seller', label: label('Seller'), permissions: { entities: [{ entity: 'person', read: 'all' }, { entity: 'order', create: 'own', read: 'own', update: 'own', delete: 'own' }] } },
    { id: 'auditor', label: label('Auditor'), permissions: { entities: [{ entity: 'person', read: 'all' }, { entity: 'order', read: 'all', exports: true }] } },
    { id: 'boss', label: label('Boss'), permissions: { administration: true, entities: [all('person'), all('order')] } },
  ],
  entities: [
    { id: 'person', label: label('Person'), title: 'name', fields: [text_field('name'), { id: 'role', type: 'choice', label: label('Role'), options: ['seller', 'auditor', 'boss'].map((id) => ({ id, label: label(id) })) }] },
    { id: 'order', label: label('Order'), title: 'name', owner: 'seller', fields: [text_field('name'), { id: 'seller', type: 'reference', entity: 'person', label: label('Seller') }] },
  ],
  forms: [
    { id: 'person', entity: 'person', label: label('Person'), sections: [{ id: 's', fields: [{ field: 'name' }, { field: 'role' }] }] },
    { id: 'order', entity: 'order', label: label('Order'), sections: [{ id: 's', fields: [{ field: 'name' }, { field: 'seller' }] }] },
  ],
};
// What may take a minute takes a moment; a slow machine has this long.
const kSoon_ms = 10_000;

test('a revoked person, device or role is out at once: on event streams, in requests and at the next sync', async (t) => {
  const folder = scratch(t);
  writeFileSync(join(folder, 'app.json'), JSON.stringify(app));
  const hub = await serve(t, ['--data', join(folder, 'data'), '--app', join(folder, 'app.json')], { accounts: true });
  let link;
  while (!(link = /invitation=([0-9a-f]{64})/.exec(hub.out_text()))) await new Promise((done) => setTimeout(done, 20));
  const post = async (path, message, cookie = '') => {
    const response = await fetch(`${hub.url}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', cookie }, body: JSON.stringify(message) });
    return { cookie: response.headers.get('set-cookie')?.split(';')[0], ...(await response.json()) };
  };
  const ask_hub = (type, params, cookie) => post('/hub/request', { type, params }, cookie);
  const ask_app = (type, params, cookie) => post('/apps/orders/api/request', { id: 1, type, params, locale: 'en' }, cookie);
  const result = async (reply) => {
    const { ok, result: what, ...rest } = await reply;
    assert.equal(ok, true, JSON.stringify(rest));
    return what;
  };
  const { cookie: root } = await ask_hub('invitation.accept', { token: link[1], name: 'root', password: 'correct horse' });
  const bring = (entity, text, columns) => result(ask_app('data.import', { entity, text, columns, delimiter: ',' }, root));
  const names = ['ann', 'bob', 'cat', 'dan', 'eve'];
  await bring('person', names.map((name) => `${name},${name},${name === 'dan' ? 'auditor' : 'seller'}`).join('\n'), ['id', 'name', 'role']);
  await bring('order', names.map((name) => `${name}-1,order of ${name},${name}`).join('\n'), ['id', 'name', 'seller']);
  const people = {};
  for (const name of names) {
    const { account, invitation } = await result(ask_hub('account.invite', { name, places: [{ app: 'orders', record: name }] }, root));
    const { cookie } = await ask_hub('invitation.accept', { token: invitation.token, name, password: 'correct horse' });
    const device = make_device(`phone-${name}`, 'orders', name, (type, params) => result(post('/apps/orders/api/sync', { type, params }, cookie)));
    await device.join();
    const held = new Set();
    let cursor = '';
    const sync = async () => {
      for (let left = 1; left; ) {
        const page = await device.pull(cursor);
        if (page.reset) held.clear();
        for (const row of page.rows) {
          if (row.entity !== 'order') continue;
          if (row.content === null) held.delete(row.record);
          else held.add(row.record);
        }
        ({ cursor, left } = page);
      }
      return [...held].sort();
    };
    // An event stream: what was heard, and when it ended.
    const abort = new AbortController();
    t.after(() => abort.abort());
    const response = await fetch(`${hub.api}/events`, { headers: { cookie }, signal: abort.signal });
    assert.equal(response.status, 200);
    const stream = { text: '', ended: false };
    void (async () => {
      try {
        for await (const piece of response.body) stream.text += Buffer.from(piece).toString('utf8');
      } catch {
        // cut off
      }
      stream.ended = true;
    })();
    people[name] = { account, cookie, device, sync, stream };
  }
  const soon = async (what, look) => {
    const began = Date.now();
    while (!(await look())) {
      assert.ok(Date.now() - began < kSoon_ms, `${what}: not within ${kSoon_ms} ms`);
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  const { ann, bob, cat, dan, eve } = people;
  assert.deepEqual(await ann.sync(), ['ann-1']);
  assert.deepEqual(await dan.sync(), names.map((name) => `${name}-1`));
  const refused = async ({ cookie, device }, codes) => {
    const asked = await ask_app('record.list', { entity: 'order' }, cookie);
    assert.ok(codes.includes(asked.diagnostics?.[0].code), JSON.stringify(asked));
    const synced = await post('/apps/orders/api/sync', { type: 'sync.push', params: { device: 'phone-ann', at_ms: Date.now(), groups: [device.group(1, '', ['record.set', { entity: 'order', record: 'x', writes: [] }])] } }, cookie);
    assert.equal(synced.ok, false, JSON.stringify(synced));
    assert.notEqual((await fetch(`${hub.api}/events`, { headers: { cookie } })).status, 200);
  };

  await result(ask_hub('account.change', { account: ann.account.id, state: 'revoked' }, root));
  await soon('the stream of a revoked account ends', () => ann.stream.ended);
  await refused(ann, ['accounts.not_signed_in']);

  await result(ask_hub('device.sign_out', { account: bob.account.id }, root));
  await soon('the stream of a device that was signed out ends', () => bob.stream.ended);
  await refused(bob, ['accounts.not_signed_in']);

  await result(ask_app('record.discard', { entity: 'order', record: 'cat-1', complete: true }, root));
  await result(ask_app('record.discard', { entity: 'person', record: 'cat', complete: true }, root));
  await soon('the stream of a person who is deleted ends', () => cat.stream.ended);
  await refused(cat, ['engine.discarded_person', 'engine.unknown_person', 'accounts.not_of_this_app']);

  // An export of several pieces is under way when the right to it goes.
  await bring('order', Array.from({ length: 600 }, (_, i) => `more-${i},more,ann`).join('\n'), ['id', 'name', 'seller']);
  const taken_out = (cursor) => ask_app('list.export', { entity: 'order', format: 'csv', columns: ['name'], ...(cursor && { cursor }) }, dan.cookie);
  const { cursor } = await result(taken_out());
  assert.ok(cursor);
  assert.equal((await result(taken_out(cursor))).cursor, undefined);

  // Another role: who sees all orders sees their own from now on.
  const { session } = await result(ask_app('form.open', { form: 'person', record: 'dan' }, root));
  await result(ask_app('form.set', { session, path: 'role', value: 'seller' }, root));
  assert.equal((await result(ask_app('form.save', { session, complete: true }, root))).saved, true);
  await soon('they hear that all is to be looked at again', () => /"all":true/.test(dan.stream.text));
  assert.equal((await result(ask_app('record.list', { entity: 'order' }, dan.cookie))).total, 1);
  assert.equal((await taken_out(cursor)).diagnostics?.[0].code, 'query.export_refused');
  assert.deepEqual(await dan.sync(), ['dan-1']);
  assert.equal(dan.stream.ended, false);
  // Nobody else was put out.
  assert.equal(eve.stream.ended, false);
  assert.deepEqual(await eve.sync(), ['eve-1']);
  // An import gives an order to somebody else, and another one to her: her device hears of both.
  await bring('order', 'eve-1,order of eve,dan\ndan-1,order of dan,eve', ['id', 'name', 'seller']);
  assert.deepEqual(await eve.sync(), ['dan-1']);
  assert.deepEqual(await dan.sync(), ['eve-1']);
});
