// About 900 opportunities in all five stages; nearly each holds the evidence that its stage asked for.
import * as phrases from './phrases.mjs';

const kDevices = { ct: ['CT设备', 2600000, 9800000], mr: ['MR设备', 4200000, 15800000], dr: ['DR设备', 320000, 1450000], us: ['超声设备', 38000, 980000] };
const round_to = (value, step) => Math.round(value / step) * step;
const order = ['lead', 'qualified', 'demo', 'negotiation', 'won'];

const as_value = (file, name) => ({
  name, media_type: file.media_type, size_bytes: file.size_bytes, sha256: file.sha256,
  ...(file.pages ? { pages: file.pages } : {}), ...(file.slides ? { slides: file.slides } : {}), source: 'sample',
});

// The customer's four rounds of decision, as far as the stage has come.
function rounds(random, reached, age, calendar) {
  const names = ['technical', 'purchasing', 'finance', 'vice_president'];
  const passed = reached >= 4 ? 4 : random.integer(1, 3);
  const values = {};
  names.slice(0, passed).forEach((name, i) => Object.assign(values, {
    [`${name}_result`]: 'passed', [`${name}_on`]: calendar.date(-Math.max(1, Math.floor(age * (0.4 - i * 0.08)))),
    [`${name}_people`]: random.pick(phrases.people), [`${name}_trace`]: random.pick(phrases.traces),
  }));
  if (passed < 4) values[`${names[passed]}_result`] = 'open';
  return values;
}

function one(random, rep, customer, stage, signed_day, calendar, files, small) {
  const device = small ? 'us' : random.weighted([['ct', 45], ['mr', 17], ['dr', 18], ['us', 20]]);
  const [keyword, low, high] = kDevices[device];
  const amount = small ? random.integer(19, 46) * 1000 : round_to(random.between(low, high), 10000);
  const reached = order.indexOf(stage);
  const age = signed_day === null ? random.integer(4, 150) : -signed_day + random.integer(25, 120);
  const careful = rep.habit === 'shallow' ? 0.55 : 0.72 + rep.skill * 0.27;
  const values = { rep: rep.id, customer: customer.id, device, stage, lost: false };
  // Gates keep what they asked for; what no gate asks for depends on the rep.
  if (reached >= 1 || random.chance(careful)) values.amount = String(amount);
  if (reached >= 1 || random.chance(careful)) values.contact_name = customer.values.key_person;
  if (random.chance(careful)) values.expected_close_on = calendar.date(signed_day ?? random.integer(10, 160));
  if (reached >= 1) values.need_summary = random.pick(phrases.need_summaries);
  if (reached >= 3 || random.chance(careful)) values.budget_status = random.weighted([['approved', 2], ['applying', 3], ...(reached >= 3 ? [] : [['none', 1]])]);
  if (reached >= 2) {
    // What came from the old system stands in its stage without a deck here and there.
    if (reached > 2 || !random.chance(rep.habit === 'shallow' ? 0.5 : 0.12)) values.deck = as_value(files.deck, `${customer.name}-${keyword}方案.pptx`);
    values.confirmation = as_value(files.confirmation, '演示确认单.png');
    values.confirmation_signed_on = calendar.date(-Math.floor(age * 0.5));
    values.confirmation_signed_by = customer.values.key_person;
    values.promoted_on = calendar.date(-Math.max(1, Math.floor(age * 0.5) - random.integer(0, 4)));
    if (random.chance(rep.habit === 'shallow' ? 0.25 : 0.03)) Object.assign(values, { evidence_refused: true, evidence_refused_reason: '签字人不是科室负责人' });
  }
  if (reached >= 3 || (reached === 2 && random.chance(careful - 0.2))) values.demo_feedback = random.pick(phrases.feedback);
  if (reached >= 3) values.quotation = as_value(files.quotation, `${customer.name}报价单.pdf`);
  if (reached >= 3) Object.assign(values, rounds(random, reached, age, calendar));
  if (reached >= 4) {
    values.contract_no = `HT${calendar.date(signed_day).replaceAll('-', '')}${String(random.integer(1, 999)).padStart(3, '0')}`;
    values.contract_file = as_value(files.contract, `${customer.name}合同.pdf`);
    values.contract_amount = String(round_to(amount * random.between(0.9, 1), 1000));
    values.signed_on = calendar.date(signed_day);
  }
  if (reached > 0 && reached < 4 && random.chance(0.09)) Object.assign(values, { lost: true, lost_reason: random.pick(['price', 'competitor', 'budget', 'relationship']) });
  return { entity: 'opportunity', at: calendar.date_time(signed_day ?? -Math.max(1, Math.floor(age * 0.2)), 61200), values };
}

// Nobody promotes or signs before they have come.
const is_of_their_time = ({ at, values }, joined) => [at.slice(0, 10), values.promoted_on, values.confirmation_signed_on].every((date) => date === undefined || date >= joined);

export function make_opportunities(reps, customers_of, random, calendar, files) {
  const list = [];
  reps.forEach((rep, index) => {
    const own = random.fork(index);
    const able = rep.habit === 'star' || rep.habit === 'solid';
    const customers = own.shuffle(customers_of.get(rep.id)).sort((a, b) => (a.level < b.level ? -1 : a.level > b.level ? 1 : 0));
    let next = 0;
    const add = (stage, signed_day = null, small = false) => {
      const made = one(own, rep, customers[next++ % customers.length], stage, signed_day, calendar, files, small);
      if (rep.joined_day === undefined || is_of_their_time(made, rep.values.joined_on)) list.push(made);
    };
    const recent = own.chance(rep.habit === 'star' ? 1 : able ? 0.87 : 0.3);
    if (recent) add('won', -own.integer(1, 27));
    else if (own.chance(0.2)) add('won', -own.integer(1, 27), true);
    for (let i = own.integer(0, able ? 2 : 1); i > 0; --i) add('won', -own.integer(35, 170));
    const open = able ? own.integer(4, 7) : own.integer(1, 5);
    for (let i = 0; i < open; ++i) add(own.weighted([['lead', 30], ['qualified', 29], ['demo', 23], ['negotiation', 18]]));
  });
  return list.map((entry, i) => ({ entity: entry.entity, id: `opportunity_${String(i + 1).padStart(4, '0')}`, at: entry.at, values: entry.values }));
}
