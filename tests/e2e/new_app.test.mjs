// From nothing to an app: a hub without any, a blank one that leads to the designer, and one made of a
// table, with its rows.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check_page, launch, new_context } from './harness.mjs';
import { hub_exists, make_folder, make_site, serve_empty_hub } from './site.mjs';

let folder, hub, page, browser;
before(async () => {
  if (!hub_exists()) return;
  folder = make_folder('new-app');
  make_site(folder.path, 1);
  hub = await serve_empty_hub({ site: folder.path, data: join(folder.path, 'data') });
  browser = await launch();
  page = await (await new_context(browser)).newPage();
});
after(async () => {
  await browser?.close();
  await hub?.stop();
  folder?.remove();
});

const dialog = () => page.getByRole('dialog', { name: '新建应用' });

test('a blank app stands at once and says what is next', async (t) => {
  if (!hub) return t.skip('no hub was built');
  await page.goto(hub.url);
  await page.getByText('这里还没有应用。').waitFor();
  await page.getByRole('button', { name: '新建应用' }).click();
  await check_page(page);
  await dialog().getByLabel('应用名称').fill('门店巡检');
  await dialog().getByRole('button', { name: '创建' }).click();
  await page.waitForURL(`${hub.url}apps/men_dian_xun_jian/designer.html`);
  await page.goto(`${hub.url}apps/men_dian_xun_jian/`);
  await page.getByRole('heading', { level: 1, name: '“门店巡检”还是空的' }).waitFor();
  assert.equal(await page.getByRole('listitem').filter({ hasText: '要记录什么？' }).getAttribute('aria-current'), 'step');
  await check_page(page);
});

test('a table becomes an app: columns are fields, rows are records', async (t) => {
  if (!hub) return t.skip('no hub was built');
  const cities = ['北京', '上海'];
  const rows = Array.from({ length: 30 }, (_, i) => `第${i}店,00${i},${cities[i % 2]},2024/${(i % 12) + 1}/3,${i}.5`);
  await page.goto(hub.url);
  await page.getByRole('button', { name: '新建应用' }).click();
  await dialog().getByRole('radio', { name: /^Excel/ }).check();
  const choose = (text, name = '门店.csv') => dialog().getByLabel(/^表格文件/).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await choose('a,a\n1,2\n');
  await dialog().getByRole('alert').filter({ hasText: '有两列的列名相同' }).waitFor();
  await choose(['门店清单,,,,', '门店,编号,城市,开业日期,面积', ...rows].join('\r\n'));
  const preview = dialog().getByRole('region', { name: /^共 30 行/ });
  assert.deepEqual((await preview.getByRole('columnheader').allInnerTexts()).map((text) => text.split('\n')), [['门店', '文本'], ['编号', '文本'], ['城市', '单选'], ['开业日期', '日期'], ['面积', '数字']]);
  assert.equal(await dialog().getByLabel('每一行是什么？').inputValue(), '门店');
  await check_page(page);
  await dialog().getByRole('button', { name: '创建' }).click();
  await page.waitForURL(`${hub.url}apps/men_dian/`);
  const row = page.getByRole('row', { name: /第29店/ });
  await row.waitFor({ timeout: 60000 });
  assert.match(await row.innerText(), /第29店\s+0029\s+上海\s+2024-06-03\s+29\.5/);
  await check_page(page);
});
