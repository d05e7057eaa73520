// What nobody may get done: in another's name, with what was forged, repeated or is another's, by addresses
// that lead elsewhere, and on a full disk. Each is refused with a reason, and nothing changed: the hashes of
// the app's log and of all it derives, of accounts, devices and channels are the same before and after.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { scratch, serve } from './binary.mjs';
import { make_device } from './device.mjs';

const label = (text) => ({ 'zh-CN': text, en: text });
const text_field = (id) => ({ id, type: 'text', label: label(id) });
const app = {
  format: 'tollgate.app/1', id: 'orders', version: 1, label: label('Orders'), locales: ['en', 'zh-CN'], time_zone: 'Asia/Shanghai',
  users: { entity: 'person', role: 'user.role' },
  roles: [
    { id: 'seller', label: label('Seller'), permissions: { entities: [{ entity: 'person', read: 'all' }, { entity: 'order', create: 'own', read: 'own', update: 'own', delete: 'own' }] } },
    { id: 'boss', label: label('Boss'), permissions: { administration: true, entities: [{ entity: 'person', create: 'all', read: 'all', update: 'all', delete: 'all' }, { entity: 'order', create: 'all', read: 'all', update: 'all', delete: 'all' }] } },
  ],
  entities: [
    { id: 'person', label: label('Person'), title: 'name', fields: [text_field('name'), { id: 'role', type: 'choice', label: label('Role'), options: [{ id: 'seller', label: label('Seller') }, { id: 'boss', label: label('Boss') }] }] },
    { id: 'order', label: label('Order'), title: 'name', owner: 'seller', fields: [text_field('name'), text_field('note'), { id: 'seller', type: 'reference', entity: 'person', label: label('Seller') }, { id: 'basis', type: 'reference', entity: 'order', label: label('Basis') }, { id: 'paper', type: 'file', label: label('Paper') }] },
  ],
  forms: [
    { id: 'order', entity: 'order', label: label('Order'), sections: [{ id: 's', fields: [{ field: 'name' }, { field: 'note' }, { field: 'seller' }, { field: 'basis' }, { field: 'paper' }] }] },
    { id: 'person', entity: 'person', label: label('Person'), sections: [{ id: 's', fields: [{ field: 'name' }, { field: 'role' }] }] },
  ],
  views: [{ id: 'orders', entity: 'order', label: label('Orders'), columns: [{ field: 'name' }, { field: 'note' }] }],
};

// A hub with an administrator, two sellers with an order each, and a device of ann's that has sent something.
async function start(t, folder, more = {}) {
  const document = join(scratch(t), 'app.json');
  writeFileSync(document, JSON.stringify(app));
  const hub = await serve(t, ['--data', join(folder, 'data'), '--app', document], { accounts: true, ...more });
  let link;
  while (!(link = /invitation=([0-9a-f]{64})/.exec(hub.out_text()))) await new Promise((done) => setTimeout(done, 20));
  const post = async (path, message, cookie = '', headers = {}) => {
    const response = await fetch(`${hub.url}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', cookie, ...headers }, body: JSON.stringify(message) });
    return { status: response.status, cookie: response.headers.get('set-cookie')?.split(';')[0], ...(await response.json()) };
  };
  const ask_hub = (type, params, cookie) => post('/hub/request', { type, params }, cookie);
  const ask_app = (type, params, cookie, headers) => post('/apps/orders/api/request', { id: 1, type, params, locale: 'en' }, cookie, headers);
  const result = async (reply) => {
    const { ok, result: what, ...rest } = await reply;
    assert.equal(ok, true, JSON.stringify(rest));
    return what;
  };
  const code = async (reply) => (await reply).diagnostics?.[0].code ?? 'done';
  const { cookie: root } = await ask_hub('invitation.accept', { token: link[1], name: 'root', password: 'correct horse' });
  const bring = (entity, text, columns) => result(ask_app('data.import', { entity, text, columns, delimiter: ',' }, root));
  await bring('person', 'ann,Ann,seller\nbob,Bob,seller', ['id', 'name', 'role']);
  await bring('order', "a1,Ann's,,ann\nb1,Bob's,secret,bob", ['id', 'name', 'note', 'seller']);
  const invite = async (name, places) => (await result(ask_hub('account.invite', { name, places }, root))).invitation.token;
  const token = await invite('ann', [{ app: 'orders', record: 'ann' }]);
  const { cookie: ann } = await ask_hub('invitation.accept', { token, name: 'ann', password: 'correct horse' });
  const { cookie: bob } = await ask_hub('invitation.accept', { token: await invite('bob', [{ app: 'orders', record: 'bob' }]), name: 'bob', password: 'correct horse' });
  const sync = (cookie) => (type, params) => post('/apps/orders/api/sync', { type, params }, cookie);
  const phone = make_device('phone-a', 'orders', 'ann', (type, params) => result(sync(ann)(type, params)));
  await phone.join();
  const order = (record, note) => ['record.set', { entity: 'order', record, writes: [{ field: 'note', value: note }] }];
  const sent = phone.group(1, '', order('a1', 'from the phone'));
  assert.equal((await phone.push(sent)).receipts[0].outcome, 'taken');

  // Hashes of all that the hub has. Who was here when is no state that anybody sets.
  const state = async () => {
    const { op_count, head_hash } = await result(ask_app('engine.info', {}, root));
    const rows = await result(ask_app('record.list', { entity: 'order', drafts: true, limit: 200, columns: ['name', 'note', 'seller', 'basis', 'paper'] }, root));
    const people = await result(ask_app('record.list', { entity: 'person', drafts: true, limit: 200 }, root));
    const { accounts } = await result(ask_hub('account.list', {}, root));
    const { devices, groups } = await result(ask_app('sync.review', {}, root));
    const { channels } = await result(ask_hub('channel.list', {}, root));
    const { keys } = await result(ask_hub('api_key.list', {}, root));
    const timeless = (name, value) => (/_at_ms$|^last_seen|^active/.test(name) ? undefined : value);
    const all = JSON.stringify({ op_count, head_hash, rows, people, accounts, devices, groups, channels, keys }, timeless);
    return createHash('sha256').update(all).digest('hex');
  };
  // All of `tries` in turn: each gives one of the codes, and leaves everything as it was.
  const refused = async (tries) => {
    const before = await state();
    for (const [what, expected, reply] of tries) {
      const got = typeof reply === 'function' ? await code(reply()) : await code(reply);
      assert.ok([expected].flat().includes(got), `${what}: ${got}`);
      assert.equal(await state(), before, `${what} changed something`);
    }
  };
  return { hub, root, ann, bob, token, phone, sent, order, post, sync, ask_hub, ask_app, result, code, state, refused, invite };
}

test('in the name or role of somebody else: refused, and nothing changed', async (t) => {
  const { ann, ask_app, ask_hub, refused, token } = await start(t, scratch(t));
  const as = (who) => ({ 'Tollgate-Acts-For': who });
  const params = { form: 'order', values: { name: 'x' } };
  await refused([
    ["another's person", 'accounts.signed_in_as_other', () => ask_app('form.open', params, ann, as('user=bob'))],
    ['another role', 'engine.not_their_role', () => ask_app('form.open', params, ann, as('user=ann&role=boss'))],
    ['a role alone', 'engine.not_their_role', () => ask_app('form.open', params, ann, as('role=boss'))],
    ['the program itself', ['accounts.signed_in_as_other', 'server.bad_principal'], () => ask_app('form.open', params, ann, as('administrator=true'))],
    ['nobody signed in', 'accounts.not_signed_in', () => ask_app('form.open', params)],
    ['nobody signed in, by a header', 'accounts.not_signed_in', () => ask_app('form.open', params, '', as('user=ann'))],
    ['who looks after the app', 'access.administration', () => ask_app('app.save', { text: JSON.stringify({ ...app, version: 2 }) }, ann)],
    ['an import', ['access.administration', 'engine.may_not_import'], () => ask_app('data.import', { entity: 'person', text: 'ann,Ann,boss', columns: ['id', 'name', 'role'], delimiter: ',' }, ann)],
    ['a role of their own choice', ['access.may_not_change', 'form.read_only'], async () => {
      const { session } = (await ask_app('form.open', { form: 'person', record: 'ann' }, ann)).result ?? {};
      const set = await ask_app('form.set', { session, path: 'role', value: 'boss' }, ann);
      const saved = set.ok ? await ask_app('form.save', { session, complete: true }, ann) : set;
      if (session) await ask_app('form.close', { session }, ann);
      return saved;
    }],
    ["the hub's people", 'accounts.administrators_only', () => ask_hub('account.invite', { name: 'eve', places: [{ app: 'orders', record: 'bob' }], administrator: true }, ann)],
    ["another's account", 'accounts.administrators_only', () => ask_hub('account.change', { account: 'x', administrator: true }, ann)],
    ['an invitation that was used', 'accounts.invitation_unknown', () => ask_hub('invitation.accept', { token, name: 'ann2', password: 'correct horse' })],
    ['a made-up invitation', 'accounts.invitation_unknown', () => ask_hub('invitation.accept', { token: 'f'.repeat(64), name: 'eve', password: 'correct horse' })],
  ]);
});

test('groups that are forged, replayed, from elsewhere or from the future: refused, and nothing changed', async (t) => {
  const { ann, bob, sync, sent, order, phone, refused, result, state } = await start(t, scratch(t));
  const push = (cookie, groups, device = 'phone-a') => () => sync(cookie)('sync.push', { device, at_ms: Date.now(), groups });
  const next = phone.group(2, sent.hash, order('a1', 'more'));
  const op = JSON.parse(next.ops[0]);
  await refused([
    ["another's device", 'sync.foreign_device', push(bob, [next])],
    ['a device that never joined', 'sync.unknown_device', push(ann, [next], 'phone-z')],
    ['a signature that is not its own', 'sync.bad_signature', push(ann, [{ ...next, signature: '0'.repeat(128) }])],
    ['other bytes below the hash', 'sync.bad_hash', push(ann, [{ ...next, ops: [JSON.stringify({ ...op, body: { ...op.body, record: 'b1' } })] }])],
    ['another hash', 'sync.bad_signature', push(ann, [{ ...next, hash: 'a'.repeat(64) }])],
    ['no group at all', 'api.wrong_type', push(ann, 'x')],
    ['what no device asks', 'sync.bad_message', () => sync(ann)('app.save', { text: '{}' })],
    ['a join of another app', ['sync.wrong_app', 'sync.bad_signature'], () => sync(ann)('sync.join', { app: 'other', device: 'phone-b', key: 'a'.repeat(64), at_ms: 0, signature: 'a'.repeat(128) })],
    ['a join that nobody signed', 'sync.bad_signature', () => sync(ann)('sync.join', { app: 'orders', device: 'phone-b', key: 'a'.repeat(64), at_ms: 0, signature: 'a'.repeat(128) })],
    ["another's device by a join", ['sync.foreign_device', 'sync.bad_signature', 'sync.device_taken'], () => sync(bob)('sync.join', { app: 'orders', device: 'phone-a', key: 'a'.repeat(64), at_ms: 0, signature: 'a'.repeat(128) })],
    ["a file of another's", 'sync.foreign_device', () => sync(bob)('sync.blob', { device: 'phone-a', sha256: 'a'.repeat(64), size_bytes: 3, name: 'x', offset: 0, bytes: 'AAAA' })],
    ['bytes that are not the file', 'sync.other_bytes', () => sync(ann)('sync.blob', { device: 'phone-a', sha256: 'a'.repeat(64), size_bytes: 3, name: 'x', offset: 0, bytes: 'AAAA' })],
  ]);
  const before = await state();
  // The same group again is the same receipt, and a number from the future is told which one is expected.
  const again = await result(push(ann, [sent])());
  assert.equal(again.receipts[0].outcome, 'taken');
  const early = await result(push(ann, [{ ...next, number: 2 ** 40 }])());
  assert.deepEqual([early.receipts, early.next], [[], 2]);
  assert.equal(await state(), before);
  // What the phone has still goes through, once.
  assert.equal((await result(push(ann, [next])())).receipts[0].outcome, 'taken');
  assert.notEqual(await state(), before);
});

test("another's record in each place that takes one: refused as if there were none, and nothing changed", async (t) => {
  const { root, ann, phone, sent, order, ask_app, code, refused, result, state, hub } = await start(t, scratch(t));
  const ask = (type, params) => async () => {
    const [theirs, nobody_s] = [await ask_app(type, params('b1'), ann), await ask_app(type, params('no'), ann)];
    assert.equal(JSON.stringify(theirs).replaceAll('b1', 'no'), JSON.stringify(nobody_s), type);
    return theirs;
  };
  const of = (record) => ({ entity: 'order', record });
  const unknown = 'api.unknown_record';
  await refused([
    ['read', unknown, ask('record.get', of)],
    ['import over it', 'engine.may_not_import', ask('data.import', (record) => ({ text: JSON.stringify({ entity: 'order', id: record, values: { name: 'mine' } }) }))],
    ['history', unknown, ask('record.history', of)],
    ['comments', unknown, ask('comment.list', of)],
    ['a comment', unknown, ask('comment.add', (record) => ({ ...of(record), text: 'seen' }))],
    ['delete', unknown, ask('record.discard', of)],
    ['delete a complete one', unknown, ask('record.discard', (record) => ({ ...of(record), complete: true }))],
    ['open', 'engine.unknown_record', ask('form.open', (record) => ({ form: 'order', record }))],
    ['a form of nobody', 'engine.unknown_session', ask('form.set', (session) => ({ session, path: 'name', value: 'x' }))],
  ]);
  // In a form, as what something refers to: it is not saved.
  const before = await state();
  const { session } = await result(ask_app('form.open', { form: 'order', values: { name: 'mine' } }, ann));
  assert.equal(await code(ask_app('form.set', { session, path: 'basis', value: 'b1' }, ann)), 'access.unknown_reference');
  const written = await ask_app('form.open', { form: 'order', values: { name: 'mine', basis: 'b1' } }, ann);
  // What is proposed for a new record and is not theirs to see is left out.
  assert.doesNotMatch(JSON.stringify(written), /"b1"|Bob/);
  if (written.ok) await ask_app('form.close', { session: written.result.session }, ann);
  await ask_app('form.close', { session }, ann);
  assert.equal(await state(), before);
  // From a device: set aside, and the record is as it was.
  const { head_hash } = await result(ask_app('engine.info', {}, root));
  const group = phone.group(2, sent.hash, order('b1', 'mine now'));
  const [receipt] = (await phone.push(group)).receipts;
  assert.equal(receipt.outcome, 'set_aside');
  assert.notEqual((await result(ask_app('engine.info', {}, root))).head_hash, head_hash, 'it is kept in the log');
  assert.equal((await ask_app('record.get', of('b1'), ann)).ok, false);
  // Files are by their hash.
  assert.equal((await fetch(`${hub.api}/blob/${'a'.repeat(64)}`, { headers: { cookie: ann } })).status, 404);
});

test('addresses that lead elsewhere: refused, and nothing changed', async (t) => {
  const { hub, root, ask_hub, refused, result, state } = await start(t, scratch(t));
  // Somebody listens where no webhook may go.
  let hits = 0;
  const inside = createServer((socket) => { hits += 1; socket.destroy(); });
  await new Promise((done) => inside.listen(0, '::', done));
  t.after(() => inside.close());
  const { port } = inside.address();
  // Named by an administrator, but without "private addresses, too".
  await result(ask_hub('delivery.configure', { hosts: ['169.254.169.254', '::ffff:169.254.169.254', 'localhost', '127.0.0.1', '::1', '2130706433'].map((host) => ({ host, private_allowed: false })) }, root));
  const webhooks = [];
  for (const url of ['http://169.254.169.254/latest/meta-data', 'http://[::ffff:169.254.169.254]/', `http://localhost:${port}/`, `http://127.0.0.1:${port}/`, `http://[::1]:${port}/`, `http://2130706433:${port}/`, `http://elsewhere.example:${port}/`]) {
    const saved = await ask_hub('channel.save', { kind: 'webhook', label: url, enabled: true, settings: [{ name: 'base_url', value: url }], secrets: [{ name: 'sign_secret', value: 'x' }] }, root);
    if (saved.ok) webhooks.push([url, saved.result.channel.id]);
    else assert.match(saved.diagnostics[0].code, /^delivery\./);
  }
  assert.ok(webhooks.length >= 4, `${webhooks.length} were saved`);
  await refused([
    ...webhooks.map(([url, id]) => [url, ['delivery.host_not_allowed', 'delivery.address_not_allowed'], async () => {
      const { outcome, code } = await result(ask_hub('channel.test', { id }, root));
      return { diagnostics: [{ code: outcome === 'failed' ? code : outcome }] };
    }]),
    ['a file', 'delivery.bad_setting', () => ask_hub('channel.save', { kind: 'webhook', label: 'x', enabled: true, settings: [{ name: 'base_url', value: 'file:///etc/passwd' }], secrets: [] }, root)],
    ['another service', 'delivery.bad_setting', () => ask_hub('channel.save', { kind: 'webhook', label: 'x', enabled: true, settings: [{ name: 'base_url', value: 'gopher://127.0.0.1:6379/' }], secrets: [] }, root)],
    ['a provider elsewhere', 'sign_in.bad_setting', () => ask_hub('sign_in.configure', { oidc: { issuer: 'http://evil.example', client_id: 'x' } }, root)],
  ]);
  assert.equal(hits, 0);
  const before = await state();
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '..//evil.example', '%2F%2Fevil.example']) {
    const response = await fetch(`${hub.url}/hub/sign_in/oidc?next=${encodeURIComponent(next)}`, { redirect: 'manual' });
    assert.doesNotMatch(response.headers.get('location') ?? '', /evil|javascript/, next);
  }
  assert.equal(await state(), before);
});

// A file system of 24 MB that the hub alone sees; nobody's disk is filled.
const can_mount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0;
test('on a full disk: refused with that as the reason, nothing changed, and all goes on when there is room', { skip: !can_mount && 'this machine lets nobody mount a file system of their own (unshare -rm)' }, async (t) => {
  const folder = scratch(t);
  const within = ['unshare', '-rm', 'sh', '-c', 'mount -t tmpfs -o size=24m none "$0" && exec "$@"', folder];
  const { hub, root, ann, phone, sent, order, post, ask_app, refused, result, state, code } = await start(t, folder, { within });
  // The disk as the hub sees it.
  const disk = `/proc/${hub.child.pid}/root${folder}`;
  assert.ok(existsSync(join(disk, 'data')));
  assert.equal(existsSync(join(folder, 'data')), false);
  const opened = await result(ask_app('form.open', { form: 'order', values: { name: 'typed for an hour', note: 'n'.repeat(4000) } }, ann));
  const fill = () => {
    const file = openSync(join(disk, 'filler'), 'a');
    for (const size of [65536, 4096, 1]) {
      try {
        for (;;) writeSync(file, Buffer.alloc(size));
      } catch (error) {
        assert.equal(error.code, 'ENOSPC');
      }
    }
    closeSync(file);
  };
  fill();
  const group = phone.group(2, sent.hash, order('a1', 'x'.repeat(300_000)));
  const photo = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(2 << 20)]);
  const upload = async () => (await fetch(`${hub.api}/blob?name=a.jpg`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream', cookie: ann }, body: photo })).json();
  // Small writes may still find room in what the database has; these do not.
  await refused([
    ['a large group', 'store.disk_full', () => post('/apps/orders/api/sync', { type: 'sync.push', params: { device: 'phone-a', at_ms: Date.now(), groups: [group] } }, ann)],
    ['a large import', 'store.disk_full', () => ask_app('data.import', { entity: 'order', text: Array.from({ length: 400 }, (_, i) => `i${i},${'y'.repeat(1000)}`).join('\n'), columns: ['id', 'name'], delimiter: ',' }, root)],
    ['a photo', ['store.disk_full', 'server.upload_not_written'], upload],
  ]);
  // Until nothing finds room any more.
  let answer = 'done';
  for (let i = 0; i < 400 && answer === 'done'; i++) {
    fill();
    answer = await code(ask_app('data.import', { entity: 'person', text: `p${i},${'z'.repeat(2000)},seller`, columns: ['id', 'name', 'role'], delimiter: ',' }, root));
  }
  assert.equal(answer, 'store.disk_full');
  fill();
  const save = () => ask_app('form.save', { session: opened.session, complete: true }, ann);
  await refused([['what was typed', 'store.disk_full', save]]);
  // Room again: the same, typed once, goes through, and nothing is there twice.
  rmSync(join(disk, 'filler'));
  assert.equal((await result(save())).saved, true);
  assert.equal((await phone.push(group)).receipts[0].outcome, 'taken');
  assert.equal((await upload()).ok, true);
  const before = await state();
  assert.equal((await phone.push(group)).receipts[0].outcome, 'taken');
  assert.equal(await state(), before);
  assert.equal((await result(ask_app('log.verify', {}, root))).ok ?? true, true);
});
