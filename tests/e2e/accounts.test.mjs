// People sign in: the first link, an invitation on a phone, whose visits one sees, and the way out.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check_page, kTestFlags, launch, new_context } from './harness.mjs';
import { cast } from './people.mjs';
import { app_folder, app_url, hub_exists, make_folder, make_site, serve_hub } from './site.mjs';

let folder, hub, browser, who;
before(async () => {
  if (!hub_exists()) return;
  folder = make_folder('accounts');
  make_site(folder.path, 6);
  who = cast(folder.path);
  hub = await serve_hub({ site: folder.path, app: app_folder(folder.path), db: join(folder.path, 'hub.db'), demo: false, args: ['--host', 'intranet.test'] });
  // A name of an intranet, which is no secure place for browsers as this machine's own is.
  browser = await launch([...kTestFlags, '--host-resolver-rules=MAP intranet.test 127.0.0.1']);
});
after(async () => {
  await browser?.close();
  await hub?.stop();
  folder?.remove();
});

const hub_message = (type, params) => ({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ type, params }) });

async function set_password(page, password, button = '设置密码并登录') {
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: button, exact: true }).click();
}

test('the first link makes an administrator, who invites a rep by a link that works once', async (t) => {
  if (!hub) return t.skip('no hub was built');
  const first = /sign_in\.html#invitation=[0-9a-f]{64}/.exec(hub.printed())[0];
  const desk = await new_context(browser);
  const page = await desk.newPage();
  await page.goto(hub.url + first);
  await page.getByRole('heading', { name: '欢迎' }).waitFor();
  await check_page(page);
  await page.getByLabel('用户名').fill('管理员甲');
  await set_password(page, 'correct horse');
  await page.waitForURL(hub.url);

  // What is derived from an app's log is made again from it, and it is said what came of that.
  await page.goto(`${hub.url}hub.html`);
  await page.getByRole('button', { name: /^由日志重新生成 · / }).first().click();
  await page.getByText(/已由 [\d,]+ 条操作重新生成/).waitFor({ timeout: 120000 });
  await check_page(page);

  await page.goto(`${hub.url}people.html`);
  await page.getByRole('listitem').filter({ hasText: '管理员甲' }).waitFor();
  await page.getByRole('button', { name: '邀请', exact: true }).click();
  await page.getByRole('textbox', { name: '用户名' }).fill(who.rep);
  await page.getByRole('combobox', { name: /^在“.*”中是$/ }).selectOption({ label: `${who.rep} · 业务代表` });
  await check_page(page);
  await page.getByRole('dialog').getByRole('button', { name: '邀请', exact: true }).click();
  await page.getByRole('img', { name: '邀请链接的二维码' }).waitFor();
  await check_page(page);
  const link = await page.getByRole('textbox', { name: new RegExp(`“${who.rep}”的邀请链接`) }).inputValue();
  await page.getByRole('button', { name: '关闭' }).click();

  // On the phone: no choosing who one is, the account says it.
  const pocket = await new_context(browser, { phone: true });
  const phone = await pocket.newPage();
  await phone.goto(link);
  await set_password(phone, '12345678');
  await phone.waitForURL(hub.url);
  await phone.goto(app_url(hub.url));
  const chip = phone.getByRole('button', { name: `${who.rep} · 我的账号` });
  await chip.waitFor({ timeout: 120000 });
  await phone.getByText('业务代表').first().waitFor();
  assert.equal(await phone.getByRole('dialog', { name: '请选择您的身份' }).count(), 0);
  const other = await phone.evaluate(async (address) => {
    const body = JSON.stringify({ id: 1, type: 'app.describe', params: {} });
    const ask = async (acts_for) => (await (await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json', ...(acts_for ? { 'Tollgate-Acts-For': acts_for } : {}) }, body })).json());
    return [(await ask()).result?.app.user?.title, (await ask('user=no_such_person')).diagnostics?.[0].code];
  }, `${app_url(hub.url)}api/request`);
  assert.deepEqual(other, [who.rep, 'accounts.signed_in_as_other']);

  const again = await pocket.newPage();
  await again.goto(link);
  await again.getByRole('alert').filter({ hasText: '无效，或者已经用过' }).waitFor();
  await again.close();

  // What a person keeps of a list is there on their other devices.
  await phone.goto(`${app_url(hub.url)}#/view/my_visits?sort=planned_at`);
  await phone.getByRole('button', { name: '列表视图' }).click();
  await phone.getByLabel('把现在的样子存为列表视图').fill('从早到晚');
  await phone.getByRole('button', { name: '保存', exact: true }).click();
  await phone.getByText('已保存列表视图“从早到晚”').waitFor();
  await phone.waitForTimeout(1500); // several changes in a row are sent once
  const second = await (await new_context(browser)).newPage();
  await second.goto(`${hub.url}sign_in.html`);
  await second.getByLabel('用户名').fill(who.rep);
  await set_password(second, '12345678', '登录');
  await second.waitForURL(hub.url);
  await second.goto(`${app_url(hub.url)}#/view/my_visits`);
  await second.getByRole('button', { name: '列表视图' }).click({ timeout: 120000 });
  await second.getByRole('button', { name: '从早到晚', exact: true }).click();
  await second.waitForURL(/sort=planned_at/);
  await second.context().close();

  // Suspended: the next request is refused, and the page asks to sign in when it is opened again.
  await page.getByRole('button', { name: `编辑 · ${who.rep}` }).click();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: '停用', exact: true }).click();
  await page.getByRole('listitem').filter({ hasText: who.rep }).filter({ hasText: '已停用' }).waitFor();
  await phone.reload();
  await phone.getByRole('heading', { name: '登录' }).waitFor();
  await phone.getByLabel('用户名').fill(who.rep);
  await set_password(phone, '12345678', '登录');
  await phone.getByRole('alert').filter({ hasText: '用户名或密码不对' }).waitFor();
  await check_page(phone);
});

test('without a session the hub gives nothing of an app, whatever a client says it is', async (t) => {
  if (!hub) return t.skip('no hub was built');
  const acts_for = { 'Tollgate-Acts-For': 'user=rep_001' };
  const message = hub_message('record.list', { entity: 'visit' });
  const asked = await fetch(`${app_url(hub.url)}api/request`, { ...message, headers: { ...message.headers, ...acts_for } });
  assert.equal(asked.status, 401);
  assert.equal((await asked.json()).diagnostics[0].code, 'accounts.not_signed_in');
  for (const path of ['api/events', `api/blob/${'a'.repeat(64)}`]) {
    assert.equal((await fetch(`${app_url(hub.url)}${path}`, { headers: acts_for })).status, 401, path);
  }
  const upload = { method: 'POST', headers: { 'Content-Type': 'application/octet-stream', ...acts_for }, body: 'x' };
  assert.equal((await fetch(`${app_url(hub.url)}api/blob?name=x.txt`, upload)).status, 401);
  assert.equal((await fetch(`${hub.url}hub/request`, hub_message('account.list', {}))).status, 401);
});
