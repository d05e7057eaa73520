// Makes the sample data of the sales app: 24 salespeople, their leads, customers, opportunities, quotations,
// contracts, payment plans and receipts of half a year.
//
//   node generate_sample.mjs --out DIR [--base-date 2026-06-30] [--seed 20260630]
//
// writes DIR/app.json (a copy) and DIR/sample.jsonl. The same arguments give the same records; whoever loads
// the sample shifts all dates by the days between the base date and today.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { make_calendar } from '../medical-visit/sample/calendar.mjs';
import { person_name } from '../medical-visit/sample/places.mjs';
import { make_random } from '../medical-visit/sample/random.mjs';

const kRegions = ['north', 'east', 'south', 'west'];
const kSellersPerRegion = 6;
const kWords = '恒远 鑫达 华晟 中联 博科 启航 天瑞 明阳 汇丰源 众诚 嘉禾 金石 远景 宏图 蓝海 新锐 正泰源 凯盛 瑞丰 安迅'.split(' ');
const kKinds = [['manufacturing', '机械有限公司'], ['manufacturing', '电子科技有限公司'], ['retail', '商贸有限公司'], ['logistics', '物流有限公司'], ['services', '技术服务有限公司']];
const kNeeds = ['现有系统年底到期，要换一套能管多仓的库存系统', '新厂房投产，需要排产和设备点检', '门店扩到三十家，想统一会员和进销存', '车队调度靠微信群，想要线上派单和回单', '财务对账每月要三天，希望合同和回款能连起来'];
const kSummaries = ['讲了同行业案例，约下周演示', '客户在比两家，问到实施周期', '预算月底前定，先发报价', '技术负责人加入，要求试用账号', '对价格有顾虑，希望分期付款', '确认了决策流程，由副总签字'];
const kItems = [['标准版许可', 480], ['高级版许可', 860], ['实施服务（人天）', 1800], ['年度维护', 9600], ['接口开发（人天）', 2200]];

function make_people(random) {
  const used = new Set();
  const people = [{ id: 'director', values: { name: person_name(random, used), role: 'director' } }];
  for (const region of kRegions) {
    people.push({ id: `lead_${region}`, values: { name: person_name(random, used), role: 'sales_lead', region } });
    for (let i = 1; i <= kSellersPerRegion; ++i)
      people.push({ id: `seller_${region}_${i}`, values: { name: person_name(random, used), role: 'seller', region, lead: `lead_${region}`, lead_capacity: '20' } });
  }
  return people;
}

const company = (random, n) => {
  const [industry, kind] = random.pick(kKinds);
  return { industry, name: `${random.pick(kWords)}${random.pick(kWords)}${kind}${n % 7 === 0 ? '（二厂）' : ''}` };
};
const phone = (random) => `1${random.pick(['38', '39', '50', '86', '77'])}${String(random.integer(10000000, 99999999))}`;

function make_leads(sellers, random, calendar) {
  const leads = [];
  const held = new Map(sellers.map(({ id }) => [id, 0]));
  for (let day = -150; day < 0; ++day) {
    if (!calendar.is_workday(day)) continue;
    for (let i = random.integer(2, 5); i > 0; --i) {
      const { name } = company(random, leads.length);
      const at = calendar.date_time(day, random.integer(9 * 60, 17 * 60) * 60);
      const values = { company: name, contact: person_name(random), phone: leads.length % 41 === 40 ? leads[leads.length - 9].values.phone : phone(random), source: random.weighted([['website', 40], ['exhibition', 25], ['referral', 20], ['cold_call', 15]]), received_at: at, need: random.pick(kNeeds), result: 'open' };
      const twin = leads.find((other) => other.values.phone === values.phone);
      if (twin) values.duplicate_of = twin.id;
      const age = -day;
      const fate = random.next();
      const seller = random.pick(sellers);
      if (age > 20 && fate < 0.13) Object.assign(values, { owner: seller.id, counted_for: seller.id, claimed_on: calendar.date(day + 1), last_contact_at: calendar.date_time(day + 4, 36000), result: 'converted' });
      else if (age > 10 && fate < 0.6) Object.assign(values, { owner: seller.id, counted_for: seller.id, claimed_on: calendar.date(day + 1), last_contact_at: calendar.date_time(day + 3, 36000), result: 'invalid', invalid_reason: random.pick(['空号', '已选竞品', '没有预算', '只是询价']) });
      else if (age < 40 && fate < 0.86 && held.get(seller.id) < 18) {
        held.set(seller.id, held.get(seller.id) + 1);
        Object.assign(values, { owner: seller.id, counted_for: seller.id, claimed_on: calendar.date(Math.min(-1, day + 1)) });
        if (random.chance(0.68)) values.last_contact_at = calendar.date_time(Math.min(-1, day + 2), 36000);
      } else if (random.chance(0.3)) values.recycled = String(random.integer(1, 2));
      leads.push({ id: `lead_${String(leads.length + 1).padStart(4, '0')}`, at, values });
    }
  }
  return { leads, held };
}

function make_deals(sellers, leads, random, calendar) {
  const customers = [], opportunities = [], quotations = [], contracts = [], instalments = [], receipts = [], visits = [];
  const number = (list, prefix) => `${prefix}${String(list.length + 1).padStart(4, '0')}`;
  const add_visit = (owner, values, day) => visits.push({ id: number(visits, 'visit_'), at: calendar.date_time(day, 61200), values: { owner, ...values, kind: random.weighted([['call', 5], ['visit', 3], ['meeting', 2]]), at: calendar.date_time(day, random.integer(9 * 60, 17 * 60) * 60), summary: random.pick(kSummaries), ...(random.chance(0.7) ? { next_step: '发报价并约下次时间', next_on: calendar.date(day + random.integer(3, 12)) } : {}) } });
  for (const lead of leads) if (lead.values.last_contact_at) add_visit(lead.values.owner, { lead: lead.id }, Math.round((Date.parse(lead.values.last_contact_at.slice(0, 10)) - Date.parse(calendar.date(0))) / 86400000));
  const converted = leads.filter(({ values }) => values.result === 'converted');
  const sources = [...converted.map((lead) => ({ owner: lead.values.owner, lead })), ...sellers.flatMap((seller) => Array.from({ length: 3 }, () => ({ owner: seller.id })))];
  sources.forEach(({ owner, lead }, n) => {
    const made = company(random, n);
    const customer = { id: number(customers, 'customer_'), at: lead?.at ?? calendar.date_time(-200, 36000), values: { name: lead?.values.company ?? made.name, industry: made.industry, owner, contact: lead?.values.contact ?? person_name(random), phone: lead?.values.phone ?? phone(random), ...(lead ? { from_lead: lead.id } : {}) } };
    customers.push(customer);
    const age = random.integer(15, 140);
    const stage = random.weighted([['discovery', 25], ['proposal', 25], ['negotiation', 20], ['won', 30]]);
    const reached = ['discovery', 'proposal', 'negotiation', 'won'].indexOf(stage);
    const lines = Array.from({ length: random.integer(1, 3) }, () => { const [product, price] = random.pick(kItems); return { product, quantity: String(random.integer(5, 60)), price: String(price) }; });
    const discount = random.weighted([[0, 30], [5, 35], [10, 22], [18, 13]]);
    const cents = lines.reduce((sum, { quantity, price }) => sum + Number(quantity) * Number(price), 0) * (100 - discount);
    const total = (cents / 100).toFixed(2).replace(/\.?0+$/, '');
    const opportunity = { id: number(opportunities, 'opportunity_'), at: calendar.date_time(-age, 36000), values: { customer: customer.id, owner, subject: random.pick(['库存系统', '排产系统', '门店系统', '调度系统']), amount: String(Math.round(cents / 100000) * 1000 + 10000), close_on: calendar.date(reached === 3 ? -random.integer(5, age) : random.integer(-10, 90)), stage, lost: reached > 0 && reached < 3 && random.chance(0.1) } };
    if (opportunity.values.lost) opportunity.values.lost_reason = random.pick(['price', 'competitor', 'budget', 'timing']);
    if (reached >= 1) Object.assign(opportunity.values, { need: random.pick(kNeeds), decision_maker: person_name(random) });
    opportunities.push(opportunity);
    for (let i = random.integer(1, 3); i > 0; --i) add_visit(owner, { customer: customer.id }, -random.integer(1, age));
    if (reached < 2) return;
    opportunity.values.quoted = total;
    quotations.push({ id: number(quotations, 'quotation_'), at: calendar.date_time(-Math.ceil(age / 2), 36000), values: { opportunity: opportunity.id, number: `BJ${number(quotations, '')}`, quoted_on: calendar.date(-Math.ceil(age / 2)), valid_until: calendar.date(-Math.ceil(age / 2) + 30), lines, discount: String(discount), ...(discount > 15 ? { approved_by: 'director' } : {}) } });
    if (reached < 3) return;
    const signed = -random.integer(3, Math.max(4, Math.ceil(age / 2)));
    opportunity.values.contracted = total;
    const contract = { id: number(contracts, 'contract_'), at: calendar.date_time(signed, 36000), values: { opportunity: opportunity.id, number: `HT${number(contracts, '')}`, amount: total, signed_on: calendar.date(signed) } };
    contracts.push(contract);
    [0.3, 0.4, 0.3].forEach((part, i) => {
      const due = signed + [5, 35, 75][i];
      const amount = String(Math.round((cents / 100) * part));
      const paid = due < 0 && random.chance(due < -25 ? 0.93 : 0.7);
      const instalment = { id: number(instalments, 'instalment_'), at: contract.at, values: { contract: contract.id, due_on: calendar.date(due), amount, ...(paid ? { received: amount } : {}) } };
      instalments.push(instalment);
      if (paid) receipts.push({ id: number(receipts, 'receipt_'), at: calendar.date_time(Math.min(-1, due + random.integer(-3, 8)), 54000), values: { instalment: instalment.id, received_on: calendar.date(Math.min(-1, due + random.integer(-3, 8))), amount, counted: true } });
    });
  });
  return { customers, opportunities, quotations, contracts, instalments, receipts, visits };
}

export function generate({ base_date = '2026-06-30', seed = 20260630 } = {}) {
  const random = make_random(seed);
  const calendar = make_calendar(base_date);
  const people = make_people(random.fork(1));
  const sellers = people.filter(({ values }) => values.role === 'seller');
  const { leads, held } = make_leads(sellers, random.fork(2), calendar);
  for (const seller of sellers) seller.values.leads_held = String(held.get(seller.id));
  const deals = make_deals(sellers, leads, random.fork(3), calendar);
  const at = calendar.date_time(-400, 32400);
  const of = (entity, list) => list.map(({ id, at: made = at, values }) => ({ entity, id, at: made, values }));
  const records = [
    ...of('person', people), ...of('lead', leads), ...of('customer', deals.customers), ...of('opportunity', deals.opportunities), ...of('quotation', deals.quotations),
    ...of('contract', deals.contracts), ...of('instalment', deals.instalments), ...of('receipt', deals.receipts), ...of('visit', deals.visits),
  ];
  return { header: { format: 'tollgate.sample/1', base_date, seed, records: records.length, blobs: [] }, records };
}

function main() {
  const { values } = parseArgs({ options: { out: { type: 'string' }, 'base-date': { type: 'string' }, seed: { type: 'string' } } });
  if (!values.out) {
    console.error('usage: node generate_sample.mjs --out DIR [--base-date YYYY-MM-DD] [--seed N]');
    process.exit(2);
  }
  const sample = generate({ base_date: values['base-date'], seed: values.seed === undefined ? undefined : Number(values.seed) });
  mkdirSync(values.out, { recursive: true });
  writeFileSync(join(values.out, 'sample.jsonl'), `${[sample.header, ...sample.records].map((line) => JSON.stringify(line)).join('\n')}\n`);
  copyFileSync(join(dirname(fileURLToPath(import.meta.url)), 'app.json'), join(values.out, 'app.json'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
