// What a device says of photos, files, positions and computed values is not taken from it: the hub looks
// into the files that come, and until then nobody has.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { run, scratch, serve } from './binary.mjs';
import { capture_record, scene, sealed, shanghai } from './captures.mjs';
import { make_device } from './device.mjs';

const label = (text) => ({ 'zh-CN': text, en: text });
const photo = { id: 'photo', type: 'photo', label: label('Photo'), capture: true, watermark: true };
const fields = [
  photo,
  { id: 'deck', type: 'file', label: label('Deck') },
  { id: 'place', type: 'location', label: label('Place'), capture: true },
  { id: 'items', type: 'list', label: label('Items'), fields: [photo] },
  { id: 'amount', type: 'number', label: label('Amount') },
  { id: 'double', type: 'number', label: label('Double'), computed: 'amount * 2' },
  { id: 'shown', type: 'boolean', label: label('Shown'), computed: 'photo.verified = true' },
  { id: 'stage', type: 'choice', label: label('Stage'), options: [{ id: 'lead', label: label('Lead') }, { id: 'won', label: label('Won') }] },
];
const app = {
  format: 'tollgate.app/1', id: 'visits', version: 1, label: label('Visits'), locales: ['zh-CN', 'en'], time_zone: 'Asia/Shanghai',
  users: { entity: 'person' },
  entities: [
    { id: 'person', label: label('Person'), title: 'name', fields: [{ id: 'name', type: 'text', label: label('Name') }] },
    { id: 'visit', label: label('Visit'), fields },
  ],
  forms: [{ id: 'visit', entity: 'visit', label: label('Visit'), sections: [{ id: 's', fields: fields.slice(0, -1).map(({ id }) => ({ field: id })) }] }],
  workflows: [{
    id: 'sales', entity: 'visit', label: label('Sales'), stage_field: 'stage',
    stages: [{ id: 'lead', label: label('Lead') }, {
      id: 'won', label: label('Won'),
      requires: [{ id: 'deck', label: label('Deck'), test: 'deck.slides_with_content >= 2', message: label('a deck of two slides'), fields: ['deck'] }],
    }],
    transitions: [{ from: 'lead', to: 'won' }],
  }],
};
const hash_of = (bytes) => createHash('sha256').update(bytes).digest('hex');
const claims = { name: 'photo.jpg', media_type: 'image/jpeg', size_bytes: 5, source: 'camera', watermarked: true, verified: true, captured_by: 'li', latitude: '31.2304', longitude: '121.4737', accuracy_m: '9' };

async function begin(t) {
  const folder = scratch(t);
  const file = join(folder, 'app.json');
  const db = join(folder, 'hub.db');
  writeFileSync(file, JSON.stringify(app));
  const hub = await serve(t, ['--db', db, '--app', file]);
  const imported = await hub.ask('data.import', { text: ['li', 'wu'].map((id) => JSON.stringify({ entity: 'person', id, values: { name: `Rep ${id}` } })).join('\n') });
  assert.equal(imported.result.imported, 2, JSON.stringify(imported));
  const device_of = async (user) => {
    const device = make_device(`phone-${user}`, 'visits', user, async (type, params) => {
      const response = await fetch(`${hub.api}/sync`, {
        method: 'POST', headers: { 'Content-Type': 'application/json', 'Tollgate-Acts-For': `user=${user}` }, body: JSON.stringify({ type, params }),
      });
      const reply = await response.json();
      assert.equal(reply.ok, true, JSON.stringify(reply));
      return reply.result;
    });
    await device.join();
    let count = 0;
    let previous = '';
    return {
      ...device,
      next(...done) {
        const group = device.group(++count, previous, ...done);
        previous = group.hash;
        return group;
      },
    };
  };
  const stored = async (record) => {
    const reply = await hub.ask('record.get', { entity: 'visit', record });
    assert.equal(reply.ok, true, JSON.stringify(reply));
    return Object.fromEntries(reply.result.fields.map(({ id, cell, items }) => [id, items ? items.map(({ cells }) => cells[0].value) : cell.value]));
  };
  return { hub, db, device_of, stored };
}
const set = (record, values) => ['record.set', { entity: 'visit', record, writes: Object.entries(values).map(([field, value]) => ({ field, value })) }];
const draft = (record, values) => ['record.draft', { entity: 'visit', record, draft: { values } }];
const complete = (record) => ['record.status', { entity: 'visit', record, status: 'complete' }];
const move = (record) => ['workflow.advance', { entity: 'visit', record, workflow: 'sales', field: 'stage', from: 'lead', to: 'won' }];

test('a file that has not come is not looked into; when it comes, it says itself what it is', async (t) => {
  const { hub, db, device_of, stored } = await begin(t);
  const li = await device_of('li');
  const jpeg = scene(1);
  const capture = sealed(jpeg, capture_record(jpeg, { person: 'li', name: 'Rep li', nonce: 'n'.repeat(32) }));
  const sha256 = hash_of(capture);
  const said = { ...claims, sha256, slides: 99, pages_with_content: 99 };
  const pushed = await li.push(li.next(set('v1', { photo: said, items: [{ photo: said }], shown: true }), complete('v1')));
  assert.equal(pushed.receipts[0].outcome, 'taken', JSON.stringify(pushed));
  const before = await stored('v1');
  for (const value of [before.photo, before.items[0]]) {
    assert.deepEqual([value.source, value.verified, value.findings], ['gallery', false, ['not_here']], JSON.stringify(value));
    for (const member of ['slides', 'pages_with_content', 'size_bytes', 'latitude', 'watermarked']) assert.equal(value[member], undefined, member);
  }
  assert.equal(before.shown, false);

  assert.equal((await li.send(capture)).stored, true);
  const after = await stored('v1');
  assert.deepEqual([after.photo.source, after.photo.verified, after.photo.captured_by, after.photo.size_bytes], ['camera', true, 'li', capture.length], JSON.stringify(after.photo));
  assert.equal(after.photo.findings, undefined);
  assert.equal(after.shown, true);
  // Its record was made for another field.
  assert.deepEqual([after.items[0].source, after.items[0].findings], ['gallery', ['other_field']]);
  // A second list with the same in it, and one more: what is known stays known.
  await li.push(li.next(set('v1', { items: [{ photo: said }, { photo: { ...claims, sha256: hash_of(scene(2)) } }] })));
  const items = (await stored('v1')).items;
  assert.deepEqual(items.map(({ findings }) => findings), [['other_field'], ['not_here']]);
  await hub.end();
  assert.equal((await run(['verify', db])).code, 0);
  assert.equal(JSON.parse((await run(['rebuild', '--json', db])).out).changed, false);
});

test('a picture of a gallery, of another person and of another record stay what they are', async (t) => {
  const { device_of, stored } = await begin(t);
  const [li, wu] = [await device_of('li'), await device_of('wu')];
  const taken_by = (jpeg, person, name, changes) => sealed(jpeg, capture_record(jpeg, { person, name, nonce: 'n'.repeat(32) }, changes));
  const hand_in = async (device, record, bytes, more = {}) => {
    await device.send(bytes);
    await device.push(device.next(set(record, { photo: { ...claims, ...more, sha256: hash_of(bytes) } })));
    return (await stored(record)).photo;
  };
  const gallery = await hand_in(li, 'g1', scene(3));
  assert.deepEqual([gallery.source, gallery.verified, gallery.watermarked, gallery.latitude], ['gallery', false, false, undefined]);
  const foreign = await hand_in(li, 'g2', taken_by(scene(4), 'wu', 'Rep wu'));
  assert.deepEqual([foreign.source, foreign.findings], ['gallery', ['other_person']]);
  const own = await hand_in(li, 'g3', taken_by(scene(5), 'li', 'Rep li'));
  assert.deepEqual([own.source, own.verified], ['camera', true]);
  // Wu never saw Li's record: only the hub knows both.
  const again = await hand_in(wu, 'g4', taken_by(scene(5), 'wu', 'Rep wu'));
  assert.deepEqual([again.source, again.verified, again.findings], ['camera', false, ['near_same']]);
  // What the device's own engine found stays found, and what is no finding is none.
  const found = await hand_in(li, 'g5', taken_by(scene(6), 'li', 'Rep li', { fix: null }), { findings: ['other_session', 'nonsense', 7] });
  assert.deepEqual([found.source, found.findings], ['gallery', ['other_session']]);
});

test('a gate waits for the deck, and one that never comes has no slides', async (t) => {
  const { device_of, stored } = await begin(t);
  const li = await device_of('li');
  const deck = { name: 'deck.pptx', sha256: hash_of('none'), slides: 30, slides_with_content: 30, size_bytes: 9 };
  await li.push(li.next(set('d1', { deck }), complete('d1')));
  const claim = li.next(move('d1'));
  assert.deepEqual((await li.push(claim)).waits_for, [hash_of('none')]);
  const without = await li.push_without_files(claim);
  assert.equal(without.receipts[0].outcome, 'partly', JSON.stringify(without));
  assert.equal(without.receipts[0].why[0].code, 'workflow.requirements_missing');
  assert.notEqual((await stored('d1')).stage, 'won');
});

test('a position that somebody else found, and one that tells nothing', async (t) => {
  const { device_of, stored } = await begin(t);
  const li = await device_of('li');
  const fix = { latitude: '31.230400', longitude: '121.473700', accuracy_m: '9', at: shanghai(new Date()), source: 'device', captured_by: 'li', age_s: '2', verified: true };
  let count = 0;
  const told = async (changes) => {
    const record = `p${++count}`;
    await li.push(li.next(set(record, { place: { ...fix, ...changes } })));
    const { place } = await stored(record);
    return [place.source, place.verified, ...(place.findings ?? [])];
  };
  assert.deepEqual(await told({}), ['device', true]);
  assert.deepEqual(await told({ captured_by: 'wu' }), ['device', false, 'other_person']);
  assert.deepEqual(await told({ accuracy_m: '99999', latitude: '31.2305' }), ['device', false, 'accuracy_poor']);
  assert.deepEqual(await told({ at: shanghai(new Date(Date.now() + 3600_000)), latitude: '31.2306' }), ['device', false, 'clock_differs']);
  assert.deepEqual(await told({ age_s: '3600', at: shanghai(new Date(Date.now() - 7200_000)), latitude: '31.2307' }), ['device', false, 'fix_old']);
  assert.deepEqual(await told({ source: 'sample' }), ['manual', false]);
});

test('what is computed is computed by the hub, and a draft claims no more than a record', async (t) => {
  const { hub, device_of, stored } = await begin(t);
  const li = await device_of('li');
  await li.push(li.next(set('c1', { amount: '4', double: '999', shown: true })));
  assert.deepEqual((({ double, shown }) => [double, shown])(await stored('c1')), ['8', false]);
  await li.push(li.next(set('c1', { double: '1000' })));
  assert.equal((await stored('c1')).double, '8');

  const bytes = scene(9);
  await li.push(li.next(set('c2', { amount: '1' }), draft('c2', { amount: '1', photo: { ...claims, sha256: hash_of(bytes) } })));
  await li.send(bytes);
  const { session } = (await hub.ask('form.open', { form: 'visit', record: 'c2' }, { user: 'li' })).result;
  assert.equal((await hub.ask('form.save', { session, complete: true }, { user: 'li' })).ok, true);
  const { photo: kept } = await stored('c2');
  assert.deepEqual([kept.source, kept.verified, kept.findings], ['gallery', false, undefined], JSON.stringify(kept));
});
