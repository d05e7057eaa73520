// A webhook that follows an app: signed, retried, over a restart of the hub, and told no more than its
// key may see.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { scratch, serve } from './binary.mjs';

const label = (text) => ({ 'zh-CN': text, en: text });
const app = (version = 1) => ({
  format: 'tollgate.app/1', id: 'orders', version, label: label('Orders'), locales: ['zh-CN', 'en'], time_zone: 'Asia/Shanghai',
  roles: [
    { id: 'clerk', label: label('Clerk'), permissions: { administration: true, entities: [{ entity: 'order', create: 'all', read: 'all', update: 'all', delete: 'all' }, { entity: 'note', create: 'all', read: 'all', update: 'all' }] } },
    { id: 'north', label: label('North'), permissions: { entities: [{ entity: 'order', read: 'all', read_when: 'region = "north"' }] } },
  ],
  entities: [
    { id: 'order', label: label('Order'), title: 'name', fields: [{ id: 'name', type: 'text', label: label('Name') }, { id: 'region', type: 'text', label: label('Region') }] },
    { id: 'note', label: label('Note'), title: 'text', fields: [{ id: 'text', type: 'text', label: label('Text') }] },
  ],
  forms: [
    { id: 'order', entity: 'order', label: label('Order'), sections: [{ id: 's', fields: [{ field: 'name' }, { field: 'region' }] }] },
    { id: 'note', entity: 'note', label: label('Note'), sections: [{ id: 's', fields: [{ field: 'text' }] }] },
  ],
});
const secret = 'a secret of ours';

// Where webhooks arrive, by their path; `busy` answers 503 as often.
async function receiver(t) {
  const seen = [];
  const state = { busy: 0 };
  const server = createServer((request, response) => {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString('utf8');
      const { 'tollgate-timestamp': time, 'tollgate-signature': signature, 'tollgate-id': id } = request.headers;
      assert.equal(signature, `v1=${createHmac('sha256', secret).update(`${time}.${text}`).digest('hex')}`);
      const body = JSON.parse(text);
      assert.equal(body.id, id);
      const refused = state.busy > 0;
      if (refused) state.busy--;
      seen.push({ path: request.url, refused, ...body });
      response.writeHead(refused ? 503 : 204).end();
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => { server.closeAllConnections(); server.close(); });
  const changes = (path) => seen.filter((each) => each.path === path && !each.refused).flatMap((each) => each.changes);
  return { seen, state, changes, url: `http://127.0.0.1:${server.address().port}` };
}

const until = async (what, look) => {
  for (let tries = 0; tries < 400; tries++) {
    if (look()) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  assert.fail(`never: ${what}`);
};

test('a webhook follows an app as far as its key sees, signed, again when it fails, and over a restart', async (t) => {
  const folder = scratch(t);
  writeFileSync(join(folder, 'app.json'), JSON.stringify(app()));
  const args = ['--data', join(folder, 'data'), '--app', join(folder, 'app.json')];
  const to = await receiver(t);
  let hub = await serve(t, args, { accounts: true });
  let link;
  while (!(link = /invitation=([0-9a-f]{64})/.exec(hub.out_text()))) await new Promise((done) => setTimeout(done, 20));
  let cookie = '';
  const ask_hub = async (type, params) => {
    const response = await fetch(`${hub.url}/hub/request`, { method: 'POST', headers: { 'Content-Type': 'application/json', cookie }, body: JSON.stringify({ type, params }) });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return response.json();
  };
  const done = async (type, params) => {
    const reply = await ask_hub(type, params);
    assert.equal(reply.ok, true, JSON.stringify(reply));
    return reply.result;
  };
  await done('invitation.accept', { token: link[1], name: 'root', password: 'correct horse' });
  const clerk = await done('api_key.create', { name: 'ERP', app: 'orders', role: 'clerk' });
  const north = await done('api_key.create', { name: 'North', app: 'orders', role: 'north' });
  const ask = async (key, type, params) => {
    const response = await fetch(`${hub.url}/apps/orders/api/request`, { method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key.secret}` }, body: JSON.stringify({ id: 1, type, params }) });
    const reply = await response.json();
    assert.equal(reply.ok, true, JSON.stringify(reply));
    return reply.result;
  };
  const save = async (entity, values, record) => {
    const { session } = await ask(clerk, 'form.open', { form: entity, ...(record ? { record } : { values }) });
    for (const [field, value] of record ? Object.entries(values) : []) await ask(clerk, 'form.set', { session, path: field, value });
    const saved = await ask(clerk, 'form.save', { session, complete: true });
    assert.equal(saved.saved, true, JSON.stringify(saved));
    return saved.record;
  };
  await save('order', { name: 'before', region: 'north' });

  await done('delivery.configure', { hosts: [{ host: '127.0.0.1', private_allowed: true }], first_retry_ms: 20 });
  const channel = (path, key, more = []) => ({
    kind: 'changes', label: path, enabled: true, allow_host: true,
    settings: [{ name: 'base_url', value: `${to.url}/${path}` }, { name: 'app', value: 'orders' }, { name: 'api_key', value: key }, ...more],
    secrets: [{ name: 'sign_secret', value: secret }],
  });
  const refused = await ask_hub('channel.save', channel('x', 'no such key'));
  assert.deepEqual([refused.ok, refused.diagnostics[0].code], [false, 'delivery.bad_setting']);
  await done('channel.save', channel('all', clerk.key.id));
  const { channel: kept } = await done('channel.save', channel('north', north.key.id));
  await done('channel.save', channel('orders', clerk.key.id, [{ name: 'entities', value: 'order' }]));
  // Each begins where the log stands.
  await new Promise((made) => setTimeout(made, 500));

  to.state.busy = 2;
  const first = await save('order', { name: 'A-1', region: 'north' });
  await until('the record', () => ['/all', '/north', '/orders'].every((path) => to.changes(path).length === 1));
  for (const path of ['/all', '/north', '/orders']) {
    const [change] = to.changes(path);
    assert.deepEqual([change.kind, change.entity, change.record, change.title], ['changed', 'order', first, 'A-1']);
  }
  // What was refused came again under the same id.
  const again = to.seen.filter(({ refused: was }) => was).map(({ id }) => id);
  assert.ok(again.length > 0 && again.every((id) => to.seen.some((each) => each.id === id && !each.refused)), JSON.stringify(again));

  const other = await save('order', { name: 'S-1', region: 'south' });
  const note = await save('note', { text: 'N' });
  await until('both', () => to.changes('/all').some(({ record }) => record === note) && to.changes('/orders').some(({ record }) => record === other));
  // Out of its sight, and then gone from all.
  await save('order', { region: 'south' }, first);
  await until('it left', () => to.changes('/north').length === 2);
  assert.deepEqual(to.changes('/north').map(({ kind, record }) => [kind, record]), [['changed', first], ['gone', first]]);
  assert.equal(to.changes('/orders').some(({ entity }) => entity === 'note'), false);
  assert.doesNotMatch(JSON.stringify(to.changes('/north')), new RegExp(`${other}|${note}|S-1`));
  const polled = await ask(north, 'record.changes', { after: 0 });
  assert.doesNotMatch(JSON.stringify(polled), new RegExp(`${other}|${note}|S-1`));

  // While nobody listens and the hub ends: told afterwards.
  to.state.busy = 1000;
  const late = await save('order', { name: 'late', region: 'north' });
  await hub.end();
  to.state.busy = 0;
  hub = await serve(t, args, { accounts: true });
  await until('after the restart', () => ['/all', '/north'].every((path) => to.changes(path).some(({ record }) => record === late)));

  // Another version of the app.
  const document = JSON.stringify(app(2));
  const saved = await fetch(`${hub.url}/apps/orders/api/request`, { method: 'POST', headers: { 'Content-Type': 'application/json', cookie }, body: JSON.stringify({ id: 1, type: 'app.save', params: { text: document } }) });
  assert.equal((await saved.json()).ok, true);
  await until('the app', () => to.changes('/orders').some(({ kind, app_version }) => kind === 'app' && app_version === 2));

  // Revoked: nothing more.
  await done('api_key.revoke', { key: north.key.id });
  const count = to.changes('/north').length;
  const last = await save('order', { name: 'last', region: 'north' });
  await until('the last one', () => to.changes('/all').some(({ record }) => record === last));
  assert.equal(to.changes('/north').length, count);
  assert.equal((await done('channel.list', {})).channels.some(({ id }) => id === kept.id), true);
});
