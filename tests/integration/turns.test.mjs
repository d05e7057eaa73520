// Requests that take long, at a hub: others are answered while they run, and they can be stopped.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { run, scratch, serve } from './binary.mjs';

const label = (text) => ({ 'zh-CN': text, en: text });
// What the dashboards of the app in force read is made before anybody asks; of one that asks for another
// digit, not.
const metrics = (digit) => Array.from({ length: 24 }, (_, i) => ({
  id: `m${i}`, label: label(`M${i}`), entity: 'visit', aggregate: 'share',
  test: `contains(upper case(name), "${i}${digit}") and amount > ${i}`,
}));
const app_with = (digit) => ({
  format: 'tollgate.app/1', id: 'visits', version: 1, label: label('Visits'), locales: ['zh-CN', 'en'], time_zone: 'Asia/Shanghai',
  entities: [{
    id: 'visit', label: label('Visit'), title: 'name',
    fields: [
      { id: 'name', type: 'text', label: label('Name') },
      { id: 'city', type: 'text', label: label('City') },
      { id: 'amount', type: 'number', label: label('Amount') },
    ],
  }],
  forms: [{ id: 'visit', entity: 'visit', label: label('Visit'), sections: [{ id: 's', fields: [{ field: 'name' }] }] }],
  metrics: [...metrics(digit), { id: 'visits', label: label('Visits'), entity: 'visit', aggregate: 'count' }],
  dashboards: [{
    id: 'board', label: label('Board'),
    widgets: ['visits', ...metrics(digit).map(({ id }) => id)].map((metric) => ({
      id: metric, type: metric === 'visits' ? 'metric' : 'breakdown', label: label(metric), metric,
      ...(metric === 'visits' ? {} : { group_by: 'city' }),
    })),
  }],
});
const app = app_with(7);
const kVisits = 6000;
const kStep = 500;

async function filled(t) {
  const folder = scratch(t);
  writeFileSync(join(folder, 'app.json'), JSON.stringify(app));
  const db = join(folder, 'visits.db');
  const hub = await serve(t, ['--db', db, '--app', join(folder, 'app.json')]);
  const line = (i) => JSON.stringify({ entity: 'visit', id: `v${i}`, values: { name: `Visit ${i}`, city: `City ${i % 20}`, amount: String(i % 100) } });
  for (let at = 0; at < kVisits; at += kStep) {
    const text = Array.from({ length: kStep }, (_, i) => line(at + i)).join('\n');
    const { ok, result } = await hub.ask('data.import', { text });
    assert.ok(ok && result.imported === kStep);
  }
  return { db, hub };
}

// Asks for something long, and short things until it is answered: its answer, and how many of theirs came
// when it had begun and before it ended.
async function beside(hub, type, params, short) {
  let answered = false;
  const task = 'long';
  const long = hub.ask(type, params, { task }).finally(() => (answered = true));
  let begun = false;
  let between = 0;
  const ask = async (...message) => {
    const reply = await hub.ask(...message);
    if (begun && !answered) between += 1;
    return reply;
  };
  for (let i = 0; !answered; ++i) {
    begun ||= (await hub.ask('task.list')).result.tasks.some((each) => each.task === task);
    await short({ ask }, i);
  }
  return { answer: await long, between };
}

async function save_one(hub, name) {
  const { session } = (await hub.ask('form.open', { form: 'visit' })).result;
  const set = await hub.ask('form.set', { session, path: 'name', value: name });
  assert.equal(set.ok, true);
  const saved = await hub.ask('form.save', { session, complete: true });
  assert.equal(saved.ok, true);
}

test('a hub answers others while a dashboard is made and while the log is verified', async (t) => {
  const { db, hub } = await filled(t);
  let saved = 0;
  const short = async (beside_it, i) => {
    const list = await beside_it.ask('record.list', { entity: 'visit', limit: 5 });
    assert.equal(list.result.total, kVisits + saved);
    if (i % 4) return;
    await save_one(beside_it, `Typed ${saved}`);
    saved += 1;
  };
  const cold = await beside(hub, 'app.try', { text: JSON.stringify(app_with(8)), type: 'dashboard.read', params: { dashboard: 'board' } }, short);
  assert.equal(cold.answer.ok, true, JSON.stringify(cold.answer));
  assert.ok(cold.between >= 1, `answered in between: ${cold.between}`);
  assert.ok(saved >= 1);
  // What was saved before the last turn is counted.
  const warm = await hub.ask('dashboard.read', { dashboard: 'board' });
  assert.equal(warm.result.widgets[0].value, String(kVisits + saved));

  const verified = await beside(hub, 'log.verify', { derived: true }, short);
  assert.equal(verified.answer.ok, true);
  assert.deepEqual(verified.answer.result.findings, []);
  assert.equal(verified.answer.result.derived_compared, true);
  assert.ok(verified.between >= 1, `answered in between: ${verified.between}`);
  const { result: info } = await hub.ask('engine.info');
  assert.ok(verified.answer.result.op_count > kVisits);
  assert.ok(verified.answer.result.op_count <= info.op_count);

  await hub.end();
  assert.equal((await run(['verify', db])).code, 0);
});

test('what takes long is watched and stopped by its name', async (t) => {
  const { hub } = await filled(t);
  const long = hub.ask('log.verify', { derived: true }, { task: 'look' });
  let seen;
  for (let i = 0; i < 1000 && !seen?.done; ++i) {
    seen = (await hub.ask('task.list')).result.tasks.find(({ task }) => task === 'look') ?? seen;
  }
  assert.equal(seen.type, 'log.verify');
  assert.ok(seen.done > 0 && seen.done <= seen.of);
  assert.equal((await hub.ask('task.stop', { task: 'look' })).result.stopped, true);
  const stopped = await long;
  assert.equal(stopped.ok, false);
  assert.equal(stopped.diagnostics[0].code, 'engine.stopped');
  assert.deepEqual((await hub.ask('task.list')).result.tasks, []);
});
