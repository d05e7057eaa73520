// An app made of a table gets its numbers in the designer, by role and name: a metric as a sentence, a
// dashboard on its grid, both on the real records, and then the same number in the app's own page.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check_page, complaints_of, launch, new_context } from './harness.mjs';
import { save, until } from './designer_steps.mjs';
import { hub_exists, make_folder, make_site, serve_empty_hub } from './site.mjs';

let folder, hub, browser, page;
before(async () => {
  if (!hub_exists()) return;
  folder = make_folder('parts');
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

const tree = () => page.getByRole('tree', { name: '应用结构' });

// An entry of a combobox, both by name.
async function choose(box, entry) {
  await page.getByRole('combobox', { name: box, exact: true }).first().click();
  await page.getByRole('listbox', { name: box, exact: true }).getByRole('option', { name: entry, exact: true }).click();
}

// A new part from the outline, named.
async function add_part(button, label) {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(label);
  await tree().getByRole('treeitem', { name: label, exact: true }).waitFor({ state: 'attached' });
}

test('a metric and a dashboard are made from nothing, and the app shows their number', async (t) => {
  if (!hub) return t.skip('no hub was built');
  // 30 shops of 0.5, 1.5, … 29.5 square metres: 450 in all, the even ones in Beijing.
  const rows = Array.from({ length: 30 }, (_, i) => `第${i}店,${['北京', '上海'][i % 2]},${i}.5`);
  await page.goto(hub.url);
  await page.getByRole('button', { name: '新建应用' }).click();
  const dialog = page.getByRole('dialog', { name: '新建应用' });
  await dialog.getByRole('radio', { name: /^Excel/ }).check();
  const buffer = Buffer.from(['门店,城市,面积', ...rows].join('\r\n'));
  await dialog.getByLabel(/^表格文件/).setInputFiles({ name: '门店.csv', mimeType: 'text/csv', buffer });
  await dialog.getByRole('button', { name: '创建' }).click();
  await page.waitForURL(`${hub.url}apps/men_dian/`);
  await page.getByRole('row', { name: /第29店/ }).waitFor({ timeout: 60000 });

  await page.goto(`${hub.url}apps/men_dian/designer.html`);
  await page.getByRole('tab', { name: '结构' }).click({ timeout: 60000 });
  await add_part('添加指标', '总面积');
  await choose('统计方式', '合计');
  await choose('统计哪个值', '面积');
  await page.getByText('450，基于 30 条记录').waitFor({ state: 'attached', timeout: 30000 });
  await choose('分组看看', '按城市');
  for (const bar of ['北京：217.5', '上海：232.5']) {
    await page.getByRole('listitem', { name: bar }).waitFor({ state: 'attached', timeout: 30000 });
  }

  await add_part('添加看板', '门店总览');
  const palette = page.getByRole('toolbar', { name: '添加图表' });
  await palette.getByRole('button', { name: '数字' }).click();
  const widgets = page.getByRole('tree', { name: '图表' });
  await widgets.getByRole('treeitem', { name: '总面积' }).waitFor({ state: 'attached' });
  await palette.getByRole('button', { name: '条形' }).click();
  await until(async () => (await widgets.getByRole('treeitem').count()) === 2, 'both widgets stand on the grid');
  await page.getByRole('group', { name: '总面积' }).getByText('450，基于 30 条记录').waitFor({ state: 'attached', timeout: 30000 });

  // The keyboard alone makes the bars as wide as the page, and puts them first.
  await page.getByRole('button', { name: '宽度：一半' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: '宽度：整行' }).waitFor({ state: 'attached' });
  await widgets.getByRole('treeitem').nth(1).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await until(async () => /条形/.test(await widgets.getByRole('treeitem').first().getAttribute('aria-description')), 'the bars come first');
  await save(page);
  assert.deepEqual(complaints_of(page), []);

  await page.goto(`${hub.url}apps/men_dian/`);
  await page.getByRole('link', { name: '门店总览' }).first().click({ timeout: 30000 });
  await page.getByText('450', { exact: true }).first().waitFor({ timeout: 30000 });
  await check_page(page);
});
