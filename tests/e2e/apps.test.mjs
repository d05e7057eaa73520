// Several apps of one site beside each other, and what a browser kept when a site held one.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check_page, start } from './harness.mjs';
import { be, be_some, form, go, menu_labels } from './pages.mjs';
import { cast } from './people.mjs';
import { app_folder } from './site.mjs';

let run, who;
const second = () => `${run.url}apps/second/`;

before(async () => {
  run = await start({ reps: 1 });
  who = cast(run.folder);
  // The same template under another id and name.
  const folder = join(run.folder, 'apps/second');
  cpSync(app_folder(run.folder), folder, { recursive: true });
  const file = join(folder, 'app.json');
  const app = { ...JSON.parse(readFileSync(file, 'utf8')), id: 'second', label: { 'zh-CN': '第二个应用', en: 'Second app' } };
  writeFileSync(file, JSON.stringify(app));
  const list = join(run.folder, 'apps/index.json');
  const { apps } = JSON.parse(readFileSync(list, 'utf8'));
  writeFileSync(list, JSON.stringify({ apps: [...apps, { id: app.id, label: app.label }] }));
});
after(() => run?.stop());

test('two apps of a site share nothing: neither data nor the person, and both are open at once', async () => {
  const context = await run.context();
  const page = await context.newPage();
  await page.goto(run.url);
  await page.getByRole('heading', { level: 2, name: '第二个应用' }).waitFor();
  await check_page(page);
  await page.getByRole('link', { name: /^打开应用 · (?!第二个应用)/ }).click();
  await be(page, who.rep);
  await page.goto(run.address('#/form/customer'));
  await form(page).fill('医院名称', '只在第一个应用里');
  await form(page).draft_stored();

  const other = await context.newPage();
  await other.goto(second());
  await other.getByRole('dialog', { name: '请选择您的身份' }).waitFor({ timeout: 120000 });
  await be(other, who.manager);
  await other.getByText('第二个应用').first().waitFor();
  await go(other, '全部客户');
  await other.getByRole('row').nth(3).waitFor();
  assert.equal(await other.getByText('只在第一个应用里').count(), 0);
  // Each has an engine of its own: neither waits for the other's tab.
  const owner = (tab) => tab.evaluate(() => document.querySelector('tollgate-shell').client.status.owner);
  assert.deepEqual([await owner(page), await owner(other)], [true, true]);
  await page.reload();
  await page.getByText('已恢复上次填写的草稿').waitFor();
  await check_page(other);
  await context.close();
});

test('two tabs of an app act for two people, each for its own after a reload', async () => {
  const context = await run.context();
  const { page: rep } = await run.open('', { context });
  await be(rep, who.rep);
  const { page: manager } = await run.open('', { context });
  await be(manager, who.manager);
  await manager.getByText('区域经理').first().waitFor();
  await rep.reload();
  assert.ok((await menu_labels(rep)).includes('我的拜访'));
  await manager.reload();
  assert.ok((await menu_labels(manager)).includes('待发通知'));
  await rep.getByRole('button', { name: `${who.rep} · 点按更换身份` }).waitFor();
  // A new tab is the person's that was chosen last.
  const { page: third } = await run.open('', { context });
  await third.getByRole('button', { name: `${who.manager} · 点按更换身份` }).waitFor();
  await context.close();
});

test('what a browser kept when the site held one app is there, also under the old addresses', async () => {
  const context = await run.context();
  const { page } = await run.open('#/form/customer', { context });
  await be_some(page, '业务代表');
  await form(page).fill('医院名称', '升级之前的医院');
  await form(page).draft_stored();
  await page.close();
  // As the version before left them: in the folder itself.
  const mover = await context.newPage();
  await mover.goto(`${run.url}icon.svg`);
  const moved = await mover.evaluate(async () => {
    const all = await (await navigator.storage.getDirectory()).getDirectoryHandle('tollgate');
    const own = await all.getDirectoryHandle('medical_visit');
    const names = [];
    for await (const [name, file] of own) names.push([name, file]);
    for (const [name, file] of names) {
      for (let attempt = 0; ; ++attempt) {
        try { await file.move(all, name); break; } catch (error) { if (attempt > 100) throw error; await new Promise((done) => setTimeout(done, 50)); }
      }
    }
    await all.removeEntry('medical_visit');
    return names.map(([name]) => name).sort();
  });
  assert.ok(moved.includes('tollgate.db') && moved.includes('notes.json'), moved.join());
  // Another app leaves them where they are.
  await mover.goto(second());
  await mover.getByRole('dialog', { name: '请选择您的身份' }).waitFor({ timeout: 120000 });
  await mover.close();

  const later = await context.newPage();
  await later.goto(`${run.url}rep.html#/view/my_customers`);
  await later.waitForURL(run.address('#/view/my_customers'));
  await later.getByRole('link', { name: '升级之前的医院' }).first().waitFor({ timeout: 60000 });
  const verified = await later.evaluate(() => document.querySelector('tollgate-shell').client.request('log.verify', {}, {}));
  assert.equal(verified.sound, true);
  await check_page(later);
  await later.goto(`${run.url}designer.html`);
  await later.waitForURL(`${run.app_url}designer.html`);
  await context.close();
});
