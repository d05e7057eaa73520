// Before a design is in force, whoever saves reads what it changes for records and roles; earlier
// versions are looked at and put back; two people who change one app at once lose nothing.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check_page, launch, new_context } from './harness.mjs';
import { add_field, designer_ready, field, save, toolbar_button, until } from './designer_steps.mjs';
import { hub_exists, make_folder, make_site, serve_empty_hub } from './site.mjs';

let folder, hub, browser, page;
before(async () => {
  if (!hub_exists()) return;
  folder = make_folder('publishing');
  make_site(folder.path, 1);
  hub = await serve_empty_hub({ site: folder.path, data: join(folder.path, 'data') });
  browser = await launch();
  page = await desk();
});
after(async () => {
  await browser?.close();
  await hub?.stop();
  folder?.remove();
});

const desk = async () => (await new_context(browser, { viewport: { width: 1440, height: 900 } })).newPage();
const designer_url = () => `${hub.url}apps/men_dian/designer.html`;
async function ask(type, params) {
  const response = await fetch(`${hub.url}apps/men_dian/api/request`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ id: 1, type, params, locale: 'zh-CN' }) });
  return (await response.json()).result;
}
const fields_in_force = async () => JSON.parse((await ask('app.get', {})).text).entities[0].fields.map(({ label }) => label['zh-CN']);
async function shot(name) {
  if (process.env.TOLLGATE_SHOTS) await page.screenshot({ path: join(process.env.TOLLGATE_SHOTS, `${name}.png`) });
}

async function make_app() {
  const rows = Array.from({ length: 30 }, (_, i) => `第${i}店,${['北京', '上海'][i % 2]},${i % 3 ? `${i}.5` : ''}`);
  await page.goto(hub.url);
  await page.getByRole('button', { name: '新建应用' }).click();
  const dialog = page.getByRole('dialog', { name: '新建应用' });
  await dialog.getByRole('radio', { name: /^Excel/ }).check();
  await dialog.getByLabel(/^表格文件/).setInputFiles({ name: '门店.csv', mimeType: 'text/csv', buffer: Buffer.from(['门店,城市,面积', ...rows].join('\r\n')) });
  await dialog.getByRole('region', { name: /^共 30 行/ }).waitFor();
  await dialog.getByRole('button', { name: '创建' }).click();
  await page.waitForURL(`${hub.url}apps/men_dian/`);
  await page.getByRole('row', { name: /第29店/ }).waitFor({ timeout: 60000 });
}

// An app of one language has one name for each thing.
const label_box = (of) => of.getByRole('region', { name: '属性' }).getByRole('textbox', { name: '名称', exact: true });
async function select_field(of, label) {
  await field(of, label).click();
  await until(async () => (await label_box(of).inputValue()) === label, `“${label}” is selected`);
}

// Takes the field out of the app, and of what shows it.
async function delete_field(label) {
  await select_field(page, label);
  const properties = page.getByRole('region', { name: '属性' });
  const press = async (where, name) => {
    const button = where.getByRole('button', { name, exact: true });
    await button.focus();
    await page.waitForTimeout(100);
    await button.click();
  };
  await press(properties, '更多');
  await press(properties, '从应用中删除字段');
  const asked = page.getByRole('dialog', { name: `删除“${label}”？` });
  if (await asked.isVisible().catch(() => false)) await press(asked, '删除');
  await until(async () => (await field(page, label).count()) === 0, `“${label}” is gone`);
}

test('a save that takes something from records says so first, and can be left', async (t) => {
  if (!hub) return t.skip('no hub was built');
  await make_app();
  const app = JSON.parse((await ask('app.get', {})).text);
  const area = app.entities[0].fields[2].id;
  // The list leaves the column first, so that nothing needs the field.
  for (const view of app.views) view.columns = view.columns.filter((column) => column.field !== area);
  app.version += 1;
  await ask('app.save', { text: JSON.stringify(app) });
  await page.goto(designer_url());
  await designer_ready(page);
  await delete_field('面积');
  await page.keyboard.press('Control+s');
  const review = page.getByRole('dialog', { name: '保存前请确认' });
  await review.getByText('的“面积”将被删除：20 条记录的这一项不再显示。').waitFor();
  await review.getByText('没有人的权限或菜单有变化。').waitFor();
  await check_page(page);
  await shot('review');
  await review.getByRole('button', { name: '回去修改' }).click();
  await review.waitFor({ state: 'hidden' });
  assert.deepEqual(await fields_in_force(), ['门店', '城市', '面积'], 'nothing was saved');
  await page.keyboard.press('Control+s');
  await review.getByRole('button', { name: '保存并生效' }).click();
  await until(async () => !(await fields_in_force()).includes('面积'), 'it is in force');
});

test('an earlier version is looked at and put back', async (t) => {
  if (!hub) return t.skip('no hub was built');
  await toolbar_button(page, '以前的版本').click();
  const versions = page.getByRole('dialog', { name: '以前的版本' });
  await versions.getByText('正在使用').waitFor();
  await versions.getByRole('button', { name: /^第 \d+ 版/ }).nth(1).click();
  await versions.getByRole('heading', { name: /^放回第 \d+ 版会改变什么/ }).waitFor();
  await versions.getByText('门店 › 字段 › 面积').waitFor();
  await versions.getByText('已有的记录不受影响。').waitFor();
  await check_page(page);
  await shot('versions');
  await versions.getByRole('button', { name: '在设计器里打开' }).click();
  await field(page, '面积').waitFor({ state: 'attached' });
  await save(page);
  await until(async () => (await fields_in_force()).includes('面积'), 'it is in force again');
});

test('two people see each other, and what both changed is merged', async (t) => {
  if (!hub) return t.skip('no hub was built');
  const other = await desk();
  await other.goto(designer_url());
  await designer_ready(other);
  await other.getByRole('status').filter({ hasText: '也打开了这个应用' }).waitFor({ timeout: 40000 });
  await page.getByRole('status').filter({ hasText: '也打开了这个应用' }).waitFor({ timeout: 40000 });
  await shot('company');
  // Here a field is added and not saved; the other names a field anew, and saves.
  await add_field(page, '电话', '联系电话');
  await select_field(other, '城市');
  await label_box(other).fill('所在城市');
  await save(other);
  await page.getByRole('alert').filter({ hasText: '别处保存了另一版' }).waitFor({ timeout: 40000 });
  await page.getByRole('button', { name: '合并两边的修改' }).click();
  await page.getByRole('status').filter({ hasText: '已合并别处保存的' }).first().waitFor({ state: 'attached' });
  await field(page, '所在城市').waitFor({ state: 'attached' });
  await save(page);
  await until(async () => {
    const fields = await fields_in_force();
    return fields.includes('所在城市') && fields.includes('联系电话');
  }, 'both changes are in force');

  // Both name the same field anew: one of the two decides.
  await select_field(other, '面积');
  await label_box(other).fill('营业面积');
  await select_field(page, '面积');
  await label_box(page).fill('面积（平米）');
  await save(page);
  await other.getByRole('button', { name: '合并两边的修改' }).click({ timeout: 40000 });
  const merge = other.getByRole('dialog', { name: /^合并第 \d+ 版/ });
  const clash = merge.getByRole('group', { name: /面积/ }).first();
  await clash.getByRole('radio', { name: /^采用别人的/ }).check();
  await check_page(other);
  if (process.env.TOLLGATE_SHOTS) await other.screenshot({ path: join(process.env.TOLLGATE_SHOTS, 'merge.png') });
  await merge.getByRole('button', { name: '合并', exact: true }).click();
  await field(other, '面积（平米）').waitFor({ state: 'attached' });
});
