// A director looks at the self-check table: what each row says, who is concerned, and their last records.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check_page, desk_size, start } from './harness.mjs';
import { be, go } from './pages.mjs';
import { cast } from './people.mjs';
import { app_folder } from './site.mjs';

let run, who;
before(async () => {
  run = await start({ reps: 6 });
  leave_out_photos(run.folder);
  who = cast(run.folder);
});
after(() => run?.stop());

// Six people's visits all have their photo: the newer half loses it here.
function leave_out_photos(folder) {
  const path = join(app_folder(folder), 'sample.jsonl');
  const records = readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const visits = records.filter(({ entity, values }) => entity === 'visit' && values.actual_arrival).sort((a, b) => (a.values.actual_arrival < b.values.actual_arrival ? 1 : -1));
  for (const { values } of visits.slice(0, visits.length / 2)) {
    delete values.site_photo;
    values.no_photo_reason = 'forbidden';
  }
  writeFileSync(path, records.map((record) => JSON.stringify(record)).join('\n') + '\n');
}

test('from a row of the self-check table to the last three records of those concerned', async () => {
  const { page } = await run.open('', { context: await run.context() });
  await page.setViewportSize(desk_size);
  await be(page, who.manager);
  await go(page, '健康自检');
  const row = (name) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}`) }) });
  for (const name of ['真实性', '完整性', '活跃度', '资源匹配']) {
    await row(name).waitFor();
    assert.match(await row(name).innerText(), /健康|有风险|介于两者之间/);
    assert.match(await row(name).innerText(), /\d{4}-\d\d-\d\d (或更早)?起/);
  }
  await check_page(page);
  await row('真实性').getByRole('button', { name: /涉及/ }).click();
  const nav = page.getByRole('navigation', { name: '查看明细' });
  await nav.getByText('真实性').waitFor();
  await page.locator('.bars button').first().click();
  await page.getByRole('table').waitFor();
  assert.equal(await page.getByRole('table').getByRole('row').count() - 1, 3);
  await check_page(page);
  await page.reload();
  await page.getByRole('table').waitFor({ timeout: 60000 });
  await nav.getByRole('button', { name: '健康自检', exact: true }).click();
  await row('活跃度').waitFor();
});
