// What takes long in a page's own engine: others are answered while it goes on, and it can be stopped.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { start } from './harness.mjs';
import { be } from './pages.mjs';
import { cast } from './people.mjs';

let run, page;
before(async () => {
  run = await start({ reps: 20 });
  ({ page } = await run.open(''));
  await be(page, cast(run.folder).manager);
  await page.getByRole('navigation', { name: '菜单' }).waitFor();
});
after(() => run?.stop());

// First, while nothing of the log has been looked through yet.
test('what takes long is watched and stopped from its page', async () => {
  const { seen, code, left } = await page.evaluate(async () => {
    const { client } = document.querySelector('tollgate-shell');
    const { principal } = client;
    client.principal = {};
    const stop = new AbortController();
    const seen = [];
    const on_progress = (progress) => { seen.push(progress); stop.abort(); };
    const code = await client
      .request_watched('log.verify', { derived: true }, { on_progress, signal: stop.signal })
      .then(() => 'answered', (error) => error.code);
    const { tasks } = await client.request('task.list', {});
    client.principal = principal;
    return { seen, code, left: tasks };
  });
  assert.equal(code, 'engine.stopped');
  assert.ok(seen.length >= 1 && seen[0].done > 0 && seen[0].done <= seen[0].of, JSON.stringify(seen));
  // The app's clock may be asking, too.
  assert.deepEqual(left.filter(({ type }) => type === 'log.verify'), [], JSON.stringify(left));
});

test('a page is answered while the log is looked through, which ends with all that was saved meanwhile', async () => {
  const { order, verified, saved, op_count } = await page.evaluate(async () => {
    const { client } = document.querySelector('tollgate-shell');
    const order = [];
    let verified;
    const long = client.request('log.verify', {}, {}).then((reply) => { verified = reply; order.push('log'); });
    let saved = 0;
    while (!verified && order.length < 2000) {
      const { session } = await client.request('form.open', { form: 'customer', values: { name: `边看边存 ${saved}` } });
      const { saved: done } = await client.request('form.save', { session, complete: false });
      await client.request('form.close', { session });
      if (done) saved += 1;
      order.push('form');
    }
    await long;
    const { op_count } = await client.request('engine.info', {});
    return { order, verified, saved, op_count };
  });
  assert.equal(verified.sound, true, JSON.stringify(verified));
  assert.ok(order.indexOf('log') >= 2, `answered in between: ${order.indexOf('log')}`);
  assert.ok(saved >= 2);
  assert.ok(verified.op_count > 1000 && verified.op_count <= op_count);
});
