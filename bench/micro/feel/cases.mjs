// What forms, gates and scorecards really evaluate, in the language of each engine that is
// measured. `types` declares the names in FEEL's notation; `records(n)` makes n different records
// of plain JSON, numbers as numbers, times as ISO text (converted for each engine outside of the
// measured part). An engine that has no way to say a case is left out of that row.

// A repeatable sequence (a linear congruence is enough to vary records).
function sequence(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function make(count, one) {
  const next = sequence(20261);
  return Array.from({ length: count }, (_, i) => one(next, i));
}

const minute = 60_000;
const base = Date.UTC(2026, 5, 1, 1, 0, 0);
const iso = (ms) => new Date(ms).toISOString().replace('.000Z', 'Z');
const cities = ['广州', '深圳', '上海', '北京'];
const criteria = Array.from({ length: 12 }, (_, i) => `c${i + 1}`);

const orders_of = (next, count) =>
  Array.from({ length: count }, () => ({ amount: next(20_000) / 100, open: next(2) === 1 }));

const filtered_sum = (name, items, records) => ({
  name,
  types: { orders: 'list<context<amount: number, open: boolean>>' },
  records: () => make(records, (next) => ({ orders: orders_of(next, items) })),
  feel: 'sum(orders[amount > 100].amount)',
  jsonata: '$sum(orders[amount > 100].amount)',
  json_logic: {
    reduce: [
      { filter: [{ var: 'orders' }, { '>': [{ var: 'amount' }, 100] }] },
      { '+': [{ var: 'accumulator' }, { var: 'current.amount' }] },
      0,
    ],
  },
  js: (r) => {
    let sum = 0;
    for (const o of r.orders) if (o.amount > 100) sum += o.amount;
    return sum;
  },
});

export const cases = [
  {
    name: 'lateness over 90 minutes',
    scalar: true,
    types: { planned_at: 'date and time', arrived_at: 'date and time' },
    times: ['planned_at', 'arrived_at'],
    records: () =>
      make(1000, (next) => {
        const planned = base + next(100_000) * minute;
        return { planned_at: iso(planned), arrived_at: iso(planned + (next(240) - 60) * minute) };
      }),
    feel: 'arrived_at - planned_at > duration("PT90M")',
    cel: 'arrived_at - planned_at > duration("5400s")',
    jsonata: '$toMillis(arrived_at) - $toMillis(planned_at) > 5400000',
    js: (r) => r.arrived_at - r.planned_at > 5_400_000,
  },
  {
    name: 'arithmetic',
    scalar: true,
    types: { price: 'number', quantity: 'number', discount: 'number' },
    records: () =>
      make(1000, (next) => ({ price: next(100_000) / 100, quantity: next(50), discount: next(30) })),
    feel: 'price * quantity * (100 - discount)',
    cel: 'price * quantity * (100.0 - discount)',
    jsonata: 'price * quantity * (100 - discount)',
    json_logic: { '*': [{ var: 'price' }, { var: 'quantity' }, { '-': [100, { var: 'discount' }] }] },
    js: (r) => r.price * r.quantity * (100 - r.discount),
  },
  {
    name: 'threshold',
    scalar: true,
    types: { score: 'number' },
    records: () => make(1000, (next) => ({ score: next(61) })),
    feel: 'score < 40',
    cel: 'score < 40.0',
    jsonata: 'score < 40',
    json_logic: { '<': [{ var: 'score' }, 40] },
    js: (r) => r.score < 40,
  },
  {
    name: 'contains',
    scalar: true,
    types: { file_name: 'string' },
    records: () =>
      make(1000, (next) => ({ file_name: `第${next(100)}人民医院-${next(2) ? 'CT设备' : 'MR设备'}-方案.pptx` })),
    feel: 'contains(file_name, "CT设备")',
    cel: 'file_name.contains("CT设备")',
    jsonata: '$contains(file_name, "CT设备")',
    json_logic: { in: ['CT设备', { var: 'file_name' }] },
    js: (r) => r.file_name.includes('CT设备'),
  },
  {
    name: 'matches',
    scalar: true,
    types: { serial: 'string' },
    records: () => make(1000, (next) => ({ serial: `${next(2) ? 'CT' : 'XR'}-${next(100_000)}` })),
    feel: 'matches(serial, "^CT-[0-9]+$")',
    cel: 'serial.matches("^CT-[0-9]+$")',
    jsonata: '$contains(serial, /^CT-[0-9]+$/)',
    js: (() => {
      const pattern = /^CT-[0-9]+$/;
      return (r) => pattern.test(r.serial);
    })(),
  },
  {
    name: 'if chain',
    scalar: true,
    types: { score: 'number' },
    records: () => make(1000, (next) => ({ score: next(61) })),
    feel: 'if score >= 55 then "A" else if score >= 40 then "B" else if score >= 20 then "C" else "D"',
    cel: 'score >= 55.0 ? "A" : score >= 40.0 ? "B" : score >= 20.0 ? "C" : "D"',
    jsonata: 'score >= 55 ? "A" : score >= 40 ? "B" : score >= 20 ? "C" : "D"',
    json_logic: {
      if: [
        { '>=': [{ var: 'score' }, 55] }, 'A',
        { '>=': [{ var: 'score' }, 40] }, 'B',
        { '>=': [{ var: 'score' }, 20] }, 'C', 'D',
      ],
    },
    js: (r) => (r.score >= 55 ? 'A' : r.score >= 40 ? 'B' : r.score >= 20 ? 'C' : 'D'),
  },
  {
    name: 'between',
    scalar: true,
    types: { visits: 'number' },
    records: () => make(1000, (next) => ({ visits: next(30) })),
    feel: 'visits between 5 and 15',
    cel: 'visits >= 5.0 && visits <= 15.0',
    jsonata: 'visits >= 5 and visits <= 15',
    json_logic: { '<=': [5, { var: 'visits' }, 15] },
    js: (r) => r.visits >= 5 && r.visits <= 15,
  },
  {
    name: 'nested path',
    scalar: true,
    types: { customer: 'context<name: string, address: context<city: string, street: string>>' },
    records: () =>
      make(1000, (next) => ({
        customer: { name: `医院${next(1000)}`, address: { city: cities[next(4)], street: `${next(900)}` } },
      })),
    feel: 'customer.address.city = "广州"',
    cel: 'customer.address.city == "广州"',
    jsonata: 'customer.address.city = "广州"',
    json_logic: { '===': [{ var: 'customer.address.city' }, '广州'] },
    js: (r) => r.customer.address.city === '广州',
  },
  {
    name: '12-criteria score',
    scalar: true,
    types: Object.fromEntries(criteria.map((c) => [c, 'boolean'])),
    records: () =>
      make(1000, (next) => Object.fromEntries(criteria.map((c) => [c, next(3) > 0]))),
    feel: criteria.map((c) => `(if ${c} then 5 else 0)`).join(' + '),
    cel: criteria.map((c) => `(${c} ? 5.0 : 0.0)`).join(' + '),
    jsonata: criteria.map((c) => `(${c} ? 5 : 0)`).join(' + '),
    json_logic: { '+': criteria.map((c) => ({ if: [{ var: c }, 5, 0] })) },
    js: (r) =>
      (r.c1 ? 5 : 0) + (r.c2 ? 5 : 0) + (r.c3 ? 5 : 0) + (r.c4 ? 5 : 0) +
      (r.c5 ? 5 : 0) + (r.c6 ? 5 : 0) + (r.c7 ? 5 : 0) + (r.c8 ? 5 : 0) +
      (r.c9 ? 5 : 0) + (r.c10 ? 5 : 0) + (r.c11 ? 5 : 0) + (r.c12 ? 5 : 0),
  },
  {
    name: 'some…satisfies over 12',
    types: { answers: 'list<context<points: number>>' },
    records: () =>
      make(1000, (next) => ({
        answers: Array.from({ length: 12 }, () => ({ points: next(40) === 0 ? 0 : 5 })),
      })),
    feel: 'some a in answers satisfies a.points < 5',
    cel: 'answers.exists(a, a.points < 5.0)',
    jsonata: '$count(answers[points < 5]) > 0',
    json_logic: { some: [{ var: 'answers' }, { '<': [{ var: 'points' }, 5] }] },
    js: (r) => r.answers.some((a) => a.points < 5),
  },
  filtered_sum('filtered sum of 100', 100, 100),
  filtered_sum('filtered sum of 10,000', 10_000, 4),
];
