// An address of an intranet without encryption, where browsers forbid most: what works there works, and
// a page says what does not and what to ask for.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check_page, kTestFlags, launch, new_context } from './harness.mjs';
import { form } from './pages.mjs';
import { cast } from './people.mjs';
import { app_folder, app_url, hub_exists, make_folder, make_site, serve_hub } from './site.mjs';

let folder, hub, browser, who, site, page;
before(async () => {
  if (!hub_exists()) return;
  folder = make_folder('plain-http');
  make_site(folder.path, 2);
  who = cast(folder.path);
  hub = await serve_hub({ site: folder.path, app: app_folder(folder.path), db: join(folder.path, 'hub.db'), demo: false, args: ['--host', 'intranet.test'] });
  browser = await launch([...kTestFlags, '--host-resolver-rules=MAP intranet.test 127.0.0.1']);
  site = hub.url.replace('127.0.0.1', 'intranet.test');
  page = await (await new_context(browser, { phone: true })).newPage();
});
after(async () => {
  await browser?.close();
  await hub?.stop();
  folder?.remove();
});

test('a page says what is off at this address and what to ask IT for', async (t) => {
  if (!hub) return t.skip('no hub was built');
  await page.goto(`${site}connection.html`);
  await page.getByRole('heading', { level: 1, name: '这个地址能用什么' }).waitFor();
  assert.equal(await page.evaluate(() => window.isSecureContext), false);
  await page.getByText(`${new URL(site).origin} 没有加密（http）`).waitFor();
  const works = async (ability) => (await page.getByRole('listitem').filter({ hasText: ability }).innerText()).includes('不可用') ? 'off' : 'works';
  assert.equal(await works('联网填写和提交'), 'works');
  for (const ability of ['没有网络也能工作', '没有网络时打开页面', '相机实时画面和水印', '定位', '浏览器通知']) assert.equal(await works(ability), 'off', ability);
  await page.getByText('tollgate serve --tls').waitFor();
  await check_page(page);
});

async function asked(path, type, params, cookie = '') {
  const response = await fetch(`${hub.url}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', cookie }, body: JSON.stringify({ id: 1, type, params }) });
  const reply = await response.json();
  assert.equal(reply.ok, true, JSON.stringify(reply));
  return { ...reply.result, cookie: response.headers.get('set-cookie')?.split(';')[0] };
}

test('filling and submitting works online, is told to be on the hub, and is there after a reload', async (t) => {
  if (!hub) return t.skip('no hub was built');
  const first = /invitation=([0-9a-f]{64})/.exec(hub.printed())[1];
  const { cookie } = await asked('hub/request', 'invitation.accept', { token: first, name: '管理员', password: 'correct horse' });
  const { invitation } = await asked('hub/request', 'account.invite', { name: who.rep, places: [{ app: 'medical_visit', record: who.rep_id }] }, cookie);
  await page.goto(`${site}sign_in.html#invitation=${invitation.token}`);
  await page.getByLabel('密码', { exact: true }).fill('correct horse');
  await page.getByRole('button', { name: '设置密码并登录', exact: true }).click();
  await page.waitForURL(site);
  await page.goto(`${app_url(site)}#/form/customer`);
  await page.getByText('填写和提交的内容保存在服务器上').waitFor({ timeout: 60000 });
  await page.getByRole('link', { name: '这里有哪些不能用' }).waitFor();
  const fill = form(page);
  await fill.fill('医院名称', '明文第三医院');
  await fill.control('城市').selectOption({ index: 1 });
  await fill.choose('客户级别', 'B 级');
  await check_page(page);
  await fill.submit('保存客户');
  await page.getByRole('heading', { level: 1, name: '明文第三医院' }).waitFor();
  // It is at the hub already, for whoever may ask, and nowhere on this device.
  const { total } = await asked(`${app_url('')}api/request`, 'record.list', { view: 'customers', search: '明文第三医院' }, cookie);
  assert.equal(total, 1);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: '明文第三医院' }).waitFor({ timeout: 60000 });
  await check_page(page);
});
