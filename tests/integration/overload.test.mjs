// Far more than a hub can do at once: refused early, and what was acknowledged is there.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { run, scratch, serve } from './binary.mjs';

const label = (text) => ({ 'zh-CN': text, en: text });
const app = {
  format: 'tollgate.app/1', id: 'notes', version: 1, label: label('Notes'), locales: ['zh-CN', 'en'], time_zone: 'Asia/Shanghai',
  entities: [{ id: 'note', label: label('Note'), title: 'name', fields: [{ id: 'name', type: 'text', label: label('Name') }] }],
  forms: [{ id: 'note', entity: 'note', label: label('Note'), sections: [{ id: 's', fields: [{ field: 'name' }] }] }],
};

test('a flood is refused with 429, and a hub that is killed in it has all that it acknowledged', async (t) => {
  const folder = scratch(t);
  const db = join(folder, 'hub.db');
  writeFileSync(join(folder, 'app.json'), JSON.stringify(app));
  const hub = await serve(t, ['--db', db, '--app', join(folder, 'app.json')]);
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const send = (type, params) =>
    new Promise((resolve) => {
      const body = JSON.stringify({ id: 1, type, params });
      const sent = request(`${hub.api}/request`, { method: 'POST', agent, headers: { 'Content-Type': 'application/json', 'Content-Length': body.length } }, (answer) => {
        let text = '';
        answer.on('data', (data) => (text += data));
        answer.on('error', () => resolve({ status: 0 }));
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
      });
      sent.on('error', () => resolve({ status: 0 }));
      sent.end(body);
    });
  const { session } = JSON.parse((await send('form.open', { form: 'note' })).text).result;
  assert.equal(JSON.parse((await send('form.save', { session, complete: true })).text).ok, true);
  const before = JSON.parse((await send('engine.info', {})).text).result.op_count;

  // The engine is busy with one long request while they all come.
  const lines = Array.from({ length: 800 }, (_, i) => JSON.stringify({ entity: 'note', id: `n${i}`, values: { name: `note ${i}` } })).join('\n');
  const busy = send('data.import', { text: lines });
  await new Promise((done) => setTimeout(done, 20));
  let killed = false;
  let acknowledged = 0;
  let refused = 0;
  const flood = Array.from({ length: 700 }, async (_, i) => {
    const answer = await send('data.import', { text: JSON.stringify({ entity: 'note', id: `f${i}`, values: { name: `flood ${i}` } }) });
    if (answer.status === 429) {
      refused += 1;
      assert.equal(answer.headers['retry-after'], '1');
      assert.equal(JSON.parse(answer.text).diagnostics[0].code, 'server.overloaded');
      return;
    }
    if (answer.status !== 200 || !JSON.parse(answer.text).ok) return;
    acknowledged += 1;
    if (acknowledged < 20 || killed) return;
    killed = true;
    hub.child.kill('SIGKILL');
  });
  await Promise.all([busy, ...flood]);
  agent.destroy();
  await hub.end('SIGKILL');
  assert.ok(refused > 0, `${refused} refused`);
  assert.ok(acknowledged >= 20, `${acknowledged} acknowledged`);
  const verified = await run(['verify', '--json', db]);
  assert.equal(verified.code, 0, verified.out);
  assert.ok(JSON.parse(verified.out.trim().split('\n').at(-1)).op_count >= before + acknowledged);
});
