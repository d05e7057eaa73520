// The smaller templates at work: a lead is claimed, up to the limit; a store reports, is inspected and rectifies.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { check_page, desk_size, start } from './harness.mjs';
import { be, form, go, widget } from './pages.mjs';
import { sample_of } from './site.mjs';

describe('sales management', () => {
  let run, seller, lead;
  before(async () => {
    run = await start({ template: 'sales-management' });
    const people = sample_of(run.folder, 'sales-management').person;
    seller = people.find(({ values }) => values.role === 'seller');
    lead = people.find(({ id }) => id === seller.values.lead);
  });
  after(() => run?.stop());

  test('a lead is claimed from the pool and worked on', async () => {
    const { page } = await run.open('', { phone: true });
    await be(page, seller.values.name);
    await go(page, '公共池');
    await page.getByRole('link', { name: /有限公司/ }).first().click();
    await page.getByRole('link', { name: '编辑' }).click();
    const fill = form(page);
    await fill.refer('负责人', seller.values.name);
    await fill.submit('保存线索');
    await page.getByText('已领取').first().waitFor();
    await check_page(page);
    // What is begun from it takes over what both have in common.
    const company = (await page.getByRole('heading', { level: 1 }).innerText()).trim();
    await page.getByRole('navigation', { name: '后续操作' }).getByRole('link', { name: '转为客户' }).click();
    await page.getByRole('heading', { level: 1, name: '客户' }).waitFor();
    await fill.control('客户名称').waitFor();
    assert.equal(await fill.control('客户名称').inputValue(), company);
    await check_page(page);
    await go(page, '我的线索');
    await page.getByRole('link', { name: /有限公司/ }).first().waitFor();
    await check_page(page);
  });

  test('the sales lead goes from the self-check table to overdue instalments', async () => {
    const { page } = await run.open('', {});
    await page.setViewportSize(desk_size);
    await be(page, lead.values.name);
    await widget(page, '逾期占应收').waitFor();
    await check_page(page);
    await go(page, '健康自检');
    await page.getByRole('row').filter({ hasText: '回款' }).first().waitFor();
    await check_page(page);
  });
});

describe('store sales', () => {
  let run, store, open, keeper, inspector, head;
  before(async () => {
    run = await start({ template: 'store-sales' });
    const sample = sample_of(run.folder, 'store-sales');
    const person = (id) => sample.person.find((each) => each.id === id);
    open = sample.inspection.findLast(({ values }) => values.fix_by && !values.fix_state);
    store = sample.store.find(({ id }) => id === open.values.store);
    keeper = person(store.values.keeper);
    inspector = person(store.values.inspector);
    head = person(keeper.values.head);
  });
  after(() => run?.stop());

  test('a store reports half of its target and says why; the area manager sees it', async () => {
    const { page } = await run.open('', { phone: true });
    await be(page, keeper.values.name);
    await go(page, '报今日销售');
    const fill = form(page);
    await fill.refer('门店', store.values.name);
    await fill.fill('销售额', String(Number(store.values.daily_target) / 2));
    await fill.fill('客单数', '40');
    await fill.choose('没达成的原因', '天气');
    await fill.submit('提交');
    await page.getByText('50%').first().waitFor();
    await check_page(page);
    const { page: manager } = await run.open('', {});
    await manager.setViewportSize(desk_size);
    await be(manager, head.values.name);
    await widget(manager, '近 7 天达成率').waitFor();
    await manager.getByRole('table', { name: '健康自检' }).waitFor();
    await check_page(manager);
  });

  test('a store is inspected, what falls short is rectified with a photo and verified, and the scores show it', async () => {
    const { page } = await run.open('', { phone: true });
    const as = async (person) => be(page, person.values.name);
    await as(inspector);
    await go(page, '新建巡店');
    const fill = form(page);
    await fill.refer('门店', store.values.name);
    await fill.stamp('到店时间');
    await fill.take('店内照片');
    for (const point of ['门头与橱窗', '陈列', '价签', '备货', '服务']) await fill.choose(point, '达标');
    await fill.choose('卫生', '不达标');
    await fill.fill('问题说明', '收银台后面堆着空纸箱');
    await fill.submit('提交巡店');
    await page.getByText('50 / 60').or(page.getByLabel('50 / 60 分')).first().waitFor();
    await check_page(page);

    await as(keeper);
    await page.goto(run.address(`#/record/inspection/${open.id}`));
    const stage = page.getByRole('region', { name: '阶段', exact: true });
    await stage.getByRole('button', { name: '整改完成', exact: true }).click();
    const refused = page.getByRole('alert').filter({ hasText: '还缺整改后照片' });
    await refused.waitFor();
    await refused.getByRole('button', { name: /^去补充/ }).first().click();
    await fill.take('整改后照片');
    await fill.fill('整改说明', '纸箱清走，台面擦净');
    await page.getByRole('button', { name: /^(保存|提交)/ }).click();
    await stage.getByRole('button', { name: '整改完成', exact: true }).click();
    await page.getByText('已进入“已整改”').waitFor();
    await as(inspector);
    await page.goto(run.address(`#/record/inspection/${open.id}`));
    await stage.getByRole('button', { name: '验收通过', exact: true }).click();
    await page.getByText('已进入“已验收”').waitFor();

    await page.setViewportSize(desk_size);
    await go(page, '巡店看板');
    await widget(page, '巡店得分，按周').waitFor();
    const short = widget(page, '哪些项不达标，按门店，近 30 天');
    await short.getByRole('row').filter({ hasText: store.values.name }).getByRole('button').first().click();
    await page.getByRole('table').getByRole('row').filter({ hasText: '50' }).first().waitFor();
    await check_page(page);
  });
});
