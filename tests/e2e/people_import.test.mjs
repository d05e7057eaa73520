// An administrator brings a team in by a table: corrects what the preview says, and has an
// invitation for each to print, by which one of them signs in.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check_page, kTestFlags, launch, new_context } from './harness.mjs';
import { app_folder, hub_exists, make_folder, make_site, serve_hub } from './site.mjs';

let folder, hub, browser;
before(async () => {
  if (!hub_exists()) return;
  folder = make_folder('people');
  make_site(folder.path, 1);
  hub = await serve_hub({ site: folder.path, app: app_folder(folder.path), db: join(folder.path, 'hub.db'), demo: false });
  browser = await launch(kTestFlags);
});
after(async () => {
  await browser?.close();
  await hub?.stop();
  folder?.remove();
});

// 登录名,姓名,上级,人数 in GB 18030, as a Chinese spreadsheet program saves it.
const kTable = Buffer.from('tcfCvMP7LNDVw/ssyc+8tizIy8r9', 'base64');

test('people come in by a table, after a preview that says by line what is wrong', async (t) => {
  if (!hub) return t.skip('no hub was built');
  const first = /sign_in\.html#invitation=[0-9a-f]{64}/.exec(hub.printed())[0];
  const desk = await new_context(browser);
  const page = await desk.newPage();
  await page.goto(hub.url + first);
  await page.getByLabel('用户名').fill('管理员甲');
  await page.getByLabel('密码', { exact: true }).fill('correct horse');
  await page.getByRole('button', { name: '设置密码并登录', exact: true }).click();
  await page.waitForURL(hub.url);
  await page.goto(`${hub.url}people.html`);
  await page.getByRole('button', { name: '导入表格' }).click();
  await page.getByRole('heading', { name: '用一张表导入人员' }).waitFor();
  await check_page(page);

  // A file whose column nobody knows.
  const table = page.getByRole('textbox', { name: '或从 Excel 复制后粘贴' });
  await page.getByLabel(/^选择文件/).setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: kTable });
  await page.getByText('来自文件“people.csv”').waitFor();
  assert.equal(await table.inputValue(), '登录名,姓名,上级,人数');
  // Corrected where it stands, as pasted from a spreadsheet.
  const head = '登录名\t姓名\t上级\t角色';
  await table.fill(`${head}\nxia.yu\t夏雨\twang.lei\t业务代表\nwang.lei\t王磊\t\t区域\n`);
  await page.getByRole('button', { name: '预览' }).click();
  await page.getByRole('heading', { name: /行有误，什么也没有保存/ }).waitFor();
  const wrong = page.getByRole('row').filter({ hasText: 'wang.lei' }).filter({ hasText: '有误' });
  await wrong.filter({ hasText: '角色' }).waitFor();
  assert.equal(await page.getByRole('button', { name: /^导入（/ }).count(), 0);
  await check_page(page);

  await table.fill(`${head}\nxia.yu\t夏雨\twang.lei\t业务代表\nwang.lei\t王磊\t\t区域经理\n`);
  await page.getByRole('button', { name: '预览' }).click();
  await page.getByRole('button', { name: '导入（2 人有变化）' }).click();
  await page.getByRole('heading', { name: '2 个邀请' }).waitFor();
  assert.equal(await page.getByRole('img', { name: '邀请链接的二维码' }).count(), 2);
  await check_page(page);
  const item = page.getByRole('listitem').filter({ hasText: 'xia.yu' }).filter({ hasText: 'sign_in.html#invitation=' });
  const link = /https?:\S+#invitation=[0-9a-f]{64}/.exec(await item.innerText())[0];
  // On paper stand the invitations alone.
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('button', { name: '打印' }).isVisible(), false);
  assert.equal(await item.isVisible(), true);
  await page.emulateMedia({ media: null });
  await page.getByRole('button', { name: '回到人员列表' }).click();
  await page.getByRole('listitem').filter({ hasText: 'wang.lei' }).filter({ hasText: '未接受邀请' }).waitFor();

  const pocket = await new_context(browser, { phone: true });
  const phone = await pocket.newPage();
  await phone.goto(link);
  await phone.getByLabel('密码', { exact: true }).fill('12345678');
  await phone.getByRole('button', { name: '设置密码并登录', exact: true }).click();
  await phone.waitForURL(hub.url);
  const who = await phone.evaluate(async () => (await (await fetch('hub/request', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ type: 'session.get', params: {} }) })).json()).result.account);
  assert.deepEqual([who.name, who.places], ['xia.yu', [{ app: 'medical_visit', record: 'xia.yu' }]]);
});
