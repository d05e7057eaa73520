// 2,800 hospitals, shared out among the reps of their city.
import { hospital_kinds, hospital_words, person_name } from './places.mjs';

const kTotal = 2800;
const kHours = ['周一上午 9:00–10:30', '周二、周四 15:00 以后', '周三下午 14:00–16:00', '工作日 11:30 前', '周五上午', '早交班后 8:30', '中午 12:00–13:00', '下午 16:00 以后'];
const kPosts = [['radiology_head', 5], ['equipment_head', 3], ['deputy_dean', 2], ['technician', 2], ['dean', 1]];
const kModels = [['ct64', 5], ['ct16', 4], ['dr', 5], ['us', 5], ['ct128', 2], ['mr15', 2], ['mr30', 1]];
const kPotential = { a: [5000000, 16000000], b: [1500000, 4900000], c: [100000, 1400000] };
// Some reps with many customers have been given what nobody else wanted beside large accounts.
const kScattered = { least_customers: 25, every: 3 };
const round_to = (value, step) => Math.round(value / step) * step;

// How many customers each rep looks after: most 12 to 27, in sum exactly kTotal.
function share_out(reps, random) {
  const counts = reps.map(() => random.integer(12, 27));
  let sum = counts.reduce((a, b) => a + b, 0);
  for (let i = 0; sum !== kTotal; i = (i + 1) % counts.length) {
    const step = sum < kTotal ? 1 : -1;
    if (random.chance(0.5)) {
      counts[i] += step;
      sum += step;
    }
  }
  return counts;
}

export function make_customers(reps, random, calendar) {
  const counts = share_out(reps, random);
  const names = new Map();
  const customers = [];
  reps.forEach((rep, index) => {
    if (!names.has(rep.city.id)) names.set(rep.city.id, random.shuffle(hospital_words.flatMap((word) => hospital_kinds.map((kind) => `${rep.city.name}${word}${kind}`))));
    for (let i = 0; i < counts[index]; ++i) {
      const scattered = counts[index] >= kScattered.least_customers && index % kScattered.every === 0;
      const drawn = random.weighted([['a', 14], ['b', 34], ['c', 52]]);
      const level = scattered && i % 2 === 0 ? 'c' : scattered && drawn === 'c' ? 'b' : drawn;
      const potential = scattered && i % 2 === 0 ? [15000, 45000] : kPotential[level];
      const latitude = rep.city.latitude + random.between(-0.14, 0.14);
      const longitude = rep.city.longitude + random.between(-0.16, 0.16);
      const models = [...new Set(Array.from({ length: random.integer(0, 3) }, () => random.weighted(kModels)))];
      customers.push({
        id: `customer_${String(customers.length + 1).padStart(4, '0')}`, rep, level, latitude, longitude, models,
        name: names.get(rep.city.id).pop(),
        values: {
          city: rep.city.id,
          grade: random.weighted(level === 'a' ? [['g3a', 8], ['g3b', 2]] : level === 'b' ? [['g3a', 2], ['g3b', 4], ['g2a', 4]] : [['g2a', 4], ['g2b', 4], ['private', 2]]),
          level, annual_potential: String(round_to(random.between(...potential), 10000)), rep: rep.id,
          key_person: person_name(random), key_person_role: random.weighted(kPosts),
          preferred_hours: random.pick(kHours),
          ...(models.length ? { models, last_service_on: calendar.date(-random.integer(3, 400)) } : {}),
          location: { latitude: latitude.toFixed(4), longitude: longitude.toFixed(4), accuracy_m: '10', at: calendar.date_time(-random.integer(200, 700), 36000), source: 'sample' },
        },
      });
    }
  });
  for (const customer of customers) customer.values = { name: customer.name, ...customer.values };
  return customers;
}
