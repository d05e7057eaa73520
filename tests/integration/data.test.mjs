// What was acknowledged is kept: through an import that is broken off, a kill in the middle of
// saving, and a rebuild from the log.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { app_file, binary, run, scratch, serve } from './binary.mjs';

const who = { user: 'rep_001', locale: 'en' };

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

test('a first start whose port is taken leaves nothing behind', async (t) => {
  const folder = scratch(t);
  const app = join(folder, 'app');
  make_template(app);
  const other = await serve(t, ['--app', app_file, '--no-samples']);
  const db = join(folder, 'hub.db');
  const refused = await run(['serve', '--json', '--db', db, '--app', app, '--listen', `127.0.0.1:${other.port}`]);
  assert.equal(refused.code, 1);
  assert.equal(JSON.parse(refused.out).code, 'server.port_taken');
  assert.ok(!existsSync(db) && !existsSync(`${db}.importing`));
});

test('an empty database file is a new one, and needs an app', async (t) => {
  const folder = scratch(t);
  const db = join(folder, 'hub.db');
  writeFileSync(db, '');
  const refused = await run(['serve', '--json', '--db', db, '--listen', '127.0.0.1:0']);
  assert.equal(refused.code, 2);
  assert.equal(JSON.parse(refused.out).code, 'server.no_app');
  assert.equal(readFileSync(db, 'utf8'), '');
  const app = join(folder, 'app');
  const records = make_template(app);
  const hub = await serve(t, ['--db', db, '--app', app]);
  const { op_count } = (await hub.ask('engine.info')).result;
  assert.ok(op_count >= records, `${op_count} ops for ${records} records`);
});

test('records that the document itself holds are there from the first start on', async (t) => {
  const app = JSON.parse(readFileSync(app_file, 'utf8'));
  const entity = app.entities.find((one) => one.id === app.users.entity);
  app.sample_data = { records: { [entity.id]: [{ id: 'inline_1', values: {} }] } };
  const file = join(scratch(t), 'app.json');
  writeFileSync(file, JSON.stringify(app));
  const hub = await serve(t, ['--app', file]);
  const got = await hub.ask('record.get', { entity: entity.id, record: 'inline_1' });
  assert.equal(got.ok, true, JSON.stringify(got));
});

test('another app than the one in the database is not used, which is said', async (t) => {
  const folder = scratch(t);
  const db = join(folder, 'hub.db');
  const first = await serve(t, ['--db', db, '--app', app_file, '--no-samples']);
  await first.end();
  const app = JSON.parse(readFileSync(app_file, 'utf8'));
  app.id = 'another';
  const file = join(folder, 'another.json');
  writeFileSync(file, JSON.stringify(app));
  const hub = await serve(t, ['--db', db, '--app', file]);
  assert.equal((await hub.ask('engine.info')).result.app_id, 'medical_visit');
  assert.match(hub.out_text(), /server\.app_ignored/);
});

test('a package that reaches outside of its folder is refused', async (t) => {
  const folder = scratch(t);
  mkdirSync(join(folder, 'app'));
  writeFileSync(join(folder, 'secret.jsonl'), '');
  const db = join(folder, 'hub.db');
  const app = JSON.parse(readFileSync(app_file, 'utf8'));
  app.sample_data = { files: ['../secret.jsonl'] };
  writeFileSync(join(folder, 'app', 'app.json'), JSON.stringify(app));
  const { code, out } = await run(['serve', '--json', '--db', db, '--app', join(folder, 'app'), '--listen', '127.0.0.1:0']);
  assert.equal(code, 1);
  assert.equal(JSON.parse(out).code, 'server.path_outside');
  assert.ok(!existsSync(db));
});

test('import refuses a folder, and a header that makes no sense', async (t) => {
  const folder = scratch(t);
  const db = join(folder, 'hub.db');
  const hub = await serve(t, ['--db', db, '--app', app_file, '--no-samples']);
  await hub.end();
  const data = join(folder, 'data.jsonl');
  writeFileSync(data, '{"format":"tollgate.sample/1","blobs":[{"path":7}]}\n');
  for (const [source, reason] of [[folder, 'server.cannot_read'], [data, 'server.sample_header']]) {
    const { code, out } = await run(['import', '--json', db, source]);
    assert.equal(code, 1);
    assert.equal(JSON.parse(out).code, reason);
  }
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
  const stream = await fetch(`${hub.api}/events`, { signal: abort.signal });
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
