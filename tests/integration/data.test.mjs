// What was acknowledged is kept: through an import that is broken off, a kill in the middle of
// saving, and a rebuild from the log.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { binary, run, scratch, serve } from './binary.mjs';

const who = { user: 'rep_001', role: 'rep', locale: 'en' };

function make_template(folder) {
  execFileSync(process.execPath, ['templates/medical-visit/generate_sample.mjs', '--out', folder, '--reps', '12']);
  return readFileSync(join(folder, 'sample.jsonl'), 'utf8').trim().split('\n').length - 1;
}

test('a first start that is broken off is made good by the next', async (t) => {
  const folder = scratch(t);
  const app = join(folder, 'app');
  const records = make_template(app);
  const db = join(folder, 'hub.db');
  // Killed as soon as the import has begun.
  const child = spawn(binary, ['serve', '--db', db, '--app', app, '--listen', '127.0.0.1:0']);
  await new Promise((resolve) => child.stderr.on('data', resolve));
  child.kill('SIGKILL');
  await new Promise((resolve) => child.on('close', resolve));
  assert.ok(existsSync(`${db}.importing`));

  const hub = await serve(t, ['--db', db, '--app', app]);
  assert.ok(!existsSync(`${db}.importing`));
  const count = await hub.ask('record.list', { entity: 'person', limit: 1 }, { user: 'director' });
  assert.equal(count.ok, true, JSON.stringify(count));
  const { op_count } = (await hub.ask('engine.info')).result;
  assert.ok(op_count >= records, `${op_count} ops for ${records} records`);
  await hub.end();

  const again = await serve(t, ['--db', db, '--app', app]);
  assert.equal((await again.ask('engine.info')).result.op_count, op_count);
  await again.end();
  const verified = await run(['verify', db]);
  assert.equal(verified.code, 0, verified.err);
  const rebuilt = JSON.parse((await run(['rebuild', '--json', db])).out);
  assert.deepEqual(rebuilt, { changed: false, differences: [], op_count });
});

test('drafts that were acknowledged survive a kill in the middle of saving', async (t) => {
  const folder = scratch(t);
  const app = join(folder, 'app');
  make_template(app);
  const db = join(folder, 'hub.db');
  const hub = await serve(t, ['--db', db, '--app', app]);
  const kept = new Map();
  let going = true;
  const writing = (async () => {
    for (let i = 0; going; i++) {
      const opened = await hub.ask('form.open', { form: 'visit' }, who);
      const { session, record } = opened.result;
      await hub.ask('form.set', { session, path: 'objection_response', value: `answer ${i}` }, who);
      const saved = await hub.ask('form.save', { session, complete: false }, who);
      assert.equal(saved.ok, true, JSON.stringify(saved));
      kept.set(record, `answer ${i}`);
    }
  })().catch((error) => {
    if (going) throw error;
  });
  while (kept.size < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  going = false;
  await hub.end('SIGKILL');
  await writing;

  const again = await serve(t, ['--db', db]);
  for (const [record, text] of kept) {
    const opened = await again.ask('form.open', { form: 'visit', record }, who);
    assert.equal(opened.ok, true, JSON.stringify(opened));
    const field = opened.result.state.fields.find((state) => state.path === 'objection_response');
    assert.equal(field.value ?? field.text, text);
  }
  await again.end();
  assert.equal((await run(['verify', db])).code, 0);
});

test('a save is told to those who listen', async (t) => {
  const folder = scratch(t);
  const app = join(folder, 'app');
  make_template(app);
  const hub = await serve(t, ['--app', app]);
  const abort = new AbortController();
  t.after(() => abort.abort());
  const stream = await fetch(`${hub.url}/api/events`, { signal: abort.signal });
  assert.match(stream.headers.get('content-type'), /^text\/event-stream/);
  const { session } = (await hub.ask('form.open', { form: 'visit' }, who)).result;
  await hub.ask('form.save', { session, complete: false }, who);
  let text = '';
  for await (const chunk of stream.body) {
    text += Buffer.from(chunk).toString();
    if (/^event: changed\ndata: .+\n\n/m.test(text)) break;
  }
  const data = JSON.parse(/^data: (.+)$/m.exec(text)[1]);
  assert.ok(data && typeof data === 'object');
});
