// Nothing that somebody designed is lost: at a reload, beside another tab, without the hub.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check_page, launch, new_context, start } from './harness.mjs';
import { designer_ready, draft_kept, exported, field, select_field, label_box, pick_file, save, toolbar_button } from './designer_steps.mjs';
import { app_folder, app_url, hub_exists, make_folder, make_site, request, serve_hub } from './site.mjs';

let run;
before(async () => {
  run = await start({ reps: 1 });
});
after(() => run?.stop());

async function open_designer(how = {}) {
  const opened = await run.open('designer.html', how);
  await designer_ready(opened.page);
  return opened;
}

const said = (page, text) => page.getByRole('status').filter({ hasText: text }).first().waitFor({ state: 'attached' });
const rename = async (page, label, from = '客户') => {
  // As people do: the pointer is there before it is pressed.
  await field(page, from).hover();
  await select_field(page, from);
  await label_box(page).fill(label);
  await field(page, label).waitFor({ state: 'attached' });
};

test('unsaved changes ask before the page goes, and are back after a crash', async () => {
  const context = await run.context();
  const { page } = await open_designer({ context });
  await rename(page, '客户甲');
  await draft_kept(page, '客户甲');
  const asked = page.waitForEvent('dialog');
  const reloaded = page.reload();
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.accept();
  await reloaded;
  await designer_ready(page);
  await field(page, '客户甲').waitFor({ state: 'attached' });
  const bar = page.getByRole('status').filter({ hasText: '未保存的修改' });
  await bar.waitFor();
  await check_page(page);
  await bar.getByRole('button', { name: '放弃这些修改' }).click();
  await field(page, '客户').waitFor({ state: 'attached' });
  await bar.waitFor({ state: 'detached' });

  await rename(page, '客户乙');
  await draft_kept(page, '客户乙');
  await page.close(); // no farewell, as when the browser ends
  const { page: next } = await open_designer({ context });
  await field(next, '客户乙').waitFor({ state: 'attached' });
  await save(next);
  await draft_kept(next, '');
  await next.close();
  const { page: third } = await open_designer({ context });
  await field(third, '客户乙').waitFor({ state: 'attached' });
  assert.equal(await third.getByText('未保存的修改').count(), 0, 'what was saved is no draft');
});

test('two tabs: the later one decides, loads or saves over, and undo has both', async () => {
  const context = await run.context();
  const { page: first } = await open_designer({ context });
  const { page: second } = await open_designer({ context });
  await rename(second, '第二');
  await rename(first, '第一');
  await save(first);
  assert.equal(JSON.parse(await exported(first)).version > 1, true, 'what is exported after a save has its version');

  const bar = second.getByRole('alert').filter({ hasText: '别处保存了另一版' });
  await bar.waitFor();
  await check_page(second);
  await second.waitForTimeout(4000);
  await bar.waitFor(); // it stays until it is answered
  await bar.getByRole('button', { name: '载入最新版' }).click();
  await field(second, '第一').waitFor({ state: 'attached' });
  await bar.waitFor({ state: 'detached' });
  await toolbar_button(second, '撤销').click();
  await field(second, '第二').waitFor({ state: 'attached' });

  await rename(first, '第一乙', '第一');
  await save(first);
  await bar.waitFor();
  await bar.getByRole('button', { name: '保留我的并覆盖' }).click();
  await said(second, '已保存');
  await bar.waitFor({ state: 'detached' });
  // The other tab had nothing unsaved: it takes it over, and says so.
  await field(first, '第二').waitFor({ state: 'attached' });
});

test('a save that is refused says how many problems and where, and leads to them', async () => {
  const { page } = await open_designer();
  const app = JSON.parse(await exported(page));
  app.forms[0].sections[0].fields[0].field = 'nobody';
  await pick_file(page, Buffer.from(JSON.stringify(app)), 'broken.json');
  await said(page, /已导入：broken\.json，发现 1 个错误/);
  await page.keyboard.press('Control+s');
  const bar = page.getByRole('alert').filter({ hasText: '没有保存：1 个问题' });
  await bar.waitFor();
  await bar.getByText(new RegExp(app.forms[0].label['zh-CN'])).waitFor();
  await check_page(page);
  await bar.getByRole('button', { name: '查看问题' }).click();
  await page.getByRole('button', { name: /^问题：1 个错误/ }).and(page.locator('[aria-expanded=true]')).waitFor({ state: 'attached' });
  const preview = page.getByRole('complementary', { name: '预览' });
  assert.doesNotMatch(await preview.getByRole('status').first().innerText(), /nobody/, 'the preview does not repeat it');
  await bar.getByRole('button', { name: '关闭' }).click();
  await bar.waitFor({ state: 'detached' });
});

test('a file that is no UTF-8 is refused with its line, and changes nothing', async () => {
  const { page } = await open_designer();
  const before_it = await exported(page);
  const bytes = Buffer.from(before_it);
  bytes[bytes.indexOf(Buffer.from('拜访'))] = 0xff;
  await pick_file(page, bytes, 'cut.json');
  await said(page, /cut\.json 第 \d+ 行不是 UTF-8/);
  assert.equal(await exported(page), before_it);
});

test('a save without the hub is said to be on this device only, and is sent later', { skip: !hub_exists() }, async () => {
  const folder = make_folder('design-hub');
  make_site(folder.path, 1);
  const place = { site: folder.path, app: app_folder(folder.path), db: join(folder.path, 'hub.db') };
  let hub = await serve_hub(place);
  const { url } = hub;
  const browser = await launch();
  try {
    const context = await new_context(browser);
    const page = await context.newPage();
    await page.goto(`${app_url(url)}designer.html`);
    await designer_ready(page);
    await rename(page, '客户甲');
    await save(page);
    assert.match((await request(url, 'app.get', {})).result.text, /客户甲/);
    await hub.stop();
    await rename(page, '客户乙', '客户甲');
    await save(page);
    const bar = page.getByRole('alert').filter({ hasText: '只保存在本设备上' });
    await bar.waitFor();
    // A reload without the hub changes nothing about that.
    await page.reload();
    await designer_ready(page);
    await bar.waitFor();
    hub = await serve_hub({ ...place, url });
    await bar.waitFor({ state: 'detached', timeout: 60000 });
    assert.match((await request(url, 'app.get', {})).result.text, /客户乙/);
  } finally {
    await browser.close();
    await hub.stop();
    folder.remove();
  }
});
