// Six months of visits, about 9,000, and the visits planned for the coming days as drafts. Nobody took
// their photos and positions: they are `sample`, which pages show and the runtime takes only while nobody
// has filled a form (docs/evidence.md).
import * as phrases from './phrases.mjs';
import { person_name } from './places.mjs';

const kDays = 181;
const kPlannedAhead = 3;
const kAccuracies = ['6', '9', '12', '18', '30'];
const kDueDays = [[2, 5, 14], [1, 7, 21], [3, 10, 30], [2, 7, 10]];
const kPosts = ['radiology_head', 'equipment_head', 'deputy_dean', 'technician'];

const nudge = (random, value, metres) => (value + random.between(-metres, metres) / 111320).toFixed(4);

// A choice with its note: good notes are whole sentences, poor ones are missing or a word.
function answered(random, skill, field, note, choices, texts) {
  if (!random.chance(0.25 + 0.75 * skill)) return {};
  const choice = random.weighted(choices);
  const list = texts[choice] ?? [];
  if (!list.length) return { [field]: choice };
  if (random.chance(skill)) return { [field]: choice, [note]: random.pick(list) };
  return random.chance(0.5) ? { [field]: choice } : { [field]: choice, [note]: random.pick(['有', '待定', '了解', '还行']) };
}

// When the hospital buys, and what is known of the money.
function budget(random, skill) {
  const known = answered(random, skill, 'budget_status', 'budget_note', [['approved', 14], ['applying', 26], ['planned', 26], ['none', 34]], phrases.budgets);
  if (!known.budget_status || !random.chance(0.3 + 0.65 * skill)) return known;
  return { ...known, budget_cycle: known.budget_status === 'none' ? 'unsure' : random.weighted([['q1', 22], ['q2', 18], ['q3', 24], ['q4', 26], ['unsure', 10]]) };
}

// The talk tracks of the rep's region and the customer's level that were used, and how they were said.
function talk(random, rep, customer, tracks) {
  const values = {};
  for (const module of ['policy', 'renewal', 'benefit']) {
    if (!random.chance((rep.skill - 0.3) * 0.6)) continue;
    const fit = tracks.filter(({ values: of }) => of.module === module && (!of.region || of.region === rep.city.region) && (!of.level || of.level === customer.level));
    const track = random.pick(fit);
    values[`talk_${module}`] = track.id;
    values[`said_${module}`] = track.values.text;
  }
  return values;
}

// Practised people take about as long as the goal; whoever writes more takes longer.
const entry_seconds = (random, rep, words) => String(Math.max(41, Math.round(random.between(62, rep.habit === 'star' ? 98 : 138) + words * 0.05)));

function lateness_min(random, rep) {
  if (rep.habit === 'late' && random.chance(0.55)) return random.chance(0.22) ? random.integer(91, 170) : random.integer(18, 88);
  if (random.chance(0.84 + 0.15 * rep.skill)) return random.integer(-12, 14);
  return random.chance(0.06) ? random.integer(91, 130) : random.integer(16, 75);
}

function place(random, rep, customer) {
  const away = rep.habit === 'wanders' ? 0.45 : (1 - rep.skill) * 0.12;
  if (random.chance(away)) {
    // The tap came from somewhere else: the office, home, the road.
    const km = random.between(1.2, 26) / 111;
    const sign = random.chance(0.5) ? 1 : -1;
    return { latitude: customer.latitude + sign * km, longitude: customer.longitude - sign * km * random.next(), metres: 20 };
  }
  return { latitude: customer.latitude, longitude: customer.longitude, metres: 160 };
}

function action_items(random, rep, day, calendar) {
  const start = random.integer(0, phrases.actions.length - 1);
  const poor = !random.chance(rep.skill);
  const due = random.pick(kDueDays);
  return [0, 1, 2].map((i) => ({
    what: poor && i === 2 ? random.pick(phrases.vague) : phrases.actions[(start + i * 5) % phrases.actions.length],
    owner: i === 1 ? '服务工程师' : rep.values.name,
    due_on: calendar.date(day + due[i]),
  }));
}

// `after_s`: when the visit before on the same day was planned, undefined for the first one.
function one_visit(random, rep, customer, day, calendar, { photos, tracks }, after_s) {
  const planned_s = after_s === undefined ? (8 * 60 + 30 + random.integer(0, 20) * 15) * 60 : after_s + random.integer(8, 13) * 900;
  const arrival_s = planned_s + lateness_min(random, rep) * 60 + random.integer(0, 59);
  const at = place(random, rep, customer);
  const accuracy_m = random.pick(kAccuracies);
  const arrival = { latitude: nudge(random, at.latitude, at.metres), longitude: nudge(random, at.longitude, at.metres) };
  const values = { rep: rep.id, customer: customer.id, planned_at: calendar.date_time(day, planned_s), actual_arrival: calendar.date_time(day, arrival_s) };
  if (random.chance(0.985)) values.arrival_location = { ...arrival, accuracy_m, at: values.actual_arrival, source: 'sample', verified: true };
  const skips_photo = rep.habit === 'no_photo' ? 0.88 : (1 - rep.skill) * 0.45;
  if (!random.chance(skips_photo)) {
    const photo = random.pick(photos);
    const jump = rep.habit === 'wanders' && random.chance(0.25) ? 0.06 : 0;
    values.site_photo = {
      name: '现场照片.png', media_type: photo.media_type, size_bytes: photo.size_bytes, sha256: photo.sha256,
      captured_at: calendar.date_time(day, arrival_s + random.integer(1, 25) * 60),
      latitude: nudge(random, Number(arrival.latitude) + jump, 60), longitude: nudge(random, Number(arrival.longitude), 60),
      accuracy_m, source: 'sample',
    };
    values.site_photo.watermarked = !random.chance(rep.habit === 'shallow' ? 0.12 : 0.015);
    values.site_photo.verified = values.site_photo.watermarked;
  }
  if (!values.site_photo) values.no_photo_reason = random.weighted([['forbidden', 3], ['device', 3], ['privacy', 2], ['other', 2]]);
  values.met_key_person = random.chance(rep.skill - 0.1);
  values.key_person_changed = random.chance(0.03);
  if (values.key_person_changed)
    Object.assign(values, { new_key_person: person_name(random), new_key_role: random.pick(kPosts), change_reason: random.chance(rep.skill) ? random.pick(phrases.changes) : '调动' });
  values.action_items = action_items(random, rep, day, calendar);
  const states = customer.models.length ? [['normal', 74], ['minor', 20], ['down', 6]] : [['none', 1]];
  const equipment = answered(random, rep.skill, 'device_status', 'fault_description', states, phrases.faults);
  if (equipment.device_status === 'down') equipment.fault_description ??= random.pick(phrases.faults.down);
  Object.assign(values, equipment,
    answered(random, rep.skill, 'need_level', 'need_note', [['this_quarter', 10], ['this_year', 26], ['exploring', 34], ['none', 30]], phrases.needs),
    answered(random, rep.skill, 'competitor', 'competitor_note', [['none', 44], ['contact', 26], ['quoted', 18], ['trial', 12]], phrases.competitors),
    budget(random, rep.skill),
    random.chance(0.3 + 0.6 * rep.skill) ? { same_department_case: random.chance(rep.skill - 0.15) } : {},
    answered(random, rep.skill, 'objection', 'objection_response', [['none', 40], ['price', 24], ['service', 16], ['performance', 10], ['timing', 10]], phrases.objections));
  if (random.chance(rep.skill)) values.next_visit_at = calendar.date_time(day + random.integer(7, 45), (9 * 60 + random.integer(0, 28) * 15) * 60);
  Object.assign(values, talk(random, rep, customer, tracks));
  values.entry_seconds = entry_seconds(random, rep, JSON.stringify(values).length - 1400);
  // What is likely up for review waits for the manager, for a week.
  if (!values.site_photo && !values.met_key_person) Object.assign(values, { review_owner: rep.values.manager, review_due_on: calendar.date(day + 7) });
  // Poor visits of some weeks ago were gone through with their manager.
  if (rep.habit === 'shallow' && day < -12 && random.chance(0.55))
    Object.assign(values, { review_stage: 'resolved', review_owner: rep.values.manager, review_due_on: calendar.date(day + 7), review_outcome: random.pick(['coached', 'joint_visit', 'warned']), review_conclusion: random.pick(phrases.reviews) });
  return { entity: 'visit', planned_s, at: calendar.date_time(day, arrival_s + random.integer(15, 80) * 60), values };
}

// What the app notes at each visit: the rep's visit before it, by which its track is checked.
function note_previous(visits) {
  const latest = new Map();
  for (const { id, status, values } of visits) {
    if (status === 'draft') continue;
    const before = latest.get(values.rep);
    if (before && before.at < values.actual_arrival) values.previous_visit = before.id;
    if (!before || before.at < values.actual_arrival) latest.set(values.rep, { id, at: values.actual_arrival });
  }
}

// What was agreed at the visit before to the same customer, and whether it was done by now.
function note_earlier_items(visits, random) {
  const latest = new Map();
  for (const { id, status, values } of visits) {
    if (status === 'draft') continue;
    const before = latest.get(values.customer);
    if (before) {
      const open = (before.values.earlier_items ?? []).filter((item) => !item.done).slice(0, 3);
      values.last_visit = before.id;
      values.earlier_items = [...before.values.action_items, ...open].map(({ what, owner, due_on }) => ({ what, owner, due_on, done: random.chance(0.8) }));
      before.values.items_followed_up = true;
    }
    latest.set(values.customer, { id, values });
  }
}

// Good reps go where the potential is; others go where it is easy, and so do most where nobody looks.
function customer_weights(rep, customers) {
  const focus = rep.habit === 'star' ? 4.5 : rep.habit === 'shallow' || rep.habit === 'wanders' ? 0.9 : 2.4 + rep.city.care * 12;
  const large = rep.city.care < -0.1 ? 0.7 : 1.4;
  return customers.map((customer) => [customer, customer.level === 'a' ? focus * large : customer.level === 'b' ? focus : 1.5]);
}

export function make_visits(reps, customers_of, random, calendar, material) {
  const visits = [];
  reps.forEach((rep, index) => {
    const own = random.fork(index);
    const weights = customer_weights(rep, customers_of.get(rep.id));
    const pace = rep.habit === 'star' ? 0.58 : rep.habit === 'shallow' ? 0.38 : own.between(0.4, 0.56);
    for (let day = -kDays; day < 0; ++day) {
      if (!calendar.is_workday(day) || day < (rep.joined_day ?? -kDays)) continue;
      // Who is new needs some weeks to get going.
      const going = rep.joined_day === undefined ? 1 : Math.min(1.1, 0.4 + (day - rep.joined_day) / 110);
      let after_s;
      for (let i = 0; i < 2; ++i) {
        if (!own.chance(going * pace * (i ? 0.34 : 0.68) * 0.97)) continue;
        visits.push(one_visit(own, rep, own.weighted(weights), day, calendar, material, after_s));
        after_s = visits.at(-1).planned_s;
      }
    }
    for (let day = 0; day < kPlannedAhead; ++day) {
      if (!own.chance(0.6)) continue;
      const planned_at = calendar.date_time(day, (9 * 60 + own.integer(0, 28) * 15) * 60);
      visits.push({ entity: 'visit', status: 'draft', at: calendar.date_time(-1, 64800), values: { rep: rep.id, customer: own.weighted(weights).id, planned_at } });
    }
  });
  visits.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const named = visits.map((visit, i) => ({ entity: visit.entity, id: `visit_${String(i + 1).padStart(5, '0')}`, ...(visit.status ? { status: visit.status } : {}), at: visit.at, values: visit.values }));
  note_previous(named);
  note_earlier_items(named, random.fork(reps.length));
  return named;
}
