// A capture is bound to its bytes: what a client can say beside them, replay or make up.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { run, scratch, serve } from './binary.mjs';
import { capture_record, scene, sealed, shanghai } from './captures.mjs';

const label = (text) => ({ 'zh-CN': text, en: text });
const photo = { id: 'photo', type: 'photo', label: label('Photo'), capture: true, watermark: true };
const app = {
  format: 'tollgate.app/1', id: 'visits', version: 1, label: label('Visits'), locales: ['zh-CN', 'en'], time_zone: 'Asia/Shanghai',
  roles: [{ id: 'rep', label: label('Rep') }],
  users: { entity: 'person' },
  entities: [
    { id: 'person', label: label('Person'), title: 'name', fields: [{ id: 'name', type: 'text', label: label('Name') }] },
    {
      id: 'visit', label: label('Visit'), fields: [
        photo, { ...photo, id: 'second', label: label('Second') },
        { id: 'place', type: 'location', label: label('Place'), capture: true },
        { id: 'paper', type: 'file', label: label('Paper') },
        { id: 'items', type: 'list', label: label('Items'), fields: [photo] },
        { id: 'reasons', type: 'text', label: label('Reasons'), computed: 'if photo = null then null else string join(photo.findings, ", ")' },
      ],
    },
  ],
  forms: [{ id: 'visit', entity: 'visit', label: label('Visit'), sections: [{ id: 's', fields: ['photo', 'second', 'place', 'paper', 'items', 'reasons'].map((field) => ({ field })) }] }],
};

async function begin(t) {
  const folder = scratch(t);
  const file = join(folder, 'app.json');
  const db = join(folder, 'hub.db');
  writeFileSync(file, JSON.stringify(app));
  const hub = await serve(t, ['--db', db, '--app', file]);
  const imported = await hub.ask('data.import', { text: ['li', 'wu'].map((id) => JSON.stringify({ entity: 'person', id, values: { name: `Rep ${id}` } })).join('\n') });
  assert.equal(imported.result.imported, 2, JSON.stringify(imported));
  return { hub, db };
}

const put = async (hub, bytes, name = 'photo.jpg') => {
  const reply = await (await fetch(`${hub.api}/blob?name=${name}`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: bytes })).json();
  assert.equal(reply.ok, true, JSON.stringify(reply));
  return reply.result;
};

// A form by a raw client.
async function open(hub, user = 'li', params = {}) {
  const reply = await hub.ask('form.open', { form: 'visit', ...params }, { user });
  assert.equal(reply.ok, true, JSON.stringify(reply));
  const { session, record, capture } = reply.result;
  const ask = async (type, params) => {
    const answer = await hub.ask(type, { session, ...params }, { user });
    assert.equal(answer.ok, true, JSON.stringify(answer));
    return answer.result;
  };
  return {
    record, pass: capture,
    async set(path, value) {
      const { changes } = await ask('form.set', { path, value });
      return changes.fields.find((field) => field.path === path)?.value;
    },
    save: (complete = true) => ask('form.save', { complete }),
  };
}

// The stored values by field; of a list, those of its first item's fields.
async function stored(hub, record) {
  const reply = await hub.ask('record.get', { entity: 'visit', record });
  assert.equal(reply.ok, true, JSON.stringify(reply));
  return Object.fromEntries(reply.result.fields.map(({ id, cell, items }) => [id, items ? items[0]?.cells.map(({ value }) => value) : cell.value]));
}

test('what the page took in this form, for this field, is verified; the values beside it count for nothing', async (t) => {
  const { hub, db } = await begin(t);
  const form = await open(hub);
  assert.equal(form.pass.person, 'li');
  assert.equal(form.pass.name, 'Rep li');
  const jpeg = scene(1);
  const { sha256 } = await put(hub, sealed(jpeg, capture_record(jpeg, form.pass)));
  const taken = await form.set('photo', { sha256, source: 'gallery', verified: false, latitude: '1', captured_by: 'wu' });
  assert.equal(taken.source, 'camera', JSON.stringify(taken));
  assert.deepEqual([taken.verified, taken.watermarked, taken.captured_by, taken.latitude], [true, true, 'li', '31.2304']);
  await form.save();
  assert.equal((await stored(hub, form.record)).photo.verified, true);
  // The same hangs together after a rebuild.
  await hub.end();
  assert.equal((await run(['verify', db])).code, 0);
  assert.equal(JSON.parse((await run(['rebuild', '--json', db])).out).changed, false);
});

test('a raw client that claims a camera has a picture of a gallery', async (t) => {
  const { hub } = await begin(t);
  const form = await open(hub);
  const claims = { source: 'camera', watermarked: true, verified: true, captured_at: shanghai(new Date()), latitude: '31.2', longitude: '121.4', accuracy_m: '5', captured_by: 'li' };
  const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  for (const bytes of [pixel, scene(2)]) {
    const value = await form.set('photo', { ...claims, sha256: (await put(hub, bytes)).sha256 });
    assert.deepEqual([value.source, value.watermarked, value.verified], ['gallery', false, false]);
    for (const member of ['captured_at', 'latitude', 'accuracy_m', 'captured_by']) assert.equal(value[member], undefined, member);
  }
  const file = await form.set('paper', { ...claims, sha256: (await put(hub, pixel, 'scan.png')).sha256 });
  assert.deepEqual([file.source, file.verified], ['gallery', undefined]);
  // As first values of a form, and inside of a list.
  const sha256 = (await put(hub, scene(3))).sha256;
  const second = await open(hub, 'li', { values: { photo: { ...claims, sha256 }, items: [{ photo: { ...claims, sha256 } }] } });
  await second.save();
  const values = await stored(hub, second.record);
  assert.equal(values.photo.source, 'gallery');
  assert.equal(values.items[0].source, 'gallery');
});

test('a capture of another form, person, field or picture is none', async (t) => {
  const { hub } = await begin(t);
  const form = await open(hub);
  const other = await open(hub);
  const jpeg = scene(4);
  const cases = {
    other_session: capture_record(jpeg, other.pass),
    other_person: capture_record(jpeg, { ...form.pass, person: 'wu' }),
    other_field: capture_record(jpeg, form.pass, { record: { field: 'second' } }),
    altered: capture_record(scene(5), form.pass),
  };
  for (const [finding, record] of Object.entries(cases)) {
    const value = await form.set('photo', { sha256: (await put(hub, sealed(jpeg, record))).sha256 });
    assert.deepEqual([value.source, value.verified, value.findings], ['gallery', false, [finding]], finding);
  }
  // Taken over from the first form, after it was stored there.
  const { sha256 } = await put(hub, sealed(jpeg, capture_record(jpeg, form.pass)));
  assert.equal((await form.set('photo', { sha256 })).verified, true);
  await form.save();
  const again = await other.set('photo', { sha256 });
  assert.equal(again.source, 'gallery');
  assert.ok(again.findings.includes('other_session'), JSON.stringify(again));
  const beside = await form.set('second', { sha256 });
  assert.deepEqual(beside.findings, ['other_field']);
  // And by another person, who opens the stored record.
  const theirs = await open(hub, 'wu', { record: form.record });
  await theirs.set('photo', { sha256, captured_by: 'wu' });
  await theirs.save();
  const { photo } = await stored(hub, form.record);
  assert.deepEqual([photo.captured_by, photo.verified], ['li', true]);
});

test('positions: the device’s own, typed ones, and those that tell nothing', async (t) => {
  const { hub } = await begin(t);
  const form = await open(hub);
  const fix = (changes = {}) => ({ latitude: '31.230400', longitude: '121.473700', accuracy_m: '9', at: shanghai(new Date()), source: 'device', nonce: form.pass.nonce, ...changes });
  assert.equal((await form.set('place', fix())).verified, true);
  const typed = await form.set('place', { latitude: '31.2', longitude: '121.4', accuracy_m: '5', source: 'device', verified: true, at: shanghai(new Date()) });
  assert.deepEqual([typed.source, typed.verified], ['manual', false]);
  for (const [changes, finding] of [
    [{ accuracy_m: '99999' }, 'accuracy_poor'],
    [{ accuracy_m: '0' }, 'accuracy_zero'],
    [{ at: shanghai(new Date(Date.now() - 3600_000)) }, 'fix_old'],
    [{ at: shanghai(new Date(Date.now() + 3600_000)) }, 'clock_differs'],
  ]) {
    const value = await form.set('place', fix(changes));
    assert.deepEqual([value.verified, value.findings], [false, [finding]], finding);
  }
});

test('what other records say: the same picture, a speed nobody travels at, coordinates that never move', async (t) => {
  const { hub } = await begin(t);
  const visit = async (number, changes = {}, user = 'li') => {
    const form = await open(hub, user);
    const jpeg = changes.jpeg ?? scene(number);
    const { sha256 } = await put(hub, sealed(jpeg, capture_record(jpeg, form.pass, changes)));
    const value = await form.set('photo', { sha256 });
    await form.save();
    return { value, values: await stored(hub, form.record) };
  };
  const now = Date.now();
  await visit(10, { at: new Date(now - 240_000) });
  // By anybody: the same scene, a bit brighter.
  const { values } = await visit(10, { at: new Date(now - 200_000), fix: null }, 'wu');
  assert.deepEqual(values.photo.findings, ['near_same']);
  assert.match(values.reasons, /near_same/);
  const far = await visit(11, { at: new Date(now - 100_000), fix: { latitude: '32.230400' } });
  assert.deepEqual(far.value.findings, ['impossible_speed']);
  // Somebody else may be there.
  assert.equal((await visit(12, { at: new Date(now - 100_000), fix: { latitude: '33.230400' } }, 'wu')).value.verified, true);
  for (const hours of [6, 4, 2]) await visit(20 + hours, { at: new Date(now - hours * 3600_000), fix: { latitude: '33.230400' } }, 'wu');
  const still = await visit(30, { fix: { latitude: '33.230400' } }, 'wu');
  assert.deepEqual(still.value.findings, ['constant_position']);
});

test('scanned papers that look alike are no photos used twice', async (t) => {
  const { hub } = await begin(t);
  for (const brighter of [0, 1]) {
    const form = await open(hub);
    const value = await form.set('paper', { sha256: (await put(hub, scene(60, 640, 480 + 8 * brighter))).sha256 });
    assert.equal(value.findings, undefined);
    await form.save();
  }
});

test('two forms that were open together: the second to be saved is told', async (t) => {
  const { hub } = await begin(t);
  const forms = [await open(hub), await open(hub, 'wu')];
  const jpeg = scene(40);
  for (const form of forms) {
    const { sha256 } = await put(hub, sealed(jpeg, capture_record(jpeg, form.pass, { fix: null })));
    assert.equal((await form.set('photo', { sha256 })).findings, undefined);
  }
  for (const form of forms) await form.save();
  assert.equal((await stored(hub, forms[0].record)).photo.findings, undefined);
  assert.deepEqual((await stored(hub, forms[1].record)).photo.findings, ['near_same']);
});

test('an import brings evidence as imported; a sample only before anybody has filled a form', async (t) => {
  const { hub } = await begin(t);
  const { sha256 } = await put(hub, scene(50));
  const line = (id, source) => JSON.stringify({ entity: 'visit', id, values: {
    photo: { sha256, source, watermarked: true, verified: true, captured_at: '2026-01-05T09:00:00+08:00', latitude: '31.2', longitude: '121.4', captured_by: 'li' },
    place: { latitude: '31.2', longitude: '121.4', accuracy_m: '5', source, verified: true },
  } });
  const bring = async (id, source) => {
    const reply = await hub.ask('data.import', { text: line(id, source) });
    assert.equal(reply.result.imported, 1, JSON.stringify(reply));
    const { photo, place } = await stored(hub, id);
    return [photo.source, photo.verified, photo.watermarked ?? false, place.source, place.verified];
  };
  assert.deepEqual(await bring('claimed', 'camera'), ['imported', false, false, 'imported', false]);
  assert.deepEqual(await bring('shown', 'sample'), ['sample', true, true, 'sample', true]);
  const form = await open(hub);
  await form.save(false);
  assert.deepEqual(await bring('late', 'sample'), ['imported', false, false, 'imported', false]);
});
