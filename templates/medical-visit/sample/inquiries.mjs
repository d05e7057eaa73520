// What customers asked for by themselves in the last four months: whom a rep looks after well asks more often.
import * as phrases from './phrases.mjs';

const kDays = 120;
const kChannels = [['phone', 34], ['wecom', 36], ['on_site', 14], ['email', 8], ['website', 5], ['exhibition', 3]];
const kTopics = [['equipment', 26], ['price', 22], ['service', 28], ['consumables', 12], ['training', 8], ['other', 4]];

export function make_inquiries(customers, random, calendar) {
  const inquiries = [];
  for (const customer of customers) {
    const { rep } = customer;
    // How many a customer makes in 30 days; a fifth of them never asks.
    const pace = random.chance(0.2) ? 0 : Math.max(0.05, (rep.skill - 0.35) * (rep.habit === 'star' ? 1.5 : 0.95));
    for (let day = -kDays; day < 0; ++day) {
      if (!calendar.is_workday(day) || !random.chance((pace / 30) * 1.4)) continue;
      const topic = random.weighted(kTopics);
      const at = calendar.date_time(day, (8 * 60 + 30 + random.integer(0, 105) * 5) * 60);
      const note = random.chance(rep.skill) ? { note: random.pick(phrases.questions[topic]) } : {};
      inquiries.push({ entity: 'inquiry', at, values: { customer: customer.id, asked_at: at, channel: random.weighted(kChannels), topic, taken_by: rep.id, ...note } });
    }
  }
  inquiries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return inquiries.map(({ entity, at, values }, i) => ({ entity, id: `inquiry_${String(i + 1).padStart(5, '0')}`, at, values }));
}
