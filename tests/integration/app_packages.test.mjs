// Apps that travel, from outside: the command line, and a hub that installs, updates, goes back, offers.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { run, scratch, serve } from './binary.mjs';

const label = (en, zh) => ({ en, 'zh-CN': zh });

function app_document() {
  return {
    format: 'tollgate.app/1', id: 'inspection', version: 1, label: label('Store inspection', '门店巡检'), locales: ['zh-CN', 'en'],
    roles: [
      { id: 'inspector', label: label('Inspector', '巡检员'), permissions: { entities: [{ entity: 'store', read: 'own' }] } },
      { id: 'keeper', label: label('Keeper of it all', '管理员'), permissions: { administration: true, entities: ['person', 'store'].map((entity) => ({ entity, read: 'all', create: 'all', update: 'all', delete: 'all' })) } },
    ],
    users: { entity: 'person', role: 'job' },
    entities: [
      { id: 'person', label: label('Person', '人员'), title: 'name', fields: [{ id: 'name', type: 'text', label: label('Name', '姓名') }, { id: 'job', type: 'text', label: label('Job', '岗位') }] },
      { id: 'store', label: label('Store', '门店'), title: 'name', owner: 'keeper', fields: [
        { id: 'name', type: 'text', label: label('Name', '名称'), required: true },
        { id: 'city', type: 'text', label: label('City', '城市') },
        { id: 'keeper', type: 'reference', entity: 'person', label: label('Keeper', '负责人') },
      ] },
    ],
    forms: [{ id: 'store', entity: 'store', label: label('Store', '门店'), sections: [{ id: 'all', label: label('All', '全部'), fields: [{ field: 'name' }, { field: 'city' }] }] }],
    views: [{ id: 'stores', entity: 'store', label: label('Stores', '门店列表'), columns: [{ field: 'name' }, { field: 'city' }] }],
    sample_data: { files: ['sample.jsonl'] },
  };
}

function write_source(folder, { version = '1.0.0', change = () => {}, hosts = [] } = {}) {
  mkdirSync(join(folder, 'tests'), { recursive: true });
  mkdirSync(join(folder, 'pictures'), { recursive: true });
  const document = app_document();
  change(document);
  writeFileSync(join(folder, 'app.json'), JSON.stringify(document));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version, publisher: 'Sample', description: label('Stores and what was seen there', '门店与巡检'), hosts }));
  writeFileSync(join(folder, 'tests/store.json'), JSON.stringify({ cases: [{ name: 'a store has a name', form: 'store', values: { name: 'One' }, expect: { values: { name: 'One' } } }] }));
  writeFileSync(join(folder, 'pictures/list.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2]));
  writeFileSync(join(folder, 'README.md'), '# Store inspection\n');
  writeFileSync(join(folder, 'sample.jsonl'), ['{"format": "tollgate.sample/1"}', ...[1, 2, 3].map((i) => JSON.stringify({ entity: 'store', id: `s${i}`, values: { name: `Store ${i}`, city: 'Shanghai' } }))].join('\n') + '\n');
  writeFileSync(join(folder, 'customers.xlsx'), 'a list that nobody meant to give away');
  return folder;
}

async function build(folder, source, key) {
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const file = join(folder, `inspection-${version}.tollgate`);
  const built = await run(['package', 'build', source, '--out', file, ...(key ? ['--key', key] : [])]);
  assert.equal(built.code, 0, built.err);
  return file;
}

// As far as the manifest's schema goes: members, patterns, items.
function fits(value, schema, where) {
  if (schema.const) assert.equal(value, schema.const, where);
  if (schema.pattern) assert.match(value, new RegExp(schema.pattern), where);
  for (const name of schema.required ?? []) assert.ok(name in value, `${where} lacks ${name}`);
  if (schema.items) value.forEach((item, index) => fits(item, schema.items, `${where}/${index}`));
  if (schema.type !== 'object') return;
  for (const [name, part] of Object.entries(value)) {
    const known = schema.properties?.[name] ?? schema.additionalProperties;
    assert.ok(known, `${where}: ${name} is unknown`);
    fits(part, known, `${where}/${name}`);
  }
}

async function make_key(folder, name = 'my.key') {
  const file = join(folder, name);
  assert.equal((await run(['package', 'key', file])).code, 0);
  return file;
}

test('a package is made, checked, signed and verified on the command line', async (t) => {
  const folder = scratch(t);
  const key = await make_key(folder);
  assert.equal(statSync(key).mode & 0o777, 0o600);
  assert.equal((await run(['package', 'key', key])).code, 1, 'a key is never replaced');
  const source = write_source(join(folder, 'source'));
  const file = await build(folder, source, key);
  const again = await run(['package', 'build', source, '--out', join(folder, 'again'), '--key', key]);
  assert.equal(again.code, 0);
  assert.deepEqual(readFileSync(join(folder, 'again')), readFileSync(file));

  const checked = await run(['package', 'check', '--json', file]);
  assert.equal(checked.code, 0, checked.err);
  const { sha256, tests, publisher, ...manifest } = JSON.parse(checked.out.trim().split('\n').at(-1));
  const { fingerprint, ...written } = publisher;
  fits({ ...manifest, publisher: written }, JSON.parse(readFileSync('schemas/package/manifest.schema.json', 'utf8')), 'manifest');
  assert.deepEqual(tests, { passed: 1, failed: 0 });
  assert.deepEqual(manifest.files.map(({ path }) => path), ['README.md', 'app.json', 'pictures/list.png', 'sample/sample.jsonl', 'tests/store.json']);
  assert.ok(!readFileSync(file).includes(JSON.parse(readFileSync(key, 'utf8')).secret));

  const verified = await run(['package', 'verify', file, '--fingerprint', fingerprint]);
  assert.equal(verified.code, 0, verified.err);
  const code_of = async (...args) => JSON.parse((await run(['package', ...args, '--json'])).out.trim().split('\n')[0]).code;
  assert.equal(await code_of('verify', file, '--fingerprint', '0000'), 'package.other_publisher');
  assert.equal(await code_of('sign', file, '--key', await make_key(folder, 'other.key')), 'package.other_key');
  const later = await build(folder, write_source(join(folder, 'later'), { version: '1.0.1' }), key);
  assert.equal(await code_of('verify', later, '--signature', `${file}.sig`), 'package.other_signature');
  const half = join(folder, 'half.tollgate');
  writeFileSync(half, readFileSync(file).subarray(0, 700));
  assert.equal(await code_of('check', half), 'package.cut_off');
  writeFileSync(join(source, 'tests/store.json'), JSON.stringify({ cases: [{ name: 'wrong', form: 'store', values: { name: 'A' }, expect: { values: { name: 'B' } } }] }));
  assert.equal(await code_of('build', source, '--out', join(folder, 'failed')), 'package.test_failed');
  assert.ok(!readdirSync(folder).includes('failed'));
  assert.equal((await run(['package', 'bild', source])).code, 2);
});

// A hub's answers about packages.
function shop(hub) {
  const post = async (path, type, body) => (await fetch(`${hub.url}${path}`, { method: 'POST', headers: { 'Content-Type': type }, body })).json();
  const ask = async (type, params = {}) => post('/hub/request', 'application/json', JSON.stringify({ type, params }));
  return {
    ask,
    code: async (type, params) => (await ask(type, params)).diagnostics?.[0].code ?? 'ok',
    async must(type, params) {
      const reply = await ask(type, params);
      assert.ok(reply.ok, `${type}: ${JSON.stringify(reply)}`);
      return reply.result;
    },
    upload: async (file) => post('/packages', 'application/octet-stream', readFileSync(file)),
  };
}

async function taken(at, file) {
  const { result, ...reply } = await at.upload(file);
  assert.ok(reply.ok, JSON.stringify(reply));
  const { package: info } = await at.must('package.preview', { sha256: result.sha256, signature: readFileSync(`${file}.sig`, 'utf8') });
  return info;
}

test('a hub installs, updates by merging, goes back, and removes', async (t) => {
  const folder = scratch(t);
  const key = await make_key(folder);
  const data = join(folder, 'data');
  const hub = await serve(t, ['--data', data]);
  const at = shop(hub);
  const first = await taken(at, await build(folder, write_source(join(folder, 'v1')), key));
  assert.equal(first.publisher.trust, 'unknown');
  assert.equal(first.sample_count, 3);
  assert.equal(first.installable, true);
  assert.deepEqual(first.roles.map(({ id, entities }) => [id, entities[0].read]), [['inspector', 'own'], ['keeper', 'all']]);
  assert.equal(await at.code('package.install', { sha256: first.sha256, samples: true, consent: false }), 'packages.needs_consent');
  const { app } = await at.must('package.install', { sha256: first.sha256, samples: true, consent: true });
  assert.equal(app, 'inspection');
  const count = async () => (await hub.ask('record.list', { entity: 'store', limit: 1 }, { app })).result.total;
  assert.equal(await count(), 3);
  const picture = await fetch(`${hub.url}/packages/${first.sha256}/pictures/list.png`);
  assert.equal(picture.headers.get('Content-Type'), 'image/png');

  // The same once more gets an id of its own.
  assert.equal((await at.must('package.install', { sha256: first.sha256, samples: false, consent: true })).app, 'inspection_2');

  // Changed here: a label that the update changes, too, and one that it does not.
  const document = async () => JSON.parse((await hub.ask('app.get', {}, { app })).result.text);
  const mine = await document();
  mine.entities[1].fields[1].label.en = 'Town';
  mine.views[0].label.en = 'All my stores';
  mine.version += 1;
  const saved = await hub.ask('app.save', { text: JSON.stringify(mine) }, { app });
  assert.ok(saved.ok, JSON.stringify(saved));
  assert.equal((await at.must('package.list')).installed.find((one) => one.app === app).changed_here, true);

  const second = await taken(at, await build(folder, write_source(join(folder, 'v2'), {
    version: '1.1.0', hosts: ['example.org'],
    change: (next) => {
      next.entities[1].fields[1].label.en = 'City or town';
      next.entities[1].fields.push({ id: 'area', type: 'number', label: label('Area', '面积') });
      next.roles[0].permissions.entities[0].read = 'all';
    },
  }), key));
  assert.equal(second.publisher.trust, 'known');
  const look = { app, sha256: second.sha256, take_theirs: [] };
  const preview = await at.must('package.update_preview', look);
  assert.equal(preview.from, '1.0.0');
  assert.equal(preview.possible, true, JSON.stringify(preview.findings));
  assert.deepEqual(preview.clashes.map(({ path, mine, theirs }) => [path, mine, theirs]), [['/entities/store/fields/city/label/en', 'Town', 'City or town']]);
  assert.deepEqual(preview.clashes[0].steps.map((step) => step.label?.en ?? step.member), ['entities', 'Store', 'fields', 'Town', 'label', 'en']);
  assert.ok(preview.changes.some(({ kind, steps }) => kind === 'added' && steps.at(-1).member === 'area'));
  assert.deepEqual([preview.wider_roles, preview.new_hosts, preview.new_roles], [['inspector'], ['example.org'], []]);
  assert.deepEqual(preview.rows.find(({ entity }) => entity === 'store'), { entity: 'store', label: label('Store', '门店'), before: 3, after: 3 });
  assert.deepEqual((await document()).entities[1].fields.length, 3, 'a preview keeps nothing');

  const path = preview.clashes[0].path;
  assert.equal(await at.code('package.update', { ...look, keep_mine: [], consent: true }), 'packages.undecided');
  assert.equal(await at.code('package.update', { ...look, keep_mine: [path], consent: false }), 'packages.needs_consent');
  assert.equal((await at.must('package.update', { ...look, take_theirs: [path], keep_mine: [], consent: true })).version, '1.1.0');
  const merged = await document();
  assert.equal(merged.entities[1].fields[1].label.en, 'City or town');
  assert.equal(merged.views[0].label.en, 'All my stores');
  assert.equal(merged.entities[1].fields.at(-1).id, 'area');
  assert.equal(await count(), 3);

  // Lower versions, other publishers and other packages are no updates.
  assert.equal(await at.code('package.update_preview', { ...look, sha256: first.sha256 }), 'packages.lower_version');
  assert.equal(await at.code('package.update_preview', look), 'packages.same_version');
  const stranger = await taken(at, await build(folder, write_source(join(folder, 'v3'), { version: '2.0.0' }), await make_key(folder, 'stranger.key')));
  assert.equal(stranger.publisher.trust, 'changed');
  assert.equal(await at.code('package.update', { ...look, sha256: stranger.sha256, keep_mine: [], consent: true }), 'packages.other_publisher');
  const broken = await taken(at, await build(folder, write_source(join(folder, 'v4'), { version: '1.2.0', change: (next) => { next.id = 'inspection'; } }), key));
  assert.equal(broken.publisher.trust, 'known');

  const listed = (await at.must('package.list')).installed.find((one) => one.app === app);
  assert.deepEqual([listed.version, listed.previous, listed.changed_here], ['1.1.0', '1.0.0', true]);
  assert.equal((await at.must('package.roll_back', { app })).version, '1.0.0');
  assert.equal((await document()).entities[1].fields[1].label.en, 'Town');
  assert.equal((await document()).entities[1].fields.length, 3);
  assert.equal(await at.code('package.roll_back', { app }), 'packages.no_version_before');
  assert.equal(await count(), 3);

  await hub.end();
  const next = await serve(t, ['--data', data]);
  const there = shop(next);
  assert.deepEqual((await there.must('package.list')).installed.map((one) => one.app), ['inspection', 'inspection_2']);
  assert.equal(await there.code('package.remove', { app, confirm: 'yes' }), 'packages.not_confirmed');
  const { kept_as } = await there.must('package.remove', { app, confirm: app });
  assert.equal(kept_as, 'removed/inspection/inspection.db');
  assert.ok(readdirSync(join(data, 'removed/inspection')).includes('inspection.db'));
  assert.equal((await fetch(`${next.url}/apps/${app}/api/request`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).status, 404);
  assert.equal((await there.must('package.install', { sha256: first.sha256, samples: false, consent: true })).app, 'inspection_3', 'a removed id is nobody else’s');
});

test('a package is installed into the data of a hub that is not running', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  const file = await build(folder, write_source(join(folder, 'v1')), await make_key(folder));
  const install = () => run(['package', 'install', file, '--data', data, '--json']);
  assert.equal((await run(['package', 'install', file])).code, 2);
  assert.deepEqual(JSON.parse((await install()).out.trim().split('\n').at(-1)), { app: 'inspection' });
  const hub = await serve(t, ['--data', data]);
  assert.deepEqual(hub.apps, ['inspection']);
  assert.equal((await hub.ask('record.list', { entity: 'store', limit: 1 })).result.total, 3);
  assert.equal((await shop(hub).must('package.list')).installed[0].version, '1.0.0');
  assert.equal(JSON.parse((await install()).out.trim().split('\n')[0]).code, 'package.hub_runs');
});

test('hostile and broken packages are refused, and nothing of them stays', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  const hub = await serve(t, ['--data', data]);
  const at = shop(hub);
  const file = await build(folder, write_source(join(folder, 'v1')), await make_key(folder));
  const bytes = readFileSync(file);
  const refused = async (name, content) => {
    writeFileSync(join(folder, name), content);
    return (await at.upload(join(folder, name))).diagnostics?.[0].code ?? 'ok';
  };
  assert.equal(await refused('half', bytes.subarray(0, bytes.length / 2)), 'package.cut_off');
  assert.equal(await refused('none', Buffer.from('hello')), 'package.cut_off');
  assert.equal(await refused('more', Buffer.concat([bytes, Buffer.from('x')])), 'package.bad_archive');
  const flipped = Buffer.from(bytes);
  flipped[60] ^= 1;
  assert.notEqual(await refused('flipped', flipped), 'ok');
  const outside = Buffer.from(bytes.toString('latin1').replaceAll('tests/store.json', '../etc/passwd.js'), 'latin1');
  assert.equal(await refused('outside', outside), 'package.path_outside');
  assert.equal(await at.code('package.install', { sha256: 'f'.repeat(64), samples: false, consent: true }), 'packages.unknown_package');
  assert.ok(!readdirSync(data).some((name) => name.startsWith('package-') || name.startsWith('inspection')));
  assert.equal((await fetch(`${hub.url}/packages/${'f'.repeat(64)}/pictures/..%2f..%2fx`)).status, 404);

  // Somebody else's signature is shown, and not installed.
  const { result } = await at.upload(file);
  const other = await build(folder, write_source(join(folder, 'v2'), { version: '9.0.0' }), await make_key(folder, 'other.key'));
  const { package: info } = await at.must('package.preview', { sha256: result.sha256, signature: readFileSync(`${other}.sig`, 'utf8') });
  assert.equal(info.publisher.trust, 'invalid');
  assert.equal(await at.code('package.install', { sha256: result.sha256, samples: false, consent: true }), 'packages.not_installable');
  // Nor does a word that stands for trust inside of the hub.
  const { package: claimed } = await at.must('package.preview', { sha256: result.sha256, signature: 'shipped' });
  assert.equal(claimed.publisher.trust, 'invalid');
});

test('a hub makes packages of its apps without people and records, publishes and withdraws; others follow', async (t) => {
  const folder = scratch(t);
  const hub = await serve(t, ['--data', join(folder, 'data')]);
  const at = shop(hub);
  const first = await taken(at, await build(folder, write_source(join(folder, 'v1')), await make_key(folder)));
  const { app } = await at.must('package.install', { sha256: first.sha256, samples: true, consent: true });
  const made = await at.must('package.make', { app, version: '5.0.0', publisher: 'Our hub', description: label('Ours', '我们的'), hosts: [] });
  const bytes = Buffer.from(await (await fetch(`${hub.url}/packages/${made.sha256}/${made.file_name}`)).arrayBuffer());
  const out = join(folder, made.file_name);
  writeFileSync(out, bytes);
  writeFileSync(`${out}.sig`, Buffer.from(await (await fetch(`${hub.url}/packages/${made.sha256}/${made.file_name}.sig`)).arrayBuffer()));
  const verified = await run(['package', 'verify', out, '--fingerprint', made.fingerprint]);
  assert.equal(verified.code, 0, verified.err);

  assert.equal(await at.code('gallery.publish', { sha256: made.sha256 }), 'ok');
  const index = await (await fetch(`${hub.url}/gallery/index.json`)).json();
  assert.deepEqual(index.packages.map(({ id, version, file }) => [id, version, file]), [['inspection', '5.0.0', 'inspection-5.0.0.tollgate']]);
  assert.deepEqual(Buffer.from(await (await fetch(`${hub.url}/gallery/${index.packages[0].file}`)).arrayBuffer()), bytes);

  // Another hub may follow only where it may connect.
  const stick = join(folder, 'stick');
  mkdirSync(stick);
  const own = await make_key(folder, 'stick.key');
  await build(stick, write_source(join(folder, 'v9'), { version: '0.9.0' }), own);
  const other = await serve(t, ['--data', join(folder, 'other'), '--gallery', stick]);
  const there = shop(other);
  assert.equal(await there.code('gallery.follow', { address: hub.url }), 'delivery.host_not_allowed');
  assert.equal(await there.code('gallery.follow', { address: 'file:///etc' }), 'gallery.bad_address');
  await there.must('delivery.configure', { hosts: [{ host: '127.0.0.1', private_allowed: true }] });
  const { gallery } = await there.must('gallery.follow', { address: hub.url });
  const { offers, galleries } = await there.must('gallery.list', { refresh: true });
  assert.deepEqual(galleries.map(({ kind }) => kind).filter((kind) => kind !== 'shipped'), ['own', 'folder', 'address']);
  assert.deepEqual(offers.map((offer) => [offer.gallery, offer.version]), [['folder_1', '0.9.0'], [gallery, '5.0.0']]);
  const got = await there.must('gallery.take', { gallery, id: 'inspection', version: '5.0.0' });
  assert.equal(got.sha256, made.sha256);
  const { app: trial } = await there.must('gallery.try', { sha256: got.sha256 });
  assert.equal(trial, 'try_inspection');
  assert.equal((await other.ask('record.list', { entity: 'store', limit: 1 }, { app: trial })).result.total, 3);

  // What is on the stick is installed, comes by itself in its next version, and is withdrawn there.
  const on_stick = await there.must('gallery.take', { gallery: 'folder_1', id: 'inspection', version: '0.9.0' });
  const installed = await there.must('package.install', { sha256: on_stick.sha256, samples: false, consent: true });
  await there.must('package.configure', { app: installed.app, updates_itself: true });
  await build(stick, write_source(join(folder, 'v10'), { version: '0.10.0' }), own);
  await there.must('gallery.list', { refresh: true });
  let version;
  for (let tries = 0; tries < 100 && version !== '0.10.0'; ++tries) {
    await new Promise((done) => setTimeout(done, 100));
    version = (await there.must('package.list')).installed[0].version;
  }
  assert.equal(version, '0.10.0');

  assert.equal(await at.code('gallery.withdraw', { id: 'inspection', version: '5.0.0', reason: '' }), 'gallery.no_reason');
  await at.must('gallery.withdraw', { id: 'inspection', version: '5.0.0', reason: 'it counts twice' });
  const seen = await there.must('gallery.list', { refresh: true });
  assert.equal(seen.offers.find((offer) => offer.gallery === gallery).versions[0].withdrawn, 'it counts twice');
});

test('who does not look after the hub can neither bring nor install packages', async (t) => {
  const folder = scratch(t);
  const hub = await serve(t, ['--data', join(folder, 'data')], { accounts: true });
  const at = shop(hub);
  for (const type of ['package.list', 'gallery.list']) assert.equal(await at.code(type), 'accounts.not_signed_in');
  assert.equal(await at.code('package.remove', { app: 'x', confirm: 'x' }), 'accounts.not_signed_in');
  const upload = await fetch(`${hub.url}/packages`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: 'x' });
  assert.equal(upload.status, 401);
  assert.equal((await fetch(`${hub.url}/packages/${'a'.repeat(64)}/x.tollgate`)).status, 401);
  assert.deepEqual((await (await fetch(`${hub.url}/gallery/index.json`)).json()).packages, []);
});
