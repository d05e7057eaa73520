// A regional manager works the review pool and holds a joint review; refuses evidence of a promotion.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check_page, desk_size, start } from './harness.mjs';
import { until } from './designer_steps.mjs';
import { be, form, go, widget } from './pages.mjs';
import { cast } from './people.mjs';

let run, who;
before(async () => { run = await start({ reps: 6 }); who = cast(run.folder, { stage: 'demo' }); });
after(() => run?.stop());

const stage = (page) => page.getByRole('region', { name: '阶段', exact: true });

async function move(page, label) {
  await stage(page).getByRole('button', { name: label, exact: true }).click();
}

test('a visit of the review pool is taken, resolved with an outcome and a conclusion, and reopened', async () => {
  const { page } = await run.open('');
  await page.setViewportSize(desk_size);
  await be(page, who.manager);
  await go(page, '复盘与方法');
  const reviews = widget(page, '复盘，按负责人').first();
  await reviews.waitFor();
  await check_page(page);
  await go(page, '待复盘（不限时间）');
  await page.getByRole('row').nth(1).getByRole('link').first().click();
  const fill = form(page);
  // The list leads to the record; from there to the review form.
  await page.getByRole('link', { name: '编辑' }).or(page.getByRole('button', { name: '保存复盘' })).first().waitFor();
  const record = /record\/visit\/([^?]+)|form\/review\/([^?]+)/.exec(page.url())?.slice(1).find(Boolean);
  assert.ok(record, page.url());
  await page.goto(run.address(`#/record/visit/${record}`));
  await move(page, '领取');
  const refused = page.getByRole('alert').filter({ hasText: '不能进入“处理中”' });
  await refused.or(page.getByText('已进入“处理中”')).first().waitFor();
  if (await refused.isVisible()) {
    // Of the sample nobody was named yet.
    await page.goto(run.address(`#/form/review/${record}`));
    await fill.refer('复盘负责人', who.manager);
    await fill.submit('保存复盘');
    await stage(page).waitFor();
    await move(page, '领取');
    await page.getByText('已进入“处理中”').waitFor();
  }
  await move(page, '处理完成');
  await page.getByRole('alert').filter({ hasText: '还没有选复盘结论' }).waitFor();
  await check_page(page);
  await page.goto(run.address(`#/form/review/${record}`));
  await fill.choose('复盘结论', '已辅导');
  await fill.fill('结论说明', '一起过了需求和预算两项，下次按清单提问');
  await check_page(page);
  await fill.submit('保存复盘');
  await stage(page).waitFor();
  await move(page, '处理完成');
  await page.getByText('已进入“已处理”').waitFor();
  await move(page, '重新打开');
  await page.getByText('已进入“处理中”').waitFor();
  await page.reload();
  await page.getByText('一起过了需求和预算两项').first().waitFor({ timeout: 60000 });
});

test('a joint review puts the last three visits beside each other and keeps the conclusion', async () => {
  const { page } = await run.open('');
  await page.setViewportSize(desk_size);
  await be(page, who.manager);
  await go(page, '联合复盘');
  await page.getByRole('link', { name: /^新建/ }).first().click();
  const fill = form(page);
  await fill.refer('业务代表', who.rep);
  const deviations = page.getByRole('textbox', { name: /与计划相差/ });
  await until(async () => (await deviations.evaluateAll((boxes) => boxes.map(({ value }) => /^-?\d/.test(value)))).filter(Boolean).length === 3, 'three visits');
  const visits = page.getByRole('combobox', { name: /(最近一次|上一次|再上一次)拜访/ });
  for (const title of await visits.evaluateAll((boxes) => boxes.map(({ value }) => value))) assert.match(title, /[\u4e00-\u9fff]/, 'a visit is named by its customer');
  await fill.fill('复盘结论', '三次都没见到关键人，下周一起去一次');
  await check_page(page);
  await fill.submit('保存联合复盘');
  await page.getByText('三次都没见到关键人，下周一起去一次').first().waitFor();
  await go(page, '联合复盘');
  await page.getByRole('row').filter({ hasText: who.rep }).filter({ hasText: '三次都没见到关键人' }).waitFor();
});

test('refused evidence makes a promotion a false one, which the figures of the month show', async () => {
  const { page } = await run.open('');
  await page.setViewportSize(desk_size);
  await be(page, who.manager);
  const { id } = who.sample.opportunity.find(({ values }) => values.promoted_on && values.deck && !values.evidence_refused && values.rep === who.rep_id);
  await page.goto(run.address(`#/form/opportunity/${id}`));
  const fill = form(page);
  await fill.choose('证据被驳回', '是');
  await fill.fill('驳回原因', '签字人不是科室负责人');
  await fill.submit('保存商机');
  await stage(page).waitFor();
  await page.goto(run.address(`#/record/opportunity/${id}`));
  await page.getByText('签字人不是科室负责人').first().waitFor();
  await go(page, '复盘与方法');
  await widget(page, '虚假晋级率，按月').waitFor();
  await check_page(page);
});
