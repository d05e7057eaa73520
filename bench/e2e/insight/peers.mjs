// The counts behind an answer, asked of others about a table of as many visits, made by the same arithmetic in
// each of them. They only count: no names are read, no tags found, no intervals and tests made.
import { median } from '../../results.mjs';
import { cpu_ms, mixed, peers as programs } from '../data/peers.mjs';

const kFields = 12;
const kTurns = 3;
const fields = Array.from({ length: kFields }, (_, i) => `b${i}`);
const visits = `${mixed(1)} % 142 AS rep, ${mixed(3)} % 2800 AS customer, ${mixed(4)} % 540 AS day, ${fields.map((name, i) => `${mixed(10 + i)} % 100 < ${20 + 5 * i} AS ${name}`).join(', ')}`;
const kSigned = 1400;
const signed = `${mixed(5)} % 2800 AS customer, ${mixed(6)} % 540 AS day, ${mixed(7)} % 90000 AS amount, ${mixed(1)} % 142 AS rep`;

const questions = {
  // The line: a sum and a count by person, and how often each yes/no field holds for each.
  line: `WITH signed_by AS (SELECT rep, sum(amount) AS amount FROM signed WHERE day >= 510 GROUP BY rep),
      visited AS (SELECT rep, count(*) AS visits, ${fields.map((name) => `sum(CASE WHEN ${name} THEN 1 ELSE 0 END) AS ${name}`).join(', ')} FROM visits WHERE day >= 495 GROUP BY rep)
    SELECT visited.* FROM visited LEFT JOIN signed_by ON signed_by.rep = visited.rep WHERE coalesce(amount, 0) < 50000 AND visits > 3`,
  // Lift: successes within 30 days with and without each action.
  lift: `WITH ended AS (SELECT visits.*, EXISTS (SELECT 1 FROM signed WHERE signed.customer = visits.customer AND signed.day >= visits.day AND signed.day <= visits.day + 30) AS won FROM visits)
    SELECT ${fields.map((name) => `sum(CASE WHEN ${name} THEN 1 ELSE 0 END), sum(CASE WHEN ${name} AND won THEN 1 ELSE 0 END), sum(CASE WHEN won THEN 1 ELSE 0 END)`).join(', ')} FROM ended`,
};

export async function peers(count) {
  const results = {};
  for (const { name, open, range } of programs) {
    const run = await open();
    run(`CREATE TABLE visits AS SELECT ${visits} FROM ${range(count)}`);
    run(`CREATE TABLE signed AS SELECT ${signed} FROM ${range(kSigned)}`);
    run('CREATE INDEX signed_of ON signed(customer, day)');
    results[name] = {};
    for (const [what, sql] of Object.entries(questions)) {
      const turn = () => {
        const began = cpu_ms();
        run(sql);
        return cpu_ms() - began;
      };
      const first_ms = turn();
      results[name][what] = { first_ms, again_ms: median(Array.from({ length: kTurns }, turn)) };
    }
  }
  return results;
}
