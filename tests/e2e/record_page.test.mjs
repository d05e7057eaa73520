// The page of a record and what leads on from it, dashboards over days, and how all of it looks: in the
// dark, with strong contrast, with longer texts and at all widths. One site for all of them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { axe_findings, check_page, settled, start } from './harness.mjs';
import { be, form, go, widget } from './pages.mjs';
import { cast } from './people.mjs';
import { without_room } from './text_room.mjs';

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

test('a customer shows the visits and opportunities that refer to it, and begins another visit with itself', async () => {
  const customer = who.sample.customer.find(({ id }) => of_rep('visit', ({ customer }) => customer === id));
  const visits = who.sample.visit.filter(({ values, status }) => values.customer === customer.id && values.rep === who.rep_id && status !== 'draft').length;
  await open_record(rep, 'customer', customer.id);
  const list = rep.getByRole('region', { name: '拜访', exact: true });
  await list.getByRole('heading', { name: `拜访 ${visits}` }).waitFor();
  await rep.getByRole('region', { name: '商机', exact: true }).waitFor();
  await check_page(rep);
  await list.getByRole('link', { name: /^新建拜访/ }).click();
  const box = rep.getByRole('combobox', { name: /^\s*客户/ });
  await box.waitFor();
  assert.equal(await box.inputValue(), customer.values.name);
});

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

test('a record is duplicated, its address copied and shown as a code, by keyboard', async () => {
  const visit = of_rep('visit', ({ site_photo, actual_arrival }) => site_photo && actual_arrival);
  const customer = who.sample.customer.find(({ id }) => id === visit.values.customer);
  await open_record(rep, 'visit', visit.id);
  const more = rep.getByRole('button', { name: '更多操作' });
  await more.press('Enter');
  await check_page(rep);
  await rep.getByRole('button', { name: '分享链接' }).press('Enter');
  await rep.getByText('链接已复制').waitFor();
  assert.match(await rep.evaluate(() => navigator.clipboard.readText()), new RegExp(`#/record/visit/${visit.id}$`));
  await more.press('Enter');
  await rep.getByRole('button', { name: '二维码' }).press('Enter');
  const code = rep.getByRole('dialog', { name: '二维码' });
  await code.getByRole('img').waitFor();
  await code.getByRole('button', { name: '关闭' }).click();
  await more.press('Enter');
  await rep.getByRole('link', { name: '复制一条新的' }).press('Enter');
  const fill = form(rep);
  await rep.getByRole('button', { name: '提交拜访' }).waitFor();
  assert.equal(await rep.getByRole('combobox', { name: /^\s*客户/ }).inputValue(), customer.values.name);
  // What was recorded on the spot is another time's.
  await fill.group('现场照片').getByRole('button', { name: '拍照' }).waitFor();
  assert.equal(await rep.getByRole('button', { name: /^查看 / }).count(), 0);
});

test('a comment names a colleague by keyboard, is read by them, and is taken back', async () => {
  const customer = who.sample.customer.find(({ values }) => values.rep === who.rep_id);
  await open_record(rep, 'customer', customer.id);
  const box = rep.getByRole('combobox', { name: '写评论' });
  await box.pressSequentially(`请看看 @${who.manager.slice(0, 1)}`);
  await rep.getByRole('option', { name: who.manager }).waitFor();
  await box.press('Enter');
  assert.equal(await box.inputValue(), `请看看 @${who.manager} `);
  await box.press('Control+Enter');
  const comments = rep.getByRole('region', { name: '评论' });
  await comments.getByRole('listitem').filter({ hasText: `@${who.manager}` }).filter({ hasText: who.rep }).waitFor();
  await check_page(rep);
  await open_record(manager, 'customer', customer.id);
  const read = manager.getByRole('region', { name: '评论' }).getByRole('listitem');
  await read.filter({ hasText: '请看看' }).waitFor();
  assert.equal(await read.getByRole('button').count(), 0, 'another’s comment is not one’s own to change');
  await comments.getByRole('button', { name: '撤回' }).click();
  await read.waitFor({ state: 'detached' });
});

test('who is named in a comment finds it in the inbox, which leads to the record', async () => {
  const hub = await start({ hub: true, reps: 1 });
  try {
    const cast_there = cast(hub.folder);
    const customer = cast_there.sample.customer.find(({ values }) => values.rep === cast_there.rep_id);
    const { page: reader } = await hub.open('');
    await be(reader, cast_there.manager);
    const { page: writer } = await hub.open('');
    await be(writer, cast_there.rep);
    await writer.goto(hub.address(`#/record/customer/${customer.id}`));
    const box = writer.getByRole('combobox', { name: '写评论' });
    await box.pressSequentially(`请看看 @${cast_there.manager.slice(0, 1)}`);
    await writer.getByRole('option', { name: cast_there.manager }).waitFor();
    await box.press('Enter');
    await box.press('Control+Enter');
    await reader.getByRole('link', { name: /消息.*1 条未读/ }).click();
    const message = reader.getByRole('listitem').filter({ hasText: '请看看' });
    await message.waitFor();
    await check_page(reader);
    await message.getByRole('link').click();
    await reader.getByRole('region', { name: '评论' }).getByText('请看看').waitFor();
    await reader.getByRole('link', { name: /消息.*未读/ }).waitFor({ state: 'detached' });
  } finally {
    await hub.stop();
  }
});

test('the first day is led through in four steps that cover nothing, and is not led twice', async () => {
  const context = await run.context();
  const { page } = await run.open('', { context });
  await be(page, who.rep);
  await page.goto(run.address('#/'));
  const tour = page.getByRole('region', { name: '快速上手' });
  await tour.getByText('第 1 步，共 4 步').waitFor();
  await check_page(page);
  for (const step of [2, 3, 4]) {
    await tour.getByRole('button', { name: '下一步' }).press('Enter');
    await tour.getByText(`第 ${step} 步，共 4 步`).waitFor();
  }
  await tour.getByRole('button', { name: '知道了' }).click();
  await tour.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 60000 });
  assert.equal(await tour.count(), 0);
  await context.close();
});

test('each chart of a dashboard reads as a table', async () => {
  await go(manager, '销售健康度');
  const chart = widget(manager, '商机漏斗');
  await chart.getByRole('button', { name: '以表格显示: 商机漏斗' }).press('Enter');
  await chart.getByRole('columnheader', { name: '分组' }).waitFor();
  assert.ok((await chart.getByRole('row').count()) > 3);
  await check_page(manager);
  await chart.getByRole('button', { name: '以表格显示: 商机漏斗' }).click();
  await chart.getByRole('table').waitFor({ state: 'detached' });
});

test('what waits for a person stands beside the messages', async () => {
  await rep.goto(run.address('#/inbox'));
  await rep.getByRole('heading', { name: '消息和待办' }).waitFor();
  await rep.getByRole('region', { name: /^(今天|未来几天|行动项|草稿)$/ }).first().waitFor();
  await check_page(rep);
});

test('a picture is looked at closely by keyboard', async () => {
  const visit = of_rep('visit', ({ site_photo }) => site_photo);
  await open_record(rep, 'visit', visit.id);
  await rep.getByRole('button', { name: /^查看 / }).first().click();
  const viewer = rep.getByRole('dialog', { name: /png$/ });
  await viewer.getByText('100%').waitFor();
  await viewer.press('+');
  await viewer.getByText('150%').waitFor();
  await viewer.getByRole('button', { name: '旋转' }).click();
  await viewer.getByRole('img').and(rep.locator('[style*="rotate(90deg)"]')).waitFor();
  await viewer.press('0');
  await viewer.getByText('100%').waitFor();
  await check_page(rep);
  await viewer.getByRole('button', { name: '关闭' }).click();
});

test('a dashboard is narrowed to days in its address, and saved as a picture', async () => {
  await go(manager, '销售健康度');
  await widget(manager, '近 30 天拜访数').getByText(/前期/).waitFor();
  await manager.getByRole('combobox', { name: /时间/ }).selectOption({ label: '本季度' });
  await manager.waitForURL(/days=this_quarter/);
  await widget(manager, '近 30 天拜访数').getByText(/^统计 /).waitFor();
  await manager.reload();
  await widget(manager, '近 30 天拜访数').getByText(/^统计 /).waitFor({ timeout: 60000 });
  assert.equal(await manager.getByRole('combobox', { name: /时间/ }).inputValue(), 'this_quarter');
  // A funnel says how many went on, a pivot is a table.
  await widget(manager, '商机漏斗').getByText(/继续$/).first().waitFor();
  await widget(manager, '近 30 天各代表每周拜访').getByRole('columnheader', { name: '合计' }).waitFor();
  const [saved] = await Promise.all([manager.waitForEvent('download'), manager.getByRole('button', { name: '存为图片' }).click()]);
  assert.equal(saved.suggestedFilename(), '销售健康度.png');
  const bytes = readFileSync(await saved.path());
  assert.deepEqual([...bytes.subarray(1, 4)], [...Buffer.from('PNG')]);
  assert.ok(bytes.length > 20000, `a picture with something on it (${bytes.length} bytes)`);
  await check_page(manager);
  await manager.getByRole('button', { name: '清除筛选' }).click();
});

test('pages read well in the dark and with strong contrast, in both languages, and the choice stays', async () => {
  const look = manager.getByRole('combobox', { name: /^(外观|Appearance)/ });
  const customer = who.sample.customer[0];
  const found = [];
  const kMarks = { dark: { theme: 'dark' }, light: { theme: 'light' }, contrast: { contrast: 'more' } };
  for (const [theme, language] of [['light', 'zh-CN'], ['light', 'en'], ['dark', 'en'], ['dark', 'zh-CN'], ['contrast', 'zh-CN'], ['contrast', 'en']]) {
    await look.selectOption(theme);
    const marks = await manager.evaluate(() => ({ ...document.documentElement.dataset }));
    assert.deepEqual(marks, kMarks[theme]);
    if ((await manager.locator('html').getAttribute('lang')) !== language) await manager.getByRole('button', { name: /^(EN|中) · / }).click();
    for (const address of ['#/dashboard/health', '#/view/team_visits', `#/record/customer/${customer.id}`, '#/workflow/funnel', '#/form/opportunity', '#/outbox', '#/inbox', '#/ask', '#/insight/lift', '#/view/team_visits?look=calendar', '#/view/team_visits?look=calendar&span=week', '#/view/team_visits?look=timeline', '#/view/team_visits?look=map']) {
      await manager.goto(run.address(address));
      await manager.getByRole('heading', { level: 1 }).first().waitFor();
      for (const finding of await axe_findings(manager)) found.push({ address, theme, language, finding });
    }
  }
  assert.deepEqual(found, []);
  await manager.reload();
  await look.waitFor({ timeout: 60000 });
  assert.equal(await look.inputValue(), 'contrast');
  await look.selectOption('system');
});

test('texts that are 40 % longer have room at all widths', async () => {
  const visit = of_rep('visit', ({ site_photo }) => site_photo);
  const opportunity = of_rep('opportunity');
  const found = [];
  for (const [page, address] of [
    [manager, '#/dashboard/health'], [manager, '#/outbox'], [rep, `#/record/visit/${visit.id}`],
    [rep, `#/record/opportunity/${opportunity.id}`], [rep, `#/record/customer/${visit.values.customer}`], [rep, '#/form/visit'],
    [rep, '#/view/my_visits'], [rep, '#/inbox'], [rep, '#/view/my_visits?look=calendar&span=week'], [rep, '#/view/my_visits?look=map'], [manager, '#/view/team_visits?look=timeline'],
  ]) {
    await page.goto(run.address(address));
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
    found.push(...(await without_room(page)).map((each) => `${address} at ${each}`));
  }
  assert.deepEqual(found, []);
});
