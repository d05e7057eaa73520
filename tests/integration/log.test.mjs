// What somebody does to the database with another program is found, and not built upon.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
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
  change(db, 'DELETE FROM blob_name');
  // Who cuts the log may take its checkpoints away, too.
  rmSync(`${db}-checkpoints`);
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
    const verified = await run(['verify', '--json', db]);
    assert.equal(verified.code, 1, sql);
    assert.ok(lines(verified.out).some((finding) => finding.code === 'engine.derived_repair'), verified.out);
    const rebuilt = JSON.parse((await run(['rebuild', '--json', db])).out);
    assert.equal(rebuilt.changed, true, sql);
    assert.equal(rebuilt.op_count, op_count);
    const again = JSON.parse((await run(['rebuild', '--json', db])).out);
    assert.deepEqual(again, { changed: false, differences: [], op_count });
  }
});

test('a log that was cut is found with nobody having kept a hash, and an older backup is accepted by word only', async (t) => {
  const { db, op_count } = await filled(t);
  const checkpoints = readFileSync(`${db}-checkpoints`, 'utf8');
  const kept = join(scratch(t), 'kept');
  copyFileSync(`${db}-checkpoints`, kept);
  assert.equal(statSync(`${db}-key`).mode & 0o777, 0o600);
  assert.equal(JSON.parse(checkpoints.trim().split('\n').at(-1)).op_count, op_count);

  change(db, `DELETE FROM op WHERE number=${op_count}`);
  change(db, 'DELETE FROM blob');
  change(db, 'DELETE FROM blob_name');
  const found = await run(['verify', '--json', db]);
  assert.equal(found.code, 1);
  assert.equal(lines(found.out)[0].code, 'engine.log_cut');
  const refused = await run(['serve', '--json', '--db', db, '--listen', '127.0.0.1:0']);
  assert.equal(refused.code, 1);
  assert.equal(lines(refused.out)[0].code, 'engine.log_cut');
  assert.match(lines(refused.out)[0].message.en, /--accept-log/);

  const hub = await serve(t, ['--db', db, '--accept-log']);
  const signed = (await hub.ask('log.checkpoints')).result.checkpoints;
  assert.equal(signed.at(-1).op_count, op_count - 1);
  await hub.end();
  const accepted = await run(['verify', '--json', db]);
  assert.equal(accepted.code, 0, accepted.out);
  assert.equal(lines(accepted.out)[0].code, 'engine.log_accepted');
  // A copy that was kept elsewhere accepts nothing.
  const held = await run(['verify', '--json', db, '--checkpoints', kept]);
  assert.equal(held.code, 1);
  assert.ok(lines(held.out).some((finding) => finding.code === 'engine.log_cut'), held.out);
});

test('stages, decisions and the app that were edited beside the log are said in words', async (t) => {
  const { db } = await filled(t);
  const id = python('print(c.execute("SELECT id FROM e_visit ORDER BY id").fetchone()[0])', db).trim();
  change(db, "UPDATE e_visit SET f_objection_response='Imaginedtown', status=1 WHERE id=(SELECT min(id) FROM e_visit)");
  const found = await run(['verify', db]);
  assert.equal(found.code, 1);
  assert.ok(found.err.includes(`the record '${id}' of 'visit'`) || found.out.includes(`the record '${id}' of 'visit'`), found.out + found.err);
  assert.match(found.out + found.err, /'objection_response' holds .*Imaginedtown.* where the log makes/);
  assert.match(found.out + found.err, /changed after operation \d+ \(\d{4}-.*Z\) at the earliest/);
  assert.match(found.out + found.err, /tollgate rebuild/);
  assert.equal((await run(['rebuild', db])).code, 0);
  assert.equal((await run(['verify', db])).code, 0);

  change(db, "UPDATE app SET text=replace(text, '>= 2', '>= 0')");
  const served = await run(['serve', '--json', '--db', db, '--listen', '127.0.0.1:0']);
  assert.equal(served.code, 1);
  assert.deepEqual(lines(served.out).map((finding) => finding.code), ['engine.derived_unreadable', 'engine.app_not_of_log']);
});

test('a save into a database that was moved or removed is refused', async (t) => {
  const db = join(scratch(t), 'hub.db');
  const hub = await serve(t, ['--db', db, '--app', app_file, '--no-samples']);
  const { session } = (await hub.ask('form.open', { form: 'visit' })).result;
  await hub.ask('form.set', { session, path: 'objection_response', value: 'Originaltown' });
  const save = () => hub.ask('form.save', { session, complete: false });
  renameSync(db, `${db}.away`);
  const moved = await save();
  assert.equal(moved.ok, false);
  assert.equal(moved.diagnostics[0].code, 'store.moved');
  renameSync(`${db}.away`, db);
  assert.equal((await save()).ok, true);
  rmSync(db);
  await hub.ask('form.set', { session, path: 'objection_response', value: 'Imaginedtown' });
  assert.equal((await save()).diagnostics[0].code, 'store.moved');
});

test('a database that was emptied or removed is not taken for a new one', async (t) => {
  const { db } = await filled(t);
  const start = ['serve', '--json', '--db', db, '--app', app_file, '--no-samples', '--listen', '127.0.0.1:0'];
  for (const lose of [() => truncateSync(db, 0), () => rmSync(db)]) {
    lose();
    const refused = await run(start);
    assert.equal(refused.code, 1, refused.out + refused.err);
    assert.equal(lines(refused.out)[0].code, 'store.lost');
    for (const command of ['verify', 'rebuild']) {
      const other = await run([command, '--json', db]);
      assert.equal(other.code, 1);
      assert.equal(lines(other.out)[0].code, 'store.lost');
    }
  }
  assert.ok(!existsSync(db));
  const hub = await serve(t, ['--db', db, '--app', app_file, '--no-samples', '--accept-log']);
  await hub.end();
  const verified = await run(['verify', '--json', db]);
  assert.equal(verified.code, 0, verified.out);
  assert.equal(lines(verified.out)[0].code, 'engine.log_accepted');
});

test('verify writes nothing', async (t) => {
  const { db } = await filled(t);
  const folder = join(db, '..');
  const content = () => Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]));
  const before = content();
  assert.equal((await run(['verify', db])).code, 0);
  assert.deepEqual(content(), before);
});

test('a database in use is not checked beside its hub', async (t) => {
  const db = join(scratch(t), 'hub.db');
  await serve(t, ['--db', db, '--app', app_file, '--no-samples']);
  const busy = await run(['verify', '--json', db]);
  assert.equal(busy.code, 1);
  assert.equal(lines(busy.out)[0].code, 'store.in_use');
});
