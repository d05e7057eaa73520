// A form and a list inside another site's page: the snippets that the designer gives are pasted there,
// by script tag and as a frame. A site that the administrator did not name shows nothing.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check_page, launch, new_context } from './harness.mjs';
import { be_some, unfold_more } from './pages.mjs';
import { app_folder, app_url, hub_exists, make_folder, make_site, serve_hub } from './site.mjs';

let folder, hub, browser, page, intranet, stranger;

// Somebody else's site: one page, whatever stands in `body` then.
async function serve_page() {
  const site = { body: '' };
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>内网首页</title></head><body><main><h1>内网首页</h1>${site.body}</main></body></html>`);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  site.url = `http://127.0.0.1:${server.address().port}/`;
  site.close = () => new Promise((done) => { server.closeAllConnections(); server.close(done); });
  return site;
}

before(async () => {
  if (!hub_exists()) return;
  folder = make_folder('embedding');
  make_site(folder.path, 1);
  intranet = await serve_page();
  stranger = await serve_page();
  hub = await serve_hub({ site: folder.path, app: app_folder(folder.path), db: join(folder.path, 'hub.db'), args: ['--embed-in', new URL(intranet.url).origin] });
  browser = await launch();
  page = await (await new_context(browser, { viewport: { width: 1440, height: 900 } })).newPage();
});
after(async () => {
  await browser?.close();
  await hub?.stop();
  await intranet?.close();
  await stranger?.close();
  folder?.remove();
});

const snippets = {};

test('the designer gives snippets and a QR code for each form, list and dashboard', async (t) => {
  if (!hub) return t.skip('no hub was built');
  await page.goto(app_url(hub.url));
  await be_some(page, /^区域经理$/);
  await page.goto(`${app_url(hub.url)}designer.html`);
  await page.getByRole('button', { name: '嵌入其他网页' }).click({ timeout: 90000 });
  const dialog = page.getByRole('dialog', { name: '嵌入其他网页' });
  const part = dialog.getByLabel('嵌入什么');
  for (const [name, label] of [['form', '拜访'], ['list', '我的客户'], ['dashboard', '销售健康度']]) {
    const option = part.locator('option', { hasText: label }).first();
    await part.selectOption(await option.getAttribute('value'));
    snippets[name] = {
      script: await dialog.getByLabel('脚本（自动调整高度）', { exact: true }).inputValue(),
      frame: await dialog.getByLabel('框架', { exact: true }).inputValue(),
    };
    assert.match(snippets[name].script, /^<script async src="http:\/\/127\.0\.0\.1:\d+\/embed\.js" data-app="medical_visit"/);
    await dialog.getByRole('img', { name: /扫码打开/ }).waitFor();
  }
  await check_page(page);
});

test('a form is filled in on another site, by the script tag', async (t) => {
  if (!hub) return t.skip('no hub was built');
  intranet.body = snippets.form.script;
  const other = await (await new_context(browser)).newPage();
  await other.goto(intranet.url);
  const frame = await (await other.locator('iframe').elementHandle()).contentFrame();
  await be_some(frame, /^业务代表$/);
  await frame.getByRole('heading', { level: 1 }).first().waitFor();
  assert.equal(await frame.getByRole('navigation').count(), 0, 'an embedded part has no menu around it');
  await unfold_more(frame);
  await frame.getByRole('textbox', { name: /说明/ }).first().fill('从内网首页填写');
  // It says how tall it is, and the page around follows.
  await other.waitForFunction(() => document.querySelector('iframe').getBoundingClientRect().height > 700);
});

test('a list stands on another site as a frame', async (t) => {
  if (!hub) return t.skip('no hub was built');
  intranet.body = snippets.list.frame;
  const other = await (await new_context(browser)).newPage();
  await other.goto(intranet.url);
  await other.locator('iframe').scrollIntoViewIfNeeded();
  const frame = other.frameLocator('iframe');
  await frame.getByRole('dialog').getByRole('option').filter({ hasText: '业务代表' }).first().click({ timeout: 60000 });
  await frame.getByRole('row').nth(1).waitFor({ timeout: 60000 });
});

test('a site that the administrator did not name shows nothing', async (t) => {
  if (!hub) return t.skip('no hub was built');
  stranger.body = snippets.form.frame + snippets.list.script;
  const other = await (await new_context(browser)).newPage();
  const refused = [];
  other.on('console', (message) => refused.push(message.text()));
  await other.goto(stranger.url);
  await other.locator('iframe').nth(1).waitFor({ state: 'attached' });
  await other.locator('iframe').first().scrollIntoViewIfNeeded();
  for (const gave_up = Date.now() + 30000; !refused.some((text) => /frame-ancestors/.test(text)) && Date.now() < gave_up; ) await other.waitForTimeout(100);
  assert.ok(refused.some((text) => /frame-ancestors/.test(text)), `the browser says why: ${refused}`);
  for (const frame of other.frames().slice(1)) assert.equal(await frame.getByRole('heading').count(), 0);
  assert.match((await fetch(app_url(hub.url))).headers.get('Content-Security-Policy'), new RegExp(`frame-ancestors 'self' ${new URL(intranet.url).origin}(;|$)`));
});
