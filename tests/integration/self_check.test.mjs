// The self-check table of the visit template over a few records, with figures that were worked out by hand.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generate } from '../../templates/medical-visit/generate_sample.mjs';
import { app_file, scratch, serve } from './binary.mjs';

const day_ms = 86_400_000;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10); // in the app's time zone
const date = (days) => new Date(Date.parse(`${today}T00:00:00Z`) + days * day_ms).toISOString().slice(0, 10);
const at = (days, time) => `${date(days)}T${time}:00+08:00`;

const photo_file = generate({ rep_count: 1 }).evidence.find(({ path }) => path.includes('site_photo'));
const deck_file = generate({ rep_count: 1 }).evidence.find(({ path }) => path.endsWith('.pptx'));
const as_value = ({ media_type, size_bytes, sha256 }, name) => ({ name, media_type, size_bytes, sha256, source: 'sample' });

function visit(id, rep, days, time, place, { previous, watermarked = true, verified = true } = {}) {
  const arrived = at(days, time);
  return {
    entity: 'visit', id, at: at(days, '18:00'),
    values: {
      rep, customer: `${rep}_a`, planned_at: arrived, actual_arrival: arrived, key_person_changed: false,
      arrival_location: { latitude: place[0], longitude: place[1], accuracy_m: '8', at: arrived, source: 'sample', verified },
      site_photo: { ...as_value(photo_file, '现场照片.png'), captured_at: arrived, latitude: place[0], longitude: place[1], accuracy_m: '8', watermarked, verified: watermarked },
      action_items: ['发送 128 排 CT 技术参数表', '约工程师检查球管状态', '向设备科提交升级预算建议'].map((what) => ({ what, owner: '李娜', due_on: date(days + 7) })),
      ...(previous ? { previous_visit: previous } : {}),
    },
  };
}

function records() {
  const person = (id, role, more = {}) => ({ entity: 'person', id, at: at(-400, '09:00'), values: { name: id, role, ...more } });
  const customer = (id, rep, level, potential, days = -300) => ({ entity: 'customer', id, at: at(days, '09:00'), values: { name: id, city: 'shanghai', level, annual_potential: potential, rep } });
  const list = [person('boss', 'manager'), person('lead', 'regional_manager', { region: 'east' })];
  for (const rep of ['r1', 'r2', 'r3', 'r4', 'r5']) list.push(person(rep, 'rep', { region: 'east', city: 'shanghai', manager: 'lead' }));
  // Five reps: the top 20% is one, r1, who looks after 3 of the 4 high-potential customers.
  list.push(customer('r1_a', 'r1', 'a', '8000000'), customer('r1_b', 'r1', 'a', '6000000'), customer('r1_c', 'r1', 'a', '5000000'), customer('r2_a', 'r2', 'a', '7000000'));
  // r5 got 11 small ones long ago, and the eleventh large one 10 days ago.
  for (let i = 0; i < 11; ++i) list.push(customer(`small_${i}`, 'r5', 'c', '49999'), customer(`large_${i}`, 'r5', 'b', '500001', i === 10 ? -10 : -300));
  const opportunity = (id, rep, stage, values) => ({ entity: 'opportunity', id, at: at(-90, '09:00'), values: { rep, customer: `${rep}_a`, device: 'ct', stage, lost: false, contact_name: '陈志强', amount: '900000', expected_close_on: date(30), ...values } });
  const won = (id, rep, amount, days) => opportunity(id, rep, 'won', { contract_no: id, contract_amount: amount, signed_on: date(days) });
  list.push(won('won_1', 'r1', '900000', -179), won('won_2', 'r2', '100000', -3), won('won_3', 'r2', '5000000', -181));
  const demo = { need_summary: '计划更新一台老旧的 64 排 CT', budget_status: 'approved', confirmation: as_value(photo_file, '演示确认单.png'), confirmation_signed_on: date(-20) };
  // The demo stage requires eight things; one of the two has all of them, the other one lacks the deck.
  list.push(opportunity('demo_1', 'r1', 'demo', { ...demo, deck: as_value(deck_file, 'r1_a-CT设备方案.pptx') }), opportunity('demo_2', 'r2', 'demo', demo));
  const inquiry = (id, of, days) => ({ entity: 'inquiry', id, at: at(days, '10:00'), values: { customer: of, asked_at: at(days, '10:00'), channel: 'phone', topic: 'service', taken_by: 'r1' } });
  const all = list.filter(({ entity }) => entity === 'customer').map(({ id }) => id);
  // 26 customers: 8 inquiries within 30 days by 8 of them, 12 more within 60 days, one long ago.
  all.slice(0, 20).forEach((id, i) => list.push(inquiry(`ask_${i}`, id, i < 8 ? -29 : -59)));
  list.push(inquiry('ask_old', all[25], -60));
  list.push(
    visit('v1', 'r1', -1, '09:00', ['31.2300', '121.4700']),
    visit('v2', 'r1', -1, '13:00', ['31.2310', '121.4710'], { previous: 'v1' }), // 240 minutes: still continuous
    visit('v3', 'r1', -1, '17:01', ['31.2320', '121.4720'], { previous: 'v2' }), // 241 minutes: a gap
    visit('v4', 'r2', -3, '09:00', ['31.3000', '121.5000']),
    visit('v5', 'r2', -2, '09:00', ['31.3000', '121.5000'], { previous: 'v4' }), // the very coordinates of the day before
    visit('v6', 'r2', -1, '09:00', ['31.3010', '121.5000'], { previous: 'v5' }),
    visit('v7', 'r2', -1, '09:30', ['32.3010', '121.5000'], { previous: 'v6' }), // 111 km in half an hour
    visit('v8', 'r1', -4, '09:00', ['31.2330', '121.4700'], { watermarked: false }),
    visit('v9', 'r1', -5, '09:00', ['31.2340', '121.4700']),
    visit('v10', 'r1', -40, '09:00', ['31.2340', '121.4700'], { verified: false }), // outside of the 30 days
  );
  return list;
}

test('the self-check table says what the definitions say', async (t) => {
  const folder = scratch(t);
  const app = join(folder, 'app');
  mkdirSync(join(app, 'evidence'), { recursive: true });
  copyFileSync(app_file, join(app, 'app.json'));
  const list = records();
  const names = (file) => [...new Set(list.flatMap(({ values }) => Object.values(values)).filter((value) => value?.sha256 === file.sha256).map(({ name }) => name))];
  const blobs = [photo_file, deck_file].map((file) => ({ path: file.path, media_type: file.media_type, size_bytes: file.size_bytes, sha256: file.sha256, names: names(file) }));
  for (const file of [photo_file, deck_file]) writeFileSync(join(app, file.path), file.bytes);
  // The hub's own day, so that nothing is moved.
  const base_date = new Date().toISOString().slice(0, 10);
  const header = { format: 'tollgate.sample/1', base_date, seed: 1, records: list.length, blobs };
  writeFileSync(join(app, 'sample.jsonl'), [header, ...list].map((line) => `${JSON.stringify(line)}\n`).join(''));
  const hub = await serve(t, ['--data', join(folder, 'data'), '--app', app]);
  const ask = async (type, params) => {
    const reply = await hub.ask(type, params, { user: 'boss', locale: 'en' });
    assert.equal(reply.ok, true, JSON.stringify(reply));
    return reply.result;
  };
  const { widgets } = await ask('dashboard.read', { dashboard: 'self_check' });
  const [authenticity, completeness, activity, resource] = widgets[0].checks;
  const figures = (check) => check.figures.map(({ text }) => text);

  // Nine visits in 30 days. Track: v3, v5 and v7 are broken. Watermark: v8 fails, which is also the one without a
  // valid photo. Both right: v1, v2, v4, v6, v9.
  assert.deepEqual(figures(authenticity), ['55.6%', '66.7%', '88.9%', '11.1%']);
  assert.equal(authenticity.level, 'warning');
  assert.equal(authenticity.concerned, 2);
  // won: 6 of 14 (contact, amount, close, number, amount, signed) three times; demo: 8 of 8 and 7 of 8.
  assert.deepEqual(figures(completeness), [`${((((3 * 6) / 14 + 1 + 7 / 8) / 5) * 100).toFixed(1)}%`, '50.0%']);
  assert.equal(completeness.level, 'risk');
  // 8 / 26 = 0.31; 20 / 26 = 76.9%.
  assert.deepEqual(figures(activity), ['0.31', '76.9%']);
  assert.equal(activity.level, 'good');
  // r1 signed 900,000 in 180 days and r2 100,000: 3 of 4.
  assert.deepEqual(figures(resource), ['75.0%', '11', '15']);
  assert.equal(resource.level, 'risk');
  assert.equal(resource.concerned, 1);
  assert.equal(resource.since, date(-10));
  assert.equal(resource.since_is_earlier, false);

  // Two of the four high-potential customers were visited.
  assert.equal((await ask('metric.read', { metric: 'high_potential_coverage' })).widget.text, '50%');

  // The way down: who is concerned, then the last three records.
  const drill = (...path) => ask('dashboard.drill', { dashboard: 'self_check', widget: 'checks', path: path.map((key) => ({ key })) });
  const who = await drill('authenticity');
  assert.deepEqual(who.groups.map(({ key }) => key).sort(), ['r1', 'r2']);
  const rows = await drill('authenticity', 'r2');
  assert.equal(rows.total, 4);
  assert.equal(rows.rows.length, 3);
  assert.deepEqual(rows.rows.map(({ record }) => record), ['v7', 'v6', 'v5']);
  assert.deepEqual((await drill('resource_match')).groups.map(({ key, text }) => [key, text]), [['r5', '11']]);
  assert.equal((await drill('resource_match', 'r5')).rows.length, 3);
  // From a figure of the health dashboard to a rep's last five visits, each with what it is believed by.
  const visits = await ask('dashboard.drill', { dashboard: 'health', widget: 'tile_authenticity', path: [{ key: 'r1' }], filters: [] });
  assert.deepEqual(visits.rows.map(({ record }) => record), ['v3', 'v2', 'v1', 'v8', 'v9']);
  const cell = (row, field) => visits.rows[row].cells[visits.columns.findIndex(({ id }) => id === field)];
  assert.deepEqual(visits.rows.map((_, row) => cell(row, 'track_ok').value), [false, true, true, true, true]);
  assert.deepEqual(visits.rows.map((_, row) => cell(row, 'watermark_ok').value), [true, true, true, false, true]);
  for (const row of visits.rows.keys()) {
    assert.match(cell(row, 'arrival_location').text, /31\.23/);
    assert.equal(cell(row, 'site_photo').value.sha256, photo_file.sha256);
    assert.ok(Number(cell(row, 'score').value) > 0);
  }
  const nobody = await hub.ask('dashboard.drill', { dashboard: 'self_check', widget: 'checks', path: [{ key: 'no_such' }] }, { user: 'boss' });
  assert.equal(nobody.diagnostics[0].code, 'api.unknown_check');
});
