// The page of a record, and how pages look in the dark and with strong contrast. One site for all of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe_findings, start } from './harness.mjs';
import { be } from './pages.mjs';
import { cast } from './people.mjs';

let run, who, rep, manager;
before(async () => {
  run = await start({ reps: 1 });
  who = cast(run.folder);
  const context = await run.context({ permissions: ['clipboard-read', 'clipboard-write'] });
  ({ page: rep } = await run.open('', { context }));
  await be(rep, who.rep);
  ({ page: manager } = await run.open('', { context }));
  await be(manager, who.manager);
});
after(() => run?.stop());

const open_record = async (page, entity, record) => {
  await page.goto(run.address(`#/record/${entity}/${record}`));
  await page.getByRole('heading', { level: 1 }).first().waitFor();
};
const of_rep = (entity, fits = () => true) => who.sample[entity].find(({ values }) => values.rep === who.rep_id && fits(values));

test('an opportunity shows its way through the stages and leads to what the next one asks for', async () => {
  const open = of_rep('opportunity', ({ stage, lost }) => stage !== 'won' && !lost);
  await open_record(rep, 'opportunity', open.id);
  const path = rep.getByRole('region', { name: '阶段进度' });
  assert.equal(await path.getByRole('listitem').count(), 5);
  assert.equal(await path.locator('[aria-current=step]').count(), 1);
  await path.getByRole('button', { name: '查看条件' }).press('Enter');
  const focused = await rep.evaluate(() => document.activeElement.shadowRoot.activeElement.shadowRoot.activeElement?.localName);
  assert.equal(focused, 'tollgate-stage');
});

test('pages read well in the dark and with strong contrast, in both languages, and the choice stays', async () => {
  const look = manager.getByRole('combobox', { name: /^(外观|Look)/ });
  const customer = who.sample.customer[0];
  for (const [theme, language] of [['dark', 'en'], ['contrast', 'zh-CN']]) {
    await look.selectOption(theme);
    const marks = await manager.evaluate(() => ({ ...document.documentElement.dataset }));
    assert.deepEqual(marks, theme === 'dark' ? { theme: 'dark' } : { contrast: 'more' });
    if ((await manager.locator('html').getAttribute('lang')) !== language) await manager.getByRole('button', { name: /^(EN|中) · / }).click();
    for (const address of ['#/dashboard/health', '#/view/team_visits', `#/record/customer/${customer.id}`, '#/workflow/funnel', '#/form/opportunity', '#/outbox']) {
      await manager.goto(run.address(address));
      await manager.getByRole('heading', { level: 1 }).first().waitFor();
      await manager.waitForTimeout(400);
      assert.deepEqual(await axe_findings(manager), [], `axe on ${address}, ${theme}, ${language}`);
    }
  }
  await manager.reload();
  await look.waitFor({ timeout: 60000 });
  assert.equal(await look.inputValue(), 'contrast');
  await look.selectOption('system');
});
