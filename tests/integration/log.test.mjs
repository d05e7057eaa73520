// What somebody does to the database with another program is found, and not built upon.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { app_file, run, scratch, serve } from './binary.mjs';

const lines = (text) => text.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));

// A database with an app, a few drafts and a file; the head of its log.
async function filled(t) {
  const db = join(scratch(t), 'hub.db');
  const hub = await serve(t, ['--db', db, '--app', app_file, '--no-samples']);
  for (let i = 0; i < 3; i++) {
    const { session } = (await hub.ask('form.open', { form: 'visit' })).result;
    await hub.ask('form.set', { session, path: 'objection_response', value: 'Originaltown' });
    const saved = await hub.ask('form.save', { session, complete: false });
    assert.equal(saved.ok, true, JSON.stringify(saved));
  }
  const stored = await fetch(`${hub.api}/blob?name=note.txt`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: 'what was seen',
  });
  assert.equal((await stored.json()).ok, true);
  const { head_hash, op_count } = (await hub.ask('engine.info')).result;
  await hub.end();
  return { db, head_hash, op_count };
}

function python(script, ...args) {
  return execFileSync('python3', ['-c', `import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); ${script}`, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
}
const change = (db, sql) => python('c.execute(sys.argv[2]); c.commit(); c.close()', db, sql);
// All rows of the tables that matter here, as text.
const rows = (db) =>
  python('[print(t, row) for t in ("op", "app", "layout", "e_visit") for row in c.execute("SELECT * FROM " + t)]', db);

test('verify --json prints JSON lines alone, and --head finds what was cut off', async (t) => {
  const { db, head_hash, op_count } = await filled(t);
  const sound = await run(['verify', '--json', db, '--head', head_hash]);
  assert.equal(sound.code, 0, sound.out + sound.err);
  assert.deepEqual(lines(sound.out), [{ head_hash, op_count, sound: true }]);
  assert.equal((await run(['verify', db, '--head', 'abc'])).code, 2);

  change(db, `DELETE FROM op WHERE number=${op_count}`);
  change(db, 'DELETE FROM blob');
  const cut = await run(['verify', '--json', db]);
  assert.equal(cut.code, 0, cut.out);
  assert.equal(lines(cut.out)[0].op_count, op_count - 1);
  const compared = await run(['verify', '--json', db, '--head', head_hash]);
  assert.equal(compared.code, 1);
  const [finding, summary] = lines(compared.out);
  assert.equal(finding.code, 'engine.log_head_missing');
  assert.equal(summary.sound, false);
});

test('a changed log is neither rebuilt from nor served', async (t) => {
  const { db, op_count } = await filled(t);
  change(db, "UPDATE op SET bytes=replace(bytes,'Originaltown','Imaginedtown')");
  const before = rows(db);
  const rebuilt = await run(['rebuild', '--json', db]);
  assert.equal(rebuilt.code, 1, rebuilt.out);
  assert.deepEqual(lines(rebuilt.out).map((finding) => finding.code), ['engine.log_broken', 'engine.rebuild_refused']);
  assert.equal(rows(db), before);
  assert.equal((await run(['verify', db])).code, 1);

  change(db, `UPDATE op SET bytes='{}' WHERE number=${op_count}`);
  const served = await run(['serve', '--json', '--db', db, '--listen', '127.0.0.1:0']);
  assert.equal(served.code, 1, served.out + served.err);
  assert.deepEqual(lines(served.out).map((finding) => finding.code), ['engine.log_broken', 'engine.log_end_broken']);
});

test('a lost table and a damaged app are rebuilt from the log', async (t) => {
  const { db, op_count } = await filled(t);
  for (const sql of ['DROP TABLE e_visit', 'DROP TABLE score', 'DELETE FROM layout', "UPDATE app SET text='{}'"]) {
    change(db, sql);
    const served = await run(['serve', '--json', '--db', db, '--listen', '127.0.0.1:0']);
    assert.equal(served.code, 1, sql);
    assert.equal(lines(served.out)[0].code, 'engine.derived_unreadable');
    assert.ok(lines(served.out)[0].message.en.includes(db));
    assert.equal((await run(['verify', db])).code, 0, sql);
    const rebuilt = JSON.parse((await run(['rebuild', '--json', db])).out);
    assert.equal(rebuilt.changed, true, sql);
    assert.equal(rebuilt.op_count, op_count);
    const again = JSON.parse((await run(['rebuild', '--json', db])).out);
    assert.deepEqual(again, { changed: false, differences: [], op_count });
  }
});
