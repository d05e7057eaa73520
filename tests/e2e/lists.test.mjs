// Lists as people use them: narrowed by chips that stand in the address, ordered, grouped, kept as
// views, looked at as a board, in a calendar, as photos; many records moved or deleted at once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { until } from './designer_steps.mjs';
import { check_page, start } from './harness.mjs';
import { be, be_some, form } from './pages.mjs';
import { cast } from './people.mjs';

let run, who;
before(async () => { run = await start(); who = cast(run.folder); });
after(() => run?.stop());

const director = (page) => be_some(page, /^(销售总监|Sales director)$/);
const total = async (page) => {
  const text = await page.getByRole('status').filter({ hasText: /共 [\d,]+ 条/ }).first().innerText();
  return Number(/共 ([\d,]+) 条/.exec(text)[1].replaceAll(',', ''));
};
const stored = (records) => records.filter(({ status }) => status !== 'draft');
const settled = (page) => page.waitForTimeout(500);
const open_filter = async (page, label) => {
  await page.getByRole('button', { name: '添加筛选' }).click();
  await page.getByRole('button', { name: `按“${label}”筛选` }).click();
};
const apply = async (page) => { await page.getByRole('button', { name: '应用' }).click(); await settled(page); };

async function open(address, how = {}) {
  const { page, context } = await run.open(address, how);
  await director(page);
  await page.goto(run.address(address));
  await page.getByRole('searchbox').first().waitFor();
  await settled(page);
  return { page, context };
}

// The director's page at a desk, which the journeys share: each goes on with the records that the ones before left.
let desk;
async function open_desk(address) {
  if (!desk) return { page: (desk = (await open(address)).page) };
  await desk.goto(run.address(address));
  await desk.getByRole('searchbox').first().waitFor();
  await settled(desk);
  return { page: desk };
}

test('filters are chips in the address, and back takes one step back', async () => {
  const { page } = await open_desk('#/view/opportunities');
  const all = await total(page);
  await open_filter(page, '阶段');
  await page.getByRole('checkbox', { name: '线索' }).check();
  await page.getByRole('checkbox', { name: '需求确认' }).check();
  await check_page(page);
  await apply(page);
  const some = await total(page);
  assert.ok(some < all && some > 0, `${some} of ${all}`);
  await page.getByRole('button', { name: '修改筛选：阶段 · 线索 等 2 项' }).waitFor();
  await check_page(page);
  const stages = await page.getByRole('row').locator('td').filter({ hasText: /^(线索|需求确认|产品演示|商务谈判|签约)$/ }).allInnerTexts();
  assert.deepEqual([...new Set(stages)].filter((text) => !/线索|需求确认/.test(text)), []);

  await open_filter(page, '预计金额');
  await page.getByRole('textbox', { name: '从' }).fill('1,000,000');
  await apply(page);
  const few = await total(page);
  assert.ok(few <= some);
  // The link alone shows the same.
  await page.reload();
  await page.getByRole('button', { name: /^修改筛选：预计金额 · ≥ 1000000$/ }).waitFor({ timeout: 60000 });
  await settled(page);
  assert.equal(await total(page), few);
  await page.goBack();
  await settled(page);
  assert.equal(await total(page), some);
  await page.getByRole('button', { name: '去掉筛选：阶段' }).click();
  await settled(page);
  assert.equal(await total(page), all);
  await check_page(page);
});

test('a filter asks for what it needs; by person, day, and whether there is a value', async () => {
  const { page } = await open_desk('#/view/team_visits');
  const all = await total(page);
  await open_filter(page, '业务代表');
  await page.getByRole('button', { name: '应用' }).click();
  await page.getByRole('alert').filter({ hasText: '请至少选一项' }).waitFor();
  await page.getByRole('searchbox', { name: '搜索业务代表' }).fill(who.rep);
  await page.getByRole('checkbox', { name: who.rep }).check();
  await apply(page);
  const own = await total(page);
  assert.equal(own, stored(who.sample.visit).filter(({ values }) => values.rep === who.rep_id).length);
  assert.ok(own > 0 && own < all);
  await page.getByRole('button', { name: `修改筛选：业务代表 · ${who.rep}` }).waitFor();
  await page.getByRole('button', { name: '清除筛选' }).click();
  await settled(page);

  await open_filter(page, '计划到访时间');
  await page.getByRole('button', { name: '近 N 天' }).click();
  await page.getByRole('textbox', { name: '天数' }).fill('20');
  await apply(page);
  await page.getByRole('button', { name: '修改筛选：计划到访时间 · 近 20 天' }).waitFor();
  assert.ok(await total(page) < all);
  await page.getByRole('button', { name: '清除筛选' }).click();
  await open_filter(page, '现场照片');
  await page.getByRole('radio', { name: '未填写' }).check();
  await apply(page);
  assert.equal(await total(page), stored(who.sample.visit).filter(({ values }) => !values.site_photo).length);
});

test('a search finds visits by the rep and opportunities by the customer', async () => {
  const { page } = await open_desk('#/view/team_visits');
  await page.getByRole('searchbox').fill(who.rep);
  await settled(page);
  const found = await total(page);
  assert.ok(found >= stored(who.sample.visit).filter(({ values }) => values.rep === who.rep_id).length, String(found));
  await page.goto(run.address('#/view/opportunities'));
  await page.getByRole('searchbox').fill(who.customer);
  await settled(page);
  for (const text of await page.getByRole('row').locator('td:first-child').allInnerTexts()) assert.match(text, new RegExp(who.customer));
  assert.match(page.url(), /q=/);
});

test('columns are chosen and ordered, kept for the person; a view is saved and comes back', async () => {
  const { page } = await open_desk('#/view/customers');
  const heads = async () => (await page.getByRole('columnheader').allInnerTexts()).map((text) => text.trim().replace(/\s*[▲▼]$/, ''));
  const before_it = await heads();
  await page.getByRole('button', { name: '列', exact: true }).click();
  await check_page(page);
  await page.getByRole('checkbox', { name: '大区' }).check();
  await settled(page);
  await page.getByRole('button', { name: `“${before_it[0]}”后移` }).click();
  await settled(page);
  await page.keyboard.press('Escape');
  const chosen = await heads();
  assert.equal(chosen.length, before_it.length + 1);
  assert.deepEqual(chosen.slice(0, 2), [before_it[1], before_it[0]]);
  await page.reload();
  await page.getByRole('columnheader').first().waitFor({ timeout: 60000 });
  await settled(page);
  assert.deepEqual(await heads(), chosen);

  await page.getByRole('columnheader', { name: before_it[0] }).getByRole('button').click();
  await page.locator('th[aria-sort="ascending"]').waitFor();
  await page.getByRole('button', { name: '列表视图' }).click();
  await page.getByRole('textbox', { name: '把现在的样子存为列表视图' }).fill('按名称');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存列表视图“按名称”').waitFor();
  await page.getByRole('button', { name: '默认列表视图' }).click();
  await settled(page);
  assert.deepEqual(await heads(), before_it);
  assert.equal(await page.locator('th[aria-sort="ascending"]').count(), 0);
  await page.getByRole('button', { name: '列表视图' }).click();
  await page.getByRole('button', { name: '按名称', exact: true }).click();
  await page.locator('th[aria-sort="ascending"]').waitFor();
  assert.deepEqual(await heads(), chosen);
});

test('rows load on as one scrolls', async () => {
  const { page } = await open_desk('#/view/team_visits');
  const rows = () => page.getByRole('row').count();
  assert.equal(await rows(), 31);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.waitForTimeout(800);
  assert.ok(await rows() > 31, String(await rows()));
});

test('a list is grouped with sums, and a group opens', async () => {
  const { page } = await open_desk('#/view/opportunities');
  const all = await total(page);
  await page.getByRole('combobox', { name: '分组' }).selectOption({ label: '按阶段分组' });
  await page.getByRole('region', { name: '线索' }).waitFor();
  const counts = (await page.getByRole('button', { expanded: false }).filter({ hasText: / 条/ }).allInnerTexts()).map((text) => Number(/([\d,]+) 条/.exec(text)[1].replaceAll(',', '')));
  assert.equal(counts.reduce((sum, count) => sum + count, 0), all);
  assert.equal(await total(page), all);
  await page.getByRole('region', { name: '线索' }).getByRole('button').first().click();
  await page.getByRole('region', { name: '线索' }).getByRole('link').first().waitFor();
  await check_page(page);
});

test('many are moved at once: those that a gate refuses are named with the reason', async () => {
  const { page } = await open_desk('#/view/opportunities');
  await open_filter(page, '阶段');
  await page.getByRole('checkbox', { name: '线索' }).check();
  await apply(page);
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('button', { name: '选择多条' }).click();
  await page.getByRole('checkbox', { name: '选择已显示的全部' }).check();
  const count = Number(/已选 (\d+) 条/.exec(await page.getByText(/已选 [1-9]\d* 条/).innerText())[1]);
  await check_page(page);
  await page.getByRole('button', { name: '移到阶段' }).click();
  await page.getByRole('button', { name: '产品演示', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /条被拒绝/ });
  await dialog.waitFor();
  const [, refused] = /(\d+) 条被拒绝/.exec(await dialog.innerText());
  assert.equal(Number(refused), count); // no lead skips a stage
  assert.equal(await dialog.getByRole('link').count(), count);
  await check_page(page);
  await dialog.getByRole('button', { name: '关闭' }).click();
});

test('a deletion can be taken back for a while', async () => {
  // Nothing refers to what a customer asked.
  const { page } = await open_desk('#/view/inquiries');
  const all = await total(page);
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('button', { name: '选择多条' }).click();
  const boxes = page.getByRole('checkbox', { name: /^选择“/ });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole('button', { name: '删除', exact: true }).click();
  await page.getByText('已删除 2 条').waitFor();
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByText('已恢复 2 条').waitFor();
  assert.equal(await total(page), all);
  await page.getByRole('button', { name: '删除', exact: true }).click();
  // Whoever goes on to another page has decided.
  await page.goto(run.address('#/view/customers'));
  await settled(page);
  await page.goto(run.address('#/view/inquiries'));
  await until(async () => (await total(page)) === all - 2, 'both are gone');
});

test('a list is taken out as a file, as it is shown', async () => {
  const { page } = await open_desk('#/view/customers');
  await page.getByRole('button', { name: '更多操作' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出为 CSV' }).click()]);
  assert.match(file.suggestedFilename(), /^全部客户 .*\.csv$/);
  const lines = readFileSync(await file.path(), 'utf8').trim().split('\r\n');
  assert.equal(lines.length, 1 + (await total(page)));
  await page.getByText(/^已导出 [\d,]+ 条/).waitFor();
});

test('a card is dragged to another stage, or moved by its button; refused, it goes back', async () => {
  const { page } = await open_desk('#/view/opportunities');
  await page.getByRole('button', { name: '看板' }).click();
  const lead = page.getByRole('region', { name: /^线索 / });
  await lead.waitFor();
  await check_page(page);
  const card = lead.getByRole('listitem').first();
  const name = (await card.getByRole('link').locator('.title').innerText()).trim();
  assert.doesNotMatch(await card.innerText(), /阶段\s*线索/);
  const from = await card.boundingBox();
  const to = await page.getByRole('region', { name: /^产品演示 / }).boundingBox();
  await page.mouse.move(from.x + 60, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 100, from.y + 30, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + 60, { steps: 8 });
  await page.mouse.up();
  const refused = page.getByRole('alert').filter({ hasText: `“${name}”不能进入“产品演示”` }).or(page.getByRole('alert').filter({ hasText: /产品演示|不能/ }));
  await refused.first().waitFor();
  assert.match(page.url(), /#\/view\/opportunities/);
  await lead.getByRole('link', { name: new RegExp(name) }).first().waitFor();
  await check_page(page);

  await card.getByRole('button', { name: `移动“${name}”` }).press('Enter');
  await settled(page); // the focus goes into the panel first
  await page.getByRole('button', { name: '签约', exact: true }).press('Enter');
  await page.getByRole('alert').filter({ hasText: /签约/ }).first().waitFor();
});

test('on a phone a card is held and carried to the stage above', async () => {
  const { page } = await open('#/view/opportunities?look=board', { phone: true });
  await page.getByRole('button', { name: /^线索 / }).click();
  const card = page.getByRole('region', { name: /^线索 / }).getByRole('listitem').first();
  const from = await card.boundingBox();
  const tab = await page.getByRole('button', { name: /^需求确认 / }).boundingBox();
  const session = await page.context().newCDPSession(page);
  const touch = (type, x, y) => session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  await touch('touchStart', from.x + 60, from.y + 24);
  await page.waitForTimeout(600);
  for (let step = 1; step <= 6; step++) {
    await touch('touchMove', from.x + 60 + ((tab.x + tab.width / 2 - from.x - 60) * step) / 6, from.y + 24 + ((tab.y + tab.height / 2 - from.y - 24) * step) / 6);
    await page.waitForTimeout(40);
  }
  await touch('touchEnd');
  await page.getByText(/已进入“需求确认”|不能进入“需求确认”/).first().waitFor();
  await check_page(page);
  await page.close();
});

test('visits stand in a calendar, by month and by week, and as photos', async () => {
  const { page } = await open_desk('#/view/team_visits');
  await page.getByRole('button', { name: '日历' }).click();
  await page.getByRole('heading', { level: 2, name: /年\d+月$/ }).waitFor();
  await check_page(page);
  await page.getByRole('button', { name: '更早' }).click();
  await settled(page);
  await page.getByRole('listitem').filter({ hasText: /，[1-9]\d* 条/ }).first().getByRole('link').first().waitFor();
  await page.getByRole('button', { name: '周', exact: true }).click();
  await settled(page);
  assert.match(page.url(), /span=week/);
  await page.goBack();
  await page.goBack();
  await page.getByRole('heading', { level: 2, name: /年\d+月$/ }).waitFor();
  await page.getByRole('button', { name: '相册' }).click();
  await page.getByRole('figure').first().waitFor();
  await check_page(page);
});

test('a plan is moved to another day in the calendar, by keys and in a dialog, and taken back', async () => {
  const { page } = await run.open('#/form/visit');
  await be(page, who.rep);
  await page.goto(run.address('#/form/visit'));
  await page.getByRole('button', { name: '提交拜访' }).waitFor();
  const customer = who.sample.customer.find(({ values }) => values.rep === who.rep_id);
  await page.getByRole('combobox', { name: /^\s*客户/ }).fill(customer.values.name.slice(0, 4));
  await page.getByRole('option', { name: customer.values.name }).first().click();
  await form(page).control('计划到访时间').fill('2026-11-18T09:30');
  await form(page).draft_stored();
  await page.goto(run.address('#/view/my_visits?look=calendar&day=2026-11-18&span=week'));
  const entry = (time) => page.getByRole('link', { name: new RegExp(`^${time} .*${customer.values.name}`) }).first();
  await entry('09:30').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('将改到 2026-11-18 10:00').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText(/已改到 2026-11-18 10:00/).waitFor();
  await entry('10:00').waitFor();
  await check_page(page);
  await page.getByRole('button', { name: '撤销' }).click();
  await entry('09:30').waitFor();
  await entry('09:30').hover();
  await page.getByRole('button', { name: new RegExp(`^改时间：.*${customer.values.name}`) }).first().click();
  const dialog = page.getByRole('dialog', { name: /^改时间/ });
  await dialog.getByLabel('改到').fill('2026-11-20T14:00');
  await check_page(page);
  await dialog.getByRole('button', { name: '改时间' }).click();
  await page.getByText(/已改到 2026-11-20 14:00/).waitFor();
  // Dragged to another day by the pointer.
  await page.getByRole('button', { name: '月', exact: true }).click();
  await entry('14:00').dragTo(page.locator('[data-slot="2026-11-24"]'));
  await page.getByText(/已改到 2026-11-24 14:00/).waitFor();
  for (const span of ['日', '列表']) {
    await page.getByRole('group', { name: '显示方式' }).last().getByRole('button', { name: span, exact: true }).click();
    await settled(page);
    await check_page(page);
  }
  await page.close();
});

test('visits stand along a timeline and on a map with the route of a day', async () => {
  const { page } = await open_desk('#/view/team_visits');
  await page.getByRole('button', { name: '时间轴' }).click();
  // On the first of a month there is nothing in it yet.
  await page.getByRole('button', { name: '更早' }).click();
  await page.getByRole('group', { name: '时间轴' }).getByRole('link').first().waitFor();
  await check_page(page);
  await page.getByRole('button', { name: '地图' }).click();
  const map = page.getByRole('group', { name: /^地图，\d+ 个位置$/ });
  await map.waitFor();
  await map.getByRole('img', { name: /^比例尺 / }).waitFor();
  await check_page(page);
  // The sample is moved to the present when it comes in: the list of the calendar says of which days it has visits.
  const map_address = page.url();
  await page.goto(run.address('#/view/team_visits?look=calendar&span=list'));
  await page.getByRole('button', { name: '更早' }).click();
  await settled(page);
  const day = await page.getByRole('region', { name: /，[1-9]\d* 条$/ }).first().getByRole('heading').innerText().then((text) => text.slice(0, 10));
  await page.goto(map_address);
  await map.waitFor();
  await page.getByRole('button', { name: '当天路线' }).click();
  await page.getByLabel('看哪一天').and(page.locator('input')).fill(day);
  await page.getByText(/^\d+ 站，直线距离共 /).waitFor();
  await page.getByRole('button', { name: '放大' }).click();
  await check_page(page);
});

for (const locale of ['zh-CN', 'en']) {
  test(`all of it on a phone: ${locale}`, async () => {
    const { page } = await open('#/view/opportunities', { phone: true, locale });
    await check_page(page);
    await page.getByRole('button', { name: /^(添加筛选|Add a filter)$/ }).click();
    await check_page(page);
    await page.keyboard.press('Escape');
    for (const look of [/^(阶段看板|Board)$/, /^(日历|Calendar)$/, /^(时间轴|Timeline)$/]) {
      await page.getByRole('button', { name: /^(显示方式|Display)$/ }).click();
      await page.getByRole('button', { name: look }).click();
      await page.keyboard.press('Escape');
      await settled(page);
      await check_page(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${look}: ${wide} px beside the page`);
    }
    });
}
