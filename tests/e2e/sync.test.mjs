// A team on one hub, each with a browser of their own: what one saves reaches the other, also when the
// hub was killed meanwhile, and each page says where what was saved stands.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe_findings, check_page, launch, new_context } from './harness.mjs';
import { be, form } from './pages.mjs';
import { cast } from './people.mjs';
import { app_folder, app_url, hub_exists, make_folder, make_site, serve_hub } from './site.mjs';

let folder, hub, browser, who, rep, manager;
const start_hub = (url) => serve_hub({ url, site: folder.path, app: app_folder(folder.path), db: join(folder.path, 'hub.db') });
before(async () => {
  if (!hub_exists()) return;
  folder = make_folder('sync');
  make_site(folder.path, 2);
  who = cast(folder.path);
  hub = await start_hub();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await hub?.stop();
  folder?.remove();
});

const stands = (page, words) => page.getByRole('button', { name: words });
const all_sent = '与服务器的数据: 全部已发送到服务器';

async function open(name, how) {
  const page = await (await new_context(browser, how)).newPage();
  await page.goto(app_url(hub.url));
  await be(page, name);
  return page;
}

async function add_customer(page, name) {
  await page.goto(`${app_url(hub.url)}#/form/customer`);
  await form(page).fill('医院名称', name);
  await form(page).control('城市').selectOption({ index: 1 });
  await form(page).choose('客户级别', 'B 级');
  await form(page).submit('保存客户');
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

test('what a rep saves on a phone is on the manager’s screen, and the phone says that it arrived', async (t) => {
  if (!hub) return t.skip('no hub was built');
  rep = await open(who.rep, { phone: true });
  await stands(rep, all_sent).waitFor();
  manager = await open(who.manager, {});
  await add_customer(rep, '同步第一医院');
  await stands(rep, all_sent).waitFor();
  await manager.goto(`${app_url(hub.url)}#/view/customers`);
  await manager.getByRole('searchbox').fill('同步第一');
  await manager.getByRole('link', { name: /同步第一医院/ }).waitFor();
  await check_page(rep);
  await check_page(manager);
});

test('while the hub is gone the work goes on, the page says what is not sent, and all meets afterwards', async (t) => {
  if (!hub) return t.skip('no hub was built');
  const { url } = hub;
  await hub.kill();
  await add_customer(rep, '断网第二医院');
  const waiting = stands(rep, /^与服务器的数据: \d+ 次保存未发送（从 \d\d:\d\d 起），没有网络$/);
  await waiting.waitFor();
  await waiting.click();
  await rep.getByRole('dialog', { name: '与服务器的数据' }).getByText('未发送的内容已保存在这台设备上').waitFor();
  // That the browser could not reach the hub it says by itself.
  assert.deepEqual(await axe_findings(rep), []);
  await rep.getByRole('dialog', { name: '与服务器的数据' }).getByRole('button', { name: '关闭' }).click();
  // A reload without the hub: the page, the data and what is not sent are all still there.
  await rep.reload();
  await waiting.waitFor();
  hub = await start_hub(url);
  await stands(rep, all_sent).waitFor({ timeout: 90000 });
  await manager.getByRole('searchbox').fill('断网第二');
  await manager.getByRole('link', { name: /断网第二医院/ }).waitFor({ timeout: 90000 });
  assert.equal(await manager.getByRole('link', { name: /断网第二医院/ }).count(), 1);
});
