// Apps that travel: one is tried and installed from the gallery, changed, updated with a clash to decide,
// and taken back; a package is made of it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check_page, launch, new_context } from './harness.mjs';
import { hub_exists, make_folder, make_site, make_template, root, serve_empty_hub } from './site.mjs';

const binary = process.env.TOLLGATE_HUB ?? join(root, 'build/native/bin/tollgate');
const tollgate = (...args) => execFileSync(binary, args, { stdio: ['ignore', 'ignore', 'pipe'] });
const label = (zh, en) => ({ 'zh-CN': zh, en });

let folder, hub, page, browser;
before(async () => {
  if (!hub_exists()) return;
  folder = make_folder('packages');
  make_site(folder.path, 1);
  make_packages(folder.path);
  hub = await serve_empty_hub({ site: folder.path, data: join(folder.path, 'data') });
  browser = await launch();
  page = await (await new_context(browser)).newPage();
});
after(async () => {
  await browser?.close();
  await hub?.stop();
  folder?.remove();
});

// The visit template as the site offers it, and two versions of somebody's inspection.
function make_packages(path) {
  mkdirSync(join(path, 'templates'), { recursive: true });
  make_template(join(path, 'visit'), 1);
  tollgate('package', 'build', join(root, 'templates/medical-visit'), '--sample', join(path, 'visit'), '--out', join(path, 'templates/medical_visit.tollgate'));
  tollgate('package', 'key', join(path, 'my.key'));
  for (const [version, change] of [['1.0.0', () => {}], ['1.1.0', later]]) {
    const source = join(path, `inspection-${version}`);
    mkdirSync(source);
    const app = inspection();
    change(app);
    writeFileSync(join(source, 'app.json'), JSON.stringify(app));
    writeFileSync(join(source, 'package.json'), JSON.stringify({ version, publisher: '连锁研究社', description: label('门店与巡检，十分钟上手', 'Stores and their inspections, in ten minutes') }));
    tollgate('package', 'build', source, '--out', join(path, `inspection-${version}.tollgate`), '--key', join(path, 'my.key'));
  }
}

function inspection() {
  return {
    format: 'tollgate.app/1', id: 'inspection', version: 1, label: label('门店巡检', 'Store inspection'), locales: ['zh-CN', 'en'],
    entities: [{ id: 'store', label: label('门店', 'Store'), title: 'name', fields: [
      { id: 'name', type: 'text', label: label('名称', 'Name'), required: true },
      { id: 'city', type: 'text', label: label('城市', 'City') },
    ] }],
    forms: [{ id: 'store', entity: 'store', label: label('门店', 'Store'), sections: [{ id: 'all', label: label('全部', 'All'), fields: [{ field: 'name' }, { field: 'city' }] }] }],
    views: [{ id: 'stores', entity: 'store', label: label('门店列表', 'Stores'), columns: [{ field: 'name' }, { field: 'city' }], form: 'store' }],
    sample_data: { records: { store: [{ id: 's1', values: { name: '人民路店', city: '上海' } }, { id: 's2', values: { name: '中山路店', city: '南京' } }] } },
  };
}

function later(app) {
  app.entities[0].fields[1].label = label('所在城市', 'City of the store');
  app.entities[0].fields.push({ id: 'area', type: 'number', label: label('面积', 'Area') });
  app.forms[0].sections[0].fields.push({ field: 'area' });
}

const file = (version) => [join(folder.path, `inspection-${version}.tollgate`), join(folder.path, `inspection-${version}.tollgate.sig`)];
const new_app = () => page.getByRole('dialog', { name: '新建应用' });

test('a template is tried on sample data without being installed', async (t) => {
  if (!hub) return t.skip('no hub was built');
  await page.goto(hub.url);
  await page.getByRole('button', { name: '新建应用' }).click();
  await new_app().getByRole('radio', { name: /^模板/ }).check();
  await new_app().getByRole('heading', { name: '医疗设备拜访管理' }).waitFor();
  await check_page(page);
  await new_app().getByRole('button', { name: '试用 · 医疗设备拜访管理' }).click();
  await page.waitForURL(/apps\/try_medical_visit\//, { timeout: 120000 });
  await page.getByText('医疗设备拜访管理（试用）').first().waitFor({ timeout: 60000 });
});

test('a package is looked at and installed from a file', async (t) => {
  if (!hub) return t.skip('no hub was built');
  await page.goto(hub.url);
  await page.getByRole('button', { name: '新建应用' }).click();
  await new_app().getByRole('radio', { name: /^应用包文件/ }).check();
  await new_app().getByLabel(/^应用包（/).setInputFiles(file('1.0.0'));
  const preview = page.getByRole('dialog', { name: '安装“门店巡检”' });
  await preview.getByText('第一次见到的发布者').waitFor();
  await preview.getByText('1 个数据对象 · 1 个表单 · 1 个列表视图 · 2 条示例记录').waitFor();
  await check_page(page);
  assert.equal(await preview.getByRole('button', { name: '安装' }).isDisabled(), true, 'nothing is installed without consent');
  await preview.getByLabel('同时导入示例数据').check();
  await preview.getByLabel('我了解它来自谁').check();
  await preview.getByRole('button', { name: '安装' }).click();
  await page.waitForURL(`${hub.url}apps/inspection/`);
  await page.goto(`${hub.url}apps/inspection/#/view/stores`);
  await page.getByRole('row', { name: /人民路店/ }).waitFor({ timeout: 60000 });
});

test('half a package, and somebody else’s signature, are refused in words', async (t) => {
  if (!hub) return t.skip('no hub was built');
  await page.goto(`${hub.url}gallery.html`);
  const whole = readFileSync(file('1.1.0')[0]);
  const choose = (...files) => page.getByLabel('从文件安装').setInputFiles(files);
  const at = (name, buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
  await choose(at('half.tollgate', whole.subarray(0, 900)));
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('alert').filter({ hasText: '文件不全' }).waitFor();
  await dialog.getByRole('button', { name: '取消' }).click();
  await choose(at('a.tollgate', whole), at('a.tollgate.sig', readFileSync(file('1.0.0')[1])));
  await dialog.getByText('应用包或签名被改动过，不能安装。').waitFor();
  assert.equal(await dialog.getByRole('button', { name: '安装', exact: true }).count(), 0);
  await check_page(page);
  await dialog.getByRole('button', { name: '取消' }).click();
});

// The change is a designer's; how one makes it there is looked at elsewhere.
async function change_label(text) {
  const ask = async (type, params) => (await fetch(`${hub.url}apps/inspection/api/request`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ id: 1, type, params }) })).json();
  const app = JSON.parse((await ask('app.get', {})).result.text);
  app.entities[0].fields[1].label['zh-CN'] = text;
  app.version += 1;
  const saved = await ask('app.save', { text: JSON.stringify(app) });
  assert.ok(saved.ok, JSON.stringify(saved));
}

test('an update keeps what was changed here, asks where both did, and is taken back', async (t) => {
  if (!hub) return t.skip('no hub was built');
  await change_label('城市（我们的）');
  await page.goto(`${hub.url}gallery.html`);
  const update = async () => {
    await page.getByLabel('用文件更新 · 门店巡检').setInputFiles(file('1.1.0'));
    const dialog = page.getByRole('dialog', { name: '更新“门店巡检”：1.0.0 → 1.1.0' });
    await dialog.waitFor();
    return dialog;
  };
  const dialog = await update();
  const clash = dialog.getByRole('group', { name: /门店 › 字段 › .*名称 › 中文/ });
  await clash.getByText('保留我的').waitFor();
  await dialog.getByText('通过：2 条记录都在，列表和看板都能打开。').waitFor();
  await dialog.getByText('还有 1 处没有决定').waitFor();
  assert.equal(await dialog.getByRole('button', { name: '更新到 1.1.0' }).isDisabled(), true);
  await check_page(page);
  await clash.getByRole('radio', { name: /采用更新的/ }).check();
  await dialog.getByRole('button', { name: '更新到 1.1.0' }).click();
  await page.getByRole('status').filter({ hasText: '“门店巡检”已是版本 1.1.0。' }).waitFor();
  await page.goto(`${hub.url}apps/inspection/#/form/store`);
  await page.getByLabel('所在城市').waitFor({ timeout: 60000 });
  await page.getByLabel('面积').waitFor();

  await page.goto(`${hub.url}gallery.html`);
  page.once('dialog', (asked) => asked.accept());
  await page.getByRole('button', { name: '退回 1.0.0 · 门店巡检' }).click();
  await page.getByRole('status').filter({ hasText: '“门店巡检”已是版本 1.0.0。' }).waitFor();
  await check_page(page);
  await page.goto(`${hub.url}apps/inspection/#/form/store`);
  await page.getByLabel('城市（我们的）').waitFor({ timeout: 60000 });
  assert.equal(await page.getByLabel('面积').count(), 0);
});

test('a package is made of an app and published in the gallery', async (t) => {
  if (!hub) return t.skip('no hub was built');
  await page.goto(`${hub.url}gallery.html`);
  await page.getByRole('button', { name: '制作应用包 · 门店巡检' }).click();
  const dialog = page.getByRole('dialog', { name: '把“门店巡检”做成应用包' });
  await dialog.getByLabel('版本（如 1.2.0）').fill('2.0.0');
  await dialog.getByLabel('发布者名称').fill('华东门店');
  await dialog.getByLabel('介绍').fill('我们用的巡检');
  await check_page(page);
  await dialog.getByRole('button', { name: '制作' }).click();
  await dialog.getByText('已制作 inspection-2.0.0.tollgate').waitFor();
  await dialog.getByRole('button', { name: '发布到本服务的应用库' }).click();
  await page.getByRole('status').filter({ hasText: '已发布' }).waitFor();
  await page.getByText(/版本 2\.0\.0 · 华东门店/).waitFor();
  const index = await (await fetch(`${hub.url}gallery/index.json`)).json();
  assert.deepEqual(index.packages.map(({ id, version }) => [id, version]), [['inspection', '2.0.0']]);
});
