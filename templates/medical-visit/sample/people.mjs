// The director, five regional managers and 142 reps. A rep's `habit` says how that rep works, and
// `skill` how likely each part of a visit is done well; both shape visits and results, neither is
// written to the sample.
import { cities, person_name, regions } from './places.mjs';

const kHabits = [['solid', 56], ['star', 13], ['no_photo', 8], ['late', 8], ['wanders', 6], ['shallow', 9]];
const kSkill = { star: 0.95, solid: 0.86, no_photo: 0.8, late: 0.8, wanders: 0.78, shallow: 0.55 };

// Who came within the half year: in these cities the second rep, in others the seventh; the day, counted
// back from the base date.
const kNewSecond = { shenzhen: -146, nanjing: -118, xian: -64 };
const kNewSeventh = { beijing: -125, shanghai: -90, hangzhou: -104, chengdu: -55 };
const joined_day = (city, place) => (place === 1 ? kNewSecond[city.id] : place === 6 ? kNewSeventh[city.id] : undefined);

export function make_people(random, calendar) {
  const used = new Set(regions.map((region) => region.manager_name));
  const director = { id: 'director', values: { name: '沈怀远', role: 'manager', wecom_id: 'shenhuaiyuan' } };
  const managers = regions.map((region) => ({
    id: region.manager,
    values: { name: region.manager_name, role: 'regional_manager', region: region.id, wecom_id: region.manager },
  }));
  const reps = [];
  for (const city of cities) {
    const region = regions.find((candidate) => candidate.id === city.region);
    for (let i = 0; i < city.reps; ++i) {
      const id = `rep_${String(reps.length + 1).padStart(3, '0')}`;
      const care = Math.min(0.3, Math.max(-0.3, city.care * 2));
      const habit = random.weighted(kHabits.map(([name, weight]) => [name, name === 'solid' || name === 'star' ? weight * (1 + care) : weight * (1 - 2 * care)]));
      reps.push({
        id, city, habit, joined_day: joined_day(city, i), skill: Math.min(0.97, kSkill[habit] + city.care),
        values: { name: person_name(random, used), role: 'rep', region: region.id, city: city.id, manager: region.manager, wecom_id: id, joined_on: calendar.date(joined_day(city, i) ?? -400 - ((reps.length * 37) % 1500)) },
      });
    }
  }
  return { director, managers, reps };
}
