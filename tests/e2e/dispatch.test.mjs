// A director sees where too few important customers are visited, and gives them to somebody who can.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check_page, desk_size, phone_size, start } from './harness.mjs';
import { be_some, go, widget } from './pages.mjs';
import { sample_of } from './site.mjs';

// One page for all of them: what it reads of so many records takes it a while.
let run, page;
// Enough reps that each region has some, and few enough to be imported quickly.
before(async () => {
  run = await start({ reps: 24 });
  ({ page } = await run.open(''));
});
after(() => run?.stop());

test('from a city at risk to a person who takes its customers over, in one step', async () => {
  await page.setViewportSize(desk_size);
  await be_some(page, '销售总监');
  await go(page, '覆盖与派单');
  const cities = widget(page, '高潜力客户覆盖率，按城市');
  const proposals = cities.getByRole('list', { name: /的推荐人选$/ }).first();
  await proposals.waitFor();
  const city = /^(.+)的推荐人选$/.exec(await proposals.getAttribute('aria-label'))[1];
  assert.match(await proposals.innerText(), /近 180 天拜访过的高潜力客户 \d+ · 近 30 天拜访数 \d+/);
  await check_page(page);

  // Nobody of the city's own region is proposed.
  const { person, customer } = sample_of(run.folder);
  const own = person.filter(({ values }) => values.role === 'rep');
  const first = (await proposals.locator('strong').first().innerText()).trim();
  const chosen = own.find(({ values }) => values.name === first);
  const of_city = customer.find(({ values }) => values.level === 'a' && { wuhan: '武汉', zhengzhou: '郑州', xian: '西安', chengdu: '成都', jinan: '济南', beijing: '北京', shanghai: '上海', guangzhou: '广州', shenzhen: '深圳', hangzhou: '杭州', nanjing: '南京' }[values.city] === city);
  const before_rep = own.find(({ id }) => id === of_city.values.rep);
  assert.notEqual(chosen.values.region, before_rep.values.region);

  const assign = proposals.getByRole('button', { name: new RegExp(`^派单：把${city}的 \\d+ 条派给${first}$`) });
  const count = Number(/的 (\d+) 条/.exec(await assign.getAttribute('aria-label'))[1]);
  await assign.click();
  await page.getByRole('status').filter({ hasText: `已把${city}的 ${Math.min(count, 20)} 条派给${first}` }).waitFor();
  await go(page, '全部客户');
  await page.getByRole('searchbox').or(page.getByRole('textbox', { name: /搜索/ })).first().fill(city);
  await page.getByRole('row').filter({ hasText: first }).first().waitFor();

  await go(page, '覆盖与派单');
  await page.setViewportSize(phone_size);
  await cities.waitFor();
  await check_page(page);
});

test('newcomers, and what the best do', async () => {
  await page.setViewportSize(desk_size);
  await go(page, '洞察');
  await page.getByRole('link', { name: '新人与前 20%' }).click();
  await page.getByRole('region', { name: '新人多久达到中位数' }).waitFor({ timeout: 60000 });
  await page.getByRole('region', { name: '前 20% 做了什么' }).waitFor();
  await page.getByLabel('看哪个数').selectOption({ label: '近 30 天拜访数' });
  await page.waitForURL(/metric=visits_30d/);
  await page.getByRole('heading', { name: '不能下的结论' }).waitFor();
  await check_page(page);
});

test('coverage and dispatch in English, on a phone', async () => {
  await page.getByRole('button', { name: /English/ }).click();
  await page.setViewportSize(phone_size);
  await go(page, 'Coverage and dispatch');
  const cities = widget(page, 'Coverage of high-potential customers by city');
  await cities.getByRole('list', { name: /^Proposed for / }).first().waitFor();
  await cities.getByRole('button', { name: /^Assign \d+ in / }).first().waitFor();
  await check_page(page);
});
