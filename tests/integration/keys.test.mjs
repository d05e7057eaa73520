// A program uses an app by a key, as what the key says and as nobody else.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { scratch, serve } from './binary.mjs';

const label = (text) => ({ 'zh-CN': text, en: text });
const app = {
  format: 'tollgate.app/1', id: 'orders', version: 1, label: label('Orders'), locales: ['zh-CN', 'en'], time_zone: 'Asia/Shanghai',
  roles: [{ id: 'clerk', label: label('Clerk') }],
  entities: [{ id: 'order', label: label('Order'), title: 'name', fields: [{ id: 'name', type: 'text', label: label('Name') }] }],
  forms: [{ id: 'order', entity: 'order', label: label('Order'), sections: [{ id: 's', fields: [{ field: 'name' }] }] }],
};

test('a key is made by an administrator, holds for its app, and ends when revoked', async (t) => {
  const folder = scratch(t);
  writeFileSync(join(folder, 'app.json'), JSON.stringify(app));
  const hub = await serve(t, ['--data', join(folder, 'data'), '--app', join(folder, 'app.json')], { accounts: true });
  let link;
  while (!link) {
    link = /invitation=([0-9a-f]{64})/.exec(hub.out_text() + hub.error_text())?.[1];
    if (!link) await new Promise((done) => setTimeout(done, 20));
  }
  let cookie = '';
  const people = async (type, params) => {
    const response = await fetch(`${hub.url}/hub/request`, {
      method: 'POST', headers: { 'Content-Type': 'application/json', cookie }, body: JSON.stringify({ type, params }),
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return response.json();
  };
  assert.equal((await people('invitation.accept', { token: link, name: 'root', password: 'correct horse' })).ok, true);
  const made = (await people('api_key.create', { name: 'ERP', app: 'orders', role: 'clerk' })).result;
  const ask = (secret, type, params = {}) =>
    fetch(`${hub.url}/apps/orders/api/request`, {
      method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secret}` }, body: JSON.stringify({ id: 1, type, params }),
    });
  const info = await ask(made.secret, 'engine.info');
  assert.equal(info.status, 200);
  const { result } = await info.json();
  // What is answered is what the document says.
  const document = await (await fetch(`${hub.url}/api/openapi.json`)).json();
  for (const member of document.components.schemas.EngineInfoReply.required) assert.ok(member in result, member);
  assert.equal((await ask(`${made.secret.slice(0, -1)}x`, 'engine.info')).status, 401);
  // It is no administrator.
  const managed = await fetch(`${hub.url}/hub/request`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${made.secret}` }, body: JSON.stringify({ type: 'account.list', params: {} }),
  });
  assert.equal(managed.status, 401);
  assert.equal((await people('api_key.revoke', { key: made.key.id })).ok, true);
  assert.equal((await ask(made.secret, 'engine.info')).status, 401);
  const { acts } = (await people('act.list', {})).result;
  assert.deepEqual(acts.map(({ name, act, target }) => [name, act, target]), [['root', 'api_key.revoke', 'ERP'], ['root', 'api_key.create', 'ERP']]);
  assert.doesNotMatch(JSON.stringify(acts), new RegExp(made.secret));
});
