// Makes the sample data of the store app: 18 stores, three months of daily sales, inspections every other week.
//
//   node generate_sample.mjs --out DIR [--base-date 2026-06-30] [--seed 20260630]
//
// writes DIR/app.json (a copy), DIR/sample.jsonl and DIR/evidence/*. The same arguments give the same records;
// whoever loads the sample shifts all dates by the days between the base date and today.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { make_calendar } from '../medical-visit/sample/calendar.mjs';
import { person_name } from '../medical-visit/sample/places.mjs';
import { make_random } from '../medical-visit/sample/random.mjs';
import { make_shelves } from './shelves.mjs';

const kAreas = [['north', 39.9, 116.4], ['south', 23.1, 113.3]];
const kStreets = '人民路 解放路 中山路 建设路 和平路 新华街 朝阳里 湖滨路 学府路 花园街 长江路 黄河路 站前街 南门口 东方红 银杏街 桃园路 江滨道'.split(' ');
const kPoints = ['entrance', 'display', 'price_tags', 'stock', 'service', 'hygiene'];
const kRemarks = ['端架空了两层，价签对不上', '收银台排队没人引导', '冷柜结霜，缺货六个品', '堆头倒塌没人整理', '门口促销海报过期'];
const kFixes = ['重新陈列并换了价签', '补货到位，冷柜已除霜', '海报更换，堆头固定', '晚班加了一名引导'];
const kDays = 92;
const kPhoto = '店内.png';

function make_people(random) {
  const used = new Set();
  const people = kAreas.flatMap(([area]) => [
    { id: `head_${area}`, values: { name: person_name(random, used), role: 'area_head', area } },
    ...[1, 2].map((n) => ({ id: `inspector_${area}_${n}`, values: { name: person_name(random, used), role: 'inspector', area, head: `head_${area}` } })),
  ]);
  kStreets.forEach((_, i) => {
    const area = kAreas[i % 2][0];
    people.push({ id: `keeper_${i + 1}`, values: { name: person_name(random, used), role: 'keeper', area, head: `head_${area}` } });
  });
  return people;
}

function make_stores(random, calendar) {
  return kStreets.map((street, i) => {
    const [area, latitude, longitude] = kAreas[i % 2];
    return {
      id: `store_${i + 1}`, care: random.between(0.55, 0.97), pull: random.between(0.82, 1.12),
      values: {
        name: `${street}店`, area, format: random.pick(['street', 'mall', 'community']), keeper: `keeper_${i + 1}`, inspector: `inspector_${area}_${1 + (i % 4 > 1 ? 1 : 0)}`, daily_target: String(random.integer(8, 26) * 1000),
        place: { latitude: (latitude + random.between(-0.1, 0.1)).toFixed(4), longitude: (longitude + random.between(-0.1, 0.1)).toFixed(4), accuracy_m: '10', at: calendar.date_time(-300, 36000), source: 'sample' }, opened_on: calendar.date(-random.integer(200, 1500)),
      },
    };
  });
}

function make_days(stores, random, calendar) {
  const days = [];
  for (let day = -kDays; day < 0; ++day) {
    const weekday = new Date(`${calendar.date(day)}T00:00:00Z`).getUTCDay();
    for (const { id, pull, values: store } of stores) {
      const share = pull * (weekday === 0 || weekday === 6 ? 1.18 : 0.93) * random.between(0.8, 1.18) * (random.chance(0.05) ? 0.55 : 1);
      const amount = Math.round(Number(store.daily_target) * share);
      const missed = amount < Number(store.daily_target) * 0.8 ? { why: random.weighted([['weather', 30], ['stock', 28], ['staff', 18], ['competition', 16], ['other', 8]]) } : {};
      days.push({ id: `day_${String(days.length + 1).padStart(5, '0')}`, at: calendar.date_time(day, 79200), values: { store: id, on: calendar.date(day), target: store.daily_target, amount: String(amount), tickets: String(Math.max(1, Math.round(amount / random.between(52, 88)))), ...missed } });
    }
  }
  return days;
}

function make_inspections(stores, random, calendar, shelves) {
  const inspections = [];
  const photo = (at, place) => {
    const { media_type, size_bytes, sha256 } = shelves.take();
    return { name: kPhoto, media_type, size_bytes, sha256, captured_at: at, latitude: place.latitude, longitude: place.longitude, accuracy_m: '9', source: 'sample', watermarked: true, verified: true };
  };
  stores.forEach(({ id, care, values: store }, i) => {
    for (let day = -84 + (i % 14); day < 0; day += random.integer(11, 24)) {
      const arrived_at = calendar.date_time(day, random.integer(9 * 4, 17 * 4) * 900);
      const answers = Object.fromEntries(kPoints.map((point) => [point, random.chance(care) ? 'good' : random.chance(0.5) ? 'partly' : 'bad']));
      const bad = Object.values(answers).includes('bad');
      const values = { store: id, inspector: store.inspector, arrived_at, place: { ...store.place, at: arrived_at, verified: true }, photo: photo(arrived_at, store.place), ...answers };
      if (bad) {
        Object.assign(values, { remark: random.pick(kRemarks), fix_by: calendar.date(day + 3) });
        // The older, the more of it is done; some is forgotten.
        const state = random.chance(day < -14 ? 0.9 : day < -5 ? 0.6 : 0.2) ? random.pick(['done', 'verified', 'verified']) : 'open';
        if (state !== 'open') Object.assign(values, { fix_state: state, fix_photo: photo(calendar.date_time(day + 2, 50400), store.place), fix_note: random.pick(kFixes) });
      }
      store.last_inspected_on = calendar.date(day);
      inspections.push({ id: `inspection_${String(inspections.length + 1).padStart(4, '0')}`, at: arrived_at, values });
    }
  });
  return inspections;
}

export function generate({ base_date = '2026-06-30', seed = 20260630 } = {}) {
  const random = make_random(seed);
  const calendar = make_calendar(base_date);
  const people = make_people(random.fork(1));
  const stores = make_stores(random.fork(2), calendar);
  const shelves = make_shelves(random.fork(5));
  const at = calendar.date_time(-400, 32400);
  const of = (entity, list) => list.map(({ id, at: made = at, values }) => ({ entity, id, at: made, values }));
  const inspections = make_inspections(stores, random.fork(3), calendar, shelves);
  const records = [...of('person', people), ...of('store', stores), ...of('inspection', inspections), ...of('day', make_days(stores, random.fork(4), calendar))];
  const header = { format: 'tollgate.sample/1', base_date, seed, records: records.length, blobs: shelves.files.map(({ path, media_type, size_bytes, sha256 }) => ({ path, media_type, size_bytes, sha256, names: [kPhoto] })) };
  return { header, records, evidence: shelves.files };
}

function main() {
  const { values } = parseArgs({ options: { out: { type: 'string' }, 'base-date': { type: 'string' }, seed: { type: 'string' } } });
  if (!values.out) {
    console.error('usage: node generate_sample.mjs --out DIR [--base-date YYYY-MM-DD] [--seed N]');
    process.exit(2);
  }
  const sample = generate({ base_date: values['base-date'], seed: values.seed === undefined ? undefined : Number(values.seed) });
  mkdirSync(join(values.out, 'evidence'), { recursive: true });
  for (const file of sample.evidence) writeFileSync(join(values.out, file.path), file.bytes);
  writeFileSync(join(values.out, 'sample.jsonl'), `${[sample.header, ...sample.records].map((line) => JSON.stringify(line)).join('\n')}\n`);
  copyFileSync(join(dirname(fileURLToPath(import.meta.url)), 'app.json'), join(values.out, 'app.json'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
