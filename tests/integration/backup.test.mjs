// A backup of a running hub is what it was at one moment, and comes back whole or not at all.
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { app_file, run, scratch, serve } from './binary.mjs';

async function save_draft(hub) {
  const { session } = (await hub.ask('form.open', { form: 'visit' })).result;
  await hub.ask('form.set', { session, path: 'objection_response', value: 'Originaltown' });
  const saved = await hub.ask('form.save', { session, complete: false });
  assert.equal(saved.ok, true, JSON.stringify(saved));
}

const codes = (out) => out.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line).code);

test('a backup during a stream of saves is exactly a prefix of the log, and is restored sound', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  const open = await serve(t, ['--data', data, '--app', app_file, '--no-samples']);
  assert.equal(statSync(join(data, 'hub-control')).mode & 0o777, 0o600);
  // Some pages, so that a copy takes several steps.
  const blob = Buffer.alloc(4 << 20, 'bytes that fill pages');
  await fetch(`${open.api}/blob?name=note.txt`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: blob });
  await save_draft(open);
  const before = (await open.ask('engine.info')).result.op_count;
  let going = true;
  const savers = [1, 2, 3].map(async () => {
    while (going) await save_draft(open);
  });
  const backup = join(folder, 'backup');
  const made = await run(['backup', '--json', '--data', data, backup]);
  assert.equal(made.code, 0, made.out + made.err);
  const twice = await run(['backup', '--json', '--data', data, backup]);
  going = false;
  await Promise.all(savers);
  await save_draft(open);
  assert.deepEqual(codes(twice.out), ['backup.target_exists']);
  const [{ id, op_count, head_hash }] = JSON.parse(made.out).apps;
  assert.equal(id, 'medical_visit');
  const after = (await open.ask('engine.info')).result.op_count;
  assert.ok(op_count >= before && op_count < after, `${before} ${op_count} ${after}`);
  // Nothing is put beneath a hub that runs.
  assert.deepEqual(codes((await run(['restore', '--json', '--data', data, '--replace', backup])).out), ['restore.hub_runs']);
  await open.end();
  assert.equal(existsSync(join(data, 'hub-control')), false);

  const names = readdirSync(backup).sort();
  assert.deepEqual(names, ['hub-delivery.db', 'hub-delivery.db.key', 'hub-packages.db', 'manifest.json', 'medical_visit.db', 'medical_visit.db-checkpoints', 'medical_visit.db-key']);
  assert.equal(statSync(backup).mode & 0o777, 0o700);
  const restored = join(folder, 'restored');
  assert.equal((await run(['restore', '--data', restored, backup])).code, 0);
  const verified = await run(['verify', '--json', join(restored, `${id}.db`)]);
  assert.deepEqual(JSON.parse(verified.out), { head_hash, op_count, sound: true });
  // What went on has the restored head inside: the backup is its beginning.
  const whole = await run(['verify', '--json', join(data, `${id}.db`), '--head', head_hash]);
  assert.equal(whole.code, 0, whole.out);
  assert.equal(JSON.parse(whole.out).op_count, after);
  // The restored hub goes on from there.
  const again = await serve(t, ['--data', restored]);
  await save_draft(again);
  await again.end();
  assert.equal((await run(['verify', join(restored, `${id}.db`)])).code, 0);

  // Data that is there is not written over, and only moved when that is said.
  const refused = await run(['restore', '--json', '--data', restored, backup]);
  assert.deepEqual(codes(refused.out), ['restore.exists']);
  const replaced = JSON.parse((await run(['restore', '--json', '--data', restored, '--replace', backup])).out).replaced;
  assert.deepEqual(readdirSync(replaced).sort(), ['hub-delivery.db', 'hub-delivery.db.key', 'hub-packages.db', 'medical_visit.db', 'medical_visit.db-checkpoints', 'medical_visit.db-key']);
  assert.deepEqual(JSON.parse((await run(['verify', '--json', join(restored, `${id}.db`)])).out), { head_hash, op_count, sound: true });

  // A changed backup is refused whole, whatever was changed, and nothing is put in place.
  const elsewhere = join(folder, 'elsewhere');
  const file = join(backup, `${id}.db-checkpoints`);
  const kept = readFileSync(file);
  appendFileSync(file, '{}\n');
  assert.deepEqual(codes((await run(['restore', '--json', '--data', elsewhere, backup])).out), ['backup.changed']);
  writeFileSync(file, kept);
  writeFileSync(join(backup, 'other.db'), 'x');
  assert.deepEqual(codes((await run(['restore', '--json', '--data', elsewhere, backup])).out), ['backup.unknown_file']);
  rmSync(join(backup, 'other.db'));
  const manifest = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8'));
  writeFileSync(join(backup, 'manifest.json'), JSON.stringify({ ...manifest, apps: [{ ...manifest.apps[0], op_count: op_count + 1 }] }));
  assert.deepEqual(codes((await run(['restore', '--json', '--data', elsewhere, backup])).out), ['backup.unsound']);
  writeFileSync(join(backup, 'manifest.json'), JSON.stringify({ ...manifest, files: [{ ...manifest.files[0], name: '../out' }] }));
  assert.deepEqual(codes((await run(['restore', '--json', '--data', elsewhere, backup])).out), ['backup.bad_manifest']);
  rmSync(join(backup, 'manifest.json'));
  assert.deepEqual(codes((await run(['restore', '--json', '--data', elsewhere, backup])).out), ['backup.none']);
  assert.equal(existsSync(elsewhere), false);
});

test('a hub that does not run is backed up from its files, with its accounts, and without keys when that is said', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  await (await serve(t, ['--data', data, '--app', app_file, '--no-samples'], { accounts: true })).end();
  const backup = join(folder, 'b');
  const made = await run(['backup', '--data', data, '--without-keys', backup]);
  assert.equal(made.code, 0, made.err);
  assert.deepEqual(readdirSync(backup).sort(), ['hub-accounts.db', 'hub-delivery.db', 'hub-packages.db', 'manifest.json', 'medical_visit.db', 'medical_visit.db-checkpoints']);
  assert.equal((await run(['restore', '--verify', backup])).code, 0);
  const restored = join(folder, 'restored');
  assert.equal((await run(['restore', '--data', restored, backup])).code, 0);
  const hub = await serve(t, ['--data', restored], { accounts: true });
  await hub.end();
  assert.equal((await run(['verify', join(restored, 'medical_visit.db')])).code, 0);
  // Wrong use.
  mkdirSync(join(folder, 'empty'));
  assert.equal((await run(['backup', '--data', join(folder, 'empty'), join(folder, 'c')])).code, 1);
  assert.equal((await run(['backup', join(folder, 'c')])).code, 2);
  assert.equal((await run(['restore', backup])).code, 2);
});
