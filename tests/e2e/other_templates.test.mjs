// The smaller templates at work: a lead is claimed, up to the limit; a store reports, is inspected and rectifies.
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
  let run, keeper, head;
  before(async () => {
    run = await start({ template: 'store-sales' });
    const people = sample_of(run.folder, 'store-sales').person;
    keeper = people.find(({ values }) => values.role === 'keeper');
    head = people.find(({ id }) => id === keeper.values.head);
  });
  after(() => run?.stop());

  test('a store reports half of its target and says why; the area manager sees it', async () => {
    const store = sample_of(run.folder, 'store-sales').store.find(({ values }) => values.keeper === keeper.id);
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
});
