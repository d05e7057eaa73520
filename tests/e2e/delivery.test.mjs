// Messages reach people: an administrator sets up a channel, a manager finds the warning in the inbox
// that every page's bar counts, and what failed is sent again from the outbox.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve_vendors } from '../integration/vendors.mjs';
import { check_page, launch, new_context } from './harness.mjs';
import { be } from './pages.mjs';
import { cast } from './people.mjs';
import { app_folder, app_url, hub_exists, make_folder, make_site, serve_hub } from './site.mjs';

let folder, hub, browser, who, vendors, close_vendors;
before(async () => {
  if (!hub_exists()) return;
  folder = make_folder('delivery');
  make_site(folder.path, 2);
  who = cast(folder.path);
  hub = await serve_hub({ site: folder.path, app: app_folder(folder.path), db: join(folder.path, 'hub.db'), args: ['--demo'] });
  vendors = await serve_vendors({ after: (work) => (close_vendors = work) });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await hub?.stop();
  close_vendors?.();
  folder?.remove();
});

// A rep's phone saves an arrival two hours late.
async function arrive_late() {
  const say = async (type, params) => {
    const response = await fetch(`${app_url(hub.url)}api/request`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Tollgate-Acts-For': `user=${who.rep_id}` },
      body: JSON.stringify({ id: 1, type, params }),
    });
    const reply = await response.json();
    assert.equal(reply.ok, true, `${type}: ${JSON.stringify(reply)}`);
    return reply.result;
  };
  const { session } = await say('form.open', { form: 'visit' });
  const customer = who.sample.customer.find(({ values }) => values.name === who.customer).id;
  const at = (minutes) => new Date(Date.now() + minutes * 60000 + 8 * 3600000).toISOString().slice(0, 19) + '+08:00';
  for (const [path, value] of [['customer', customer], ['planned_at', at(-120)], ['actual_arrival', at(0)]]) await say('form.set', { session, path, value });
  await say('form.save', { session, complete: false });
}

async function as_person(page, name) {
  await page.goto(app_url(hub.url));
  await be(page, name);
}

test('the warning is in the inbox, which the bar of each page counts', async (t) => {
  if (!hub) return t.skip('no hub was built');
  await arrive_late();
  const pocket = await new_context(browser, { phone: true });
  const page = await pocket.newPage();
  await as_person(page, who.manager);
  const bell = page.getByRole('link', { name: '消息 · 1 条未读' });
  await bell.waitFor({ timeout: 60000 });
  await page.waitForFunction(() => document.title.startsWith('(1) '));
  await bell.click();
  await page.getByRole('heading', { name: '消息和待办' }).waitFor();
  await page.getByText(new RegExp(`到访预警：${who.rep} 拜访 ${who.customer} 比计划晚到 (119|120) 分钟`)).waitFor();
  await check_page(page);
  await page.getByRole('button', { name: '全部标为已读' }).click();
  await page.getByRole('link', { name: '消息', exact: true }).waitFor();
  await page.waitForFunction(() => !document.title.startsWith('('));
  await pocket.close();
});

test('an administrator adds a robot with a pasted address; what it refuses is mended and sent again', async (t) => {
  if (!hub) return t.skip('no hub was built');
  const desk = await new_context(browser);
  const page = await desk.newPage();
  await page.goto(`${hub.url}channels.html`);
  await page.getByText('还没有通道').waitFor();
  await check_page(page);
  await page.getByRole('textbox', { name: '允许服务器访问的主机' }).fill('127.0.0.1 private');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('status').filter({ hasText: '已保存' }).waitFor();
  await page.getByRole('button', { name: '添加通道' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: '名称' }).fill('北区群');
  await dialog.getByLabel('密钥（可粘贴整个 Webhook 地址）').fill('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K-7');
  await dialog.getByRole('textbox', { name: '服务地址' }).fill(vendors.url);
  await check_page(page);
  await dialog.getByRole('button', { name: '添加通道' }).click();
  const robot = page.getByRole('listitem').filter({ hasText: '北区群' });
  await robot.waitFor();
  assert.doesNotMatch(await robot.innerText(), /已停用/);
  await page.getByRole('button', { name: '编辑 · 北区群' }).click();
  assert.equal(await dialog.getByRole('textbox', { name: '名称' }).inputValue(), '北区群');
  vendors.modes.push(93000);
  await dialog.getByRole('button', { name: '发送测试' }).click();
  await dialog.getByRole('status').filter({ hasText: 'key= 后面的部分' }).waitFor();
  await dialog.getByRole('button', { name: '发送测试' }).click();
  await dialog.getByRole('status').filter({ hasText: '测试消息已发出' }).waitFor();
  assert.equal(vendors.seen.at(-1).query.key, 'K-7');
  await dialog.getByRole('button', { name: '取消' }).click();
  await page.getByRole('combobox', { name: /首选$/ }).selectOption({ label: '北区群' });
  await page.getByRole('status').filter({ hasText: '已保存' }).waitFor();

  vendors.modes.push(93000);
  await arrive_late();
  const manager = await desk.newPage();
  await as_person(manager, who.manager);
  await manager.getByRole('banner').waitFor();
  await manager.goto(`${app_url(hub.url)}#/outbox`);
  const failed = manager.getByRole('region', { name: /发送失败的消息/ });
  await failed.waitFor({ timeout: 30000 });
  await failed.getByText('key= 后面的部分').waitFor();
  await check_page(manager);
  await failed.getByRole('button', { name: '重新发送' }).click();
  await manager.getByRole('region', { name: '发送情况' }).getByText('已发送').first().waitFor();
  await desk.close();
});
