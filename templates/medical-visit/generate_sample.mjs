// Makes the sample data of the visit app: 11 cities, 142 reps, 2,800 customers, six months of visits, four of
// inquiries.
//
//   node generate_sample.mjs --out DIR [--base-date 2026-06-30] [--seed 20260630] [--reps 142]
//
// writes DIR/app.json (a copy), DIR/sample.jsonl and DIR/evidence/*. The same arguments give the same
// records. The first line of sample.jsonl names the base date and the evidence files; whoever loads
// the sample shifts all dates by the days between the base date and today, so that "the last 30
// days" are never empty. --reps N keeps the first reps of each city, for quick tests.
import { mkdirSync, copyFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { make_calendar } from './sample/calendar.mjs';
import { make_customers } from './sample/customers.mjs';
import { make_evidence } from './sample/evidence.mjs';
import { make_opportunities } from './sample/opportunities.mjs';
import { make_inquiries } from './sample/inquiries.mjs';
import { make_people } from './sample/people.mjs';
import { make_random } from './sample/random.mjs';
import { make_talk_tracks } from './sample/talk_tracks.mjs';
import { make_visits } from './sample/visits.mjs';

export const default_base_date = '2026-06-30';
export const default_seed = 20260630;

// Takes reps city by city in turn, so that a small sample still has every city.
function keep_some(reps, count) {
  const by_city = new Map();
  for (const rep of reps) by_city.set(rep.city.id, [...(by_city.get(rep.city.id) ?? []), rep]);
  const kept = new Set();
  for (let round = 0; kept.size < Math.min(count, reps.length); ++round)
    for (const list of by_city.values()) if (kept.size < count && list[round]) kept.add(list[round]);
  return reps.filter((rep) => kept.has(rep));
}

// What the records call a file: whoever loads the sample hands it in under each of these.
function names_of(sha256, records) {
  const values = records.flatMap((record) => Object.values(record.values)).flat();
  return [...new Set(values.filter((value) => value?.sha256 === sha256).map((value) => value.name))].sort();
}

// What the app keeps on a customer's file: the day of the latest visit.
function note_last_visits(customers, visits) {
  const latest = new Map();
  for (const { status, values } of visits) {
    if (status === 'draft') continue;
    const day = values.actual_arrival.slice(0, 10);
    if (!latest.has(values.customer) || latest.get(values.customer) < day) latest.set(values.customer, day);
  }
  for (const { id, values } of customers) if (latest.has(id)) values.last_visited_on = latest.get(id);
}

export function generate({ base_date = default_base_date, seed = default_seed, rep_count = 142 } = {}) {
  const random = make_random(seed);
  const calendar = make_calendar(base_date);
  const evidence = make_evidence();
  const file = (name) => evidence.find((entry) => entry.path === `evidence/${name}`);
  const people = make_people(random.fork(1), calendar);
  const all_customers = make_customers(people.reps, random.fork(2), calendar);
  const reps = keep_some(people.reps, rep_count);
  const kept = new Set(reps.map((rep) => rep.id));
  const customers = all_customers.filter((customer) => kept.has(customer.rep.id));
  const customers_of = new Map(people.reps.map((rep) => [rep.id, []]));
  for (const customer of all_customers) customers_of.get(customer.rep.id).push(customer);
  const tracks = make_talk_tracks();
  const photos = evidence.filter((entry) => entry.path.includes('site_photo'));
  const opportunities = make_opportunities(people.reps, customers_of, random.fork(3), calendar, {
    deck: file('demo_deck.pptx'), confirmation: file('demo_confirmation.png'), quotation: file('quotation.pdf'), contract: file('contract.pdf'),
  });
  const visits = make_visits(people.reps, customers_of, random.fork(4), calendar, { photos, tracks });
  note_last_visits(all_customers, visits);
  const inquiries = make_inquiries(all_customers, random.fork(5), calendar);
  const at = calendar.date_time(-700, 32400);
  const rep_of = new Map(all_customers.map((customer) => [customer.id, customer.rep.id]));
  const records = [
    ...[people.director, ...people.managers, ...reps].map(({ id, values }) => ({ entity: 'person', id, at, values })),
    ...tracks.map(({ id, values }) => ({ entity: 'talk_track', id, at, values })),
    ...customers.map(({ id, values }) => ({ entity: 'customer', id, at: values.location.at, values })),
    ...opportunities.filter((entry) => kept.has(entry.values.rep)),
    ...visits.filter((entry) => kept.has(entry.values.rep)),
    ...inquiries.filter((entry) => kept.has(rep_of.get(entry.values.customer))),
  ];
  const header = {
    format: 'tollgate.sample/1', base_date, seed, records: records.length,
    blobs: evidence.map(({ path, media_type, size_bytes, sha256 }) => ({ path, media_type, size_bytes, sha256, names: names_of(sha256, records) })),
  };
  return { header, records, evidence };
}

function main() {
  const { values } = parseArgs({ options: { out: { type: 'string' }, 'base-date': { type: 'string' }, seed: { type: 'string' }, reps: { type: 'string' } } });
  if (!values.out) {
    console.error('usage: node generate_sample.mjs --out DIR [--base-date YYYY-MM-DD] [--seed N] [--reps N]');
    process.exit(2);
  }
  const sample = generate({ base_date: values['base-date'], seed: values.seed === undefined ? undefined : Number(values.seed), rep_count: values.reps === undefined ? undefined : Number(values.reps) });
  mkdirSync(join(values.out, 'evidence'), { recursive: true });
  for (const file of sample.evidence) writeFileSync(join(values.out, file.path), file.bytes);
  const lines = [sample.header, ...sample.records].map((line) => JSON.stringify(line));
  writeFileSync(join(values.out, 'sample.jsonl'), `${lines.join('\n')}\n`);
  copyFileSync(join(dirname(fileURLToPath(import.meta.url)), 'app.json'), join(values.out, 'app.json'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
