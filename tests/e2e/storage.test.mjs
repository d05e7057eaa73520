// What a page does when the network is away, and when the browser throws its data away.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check_page, start } from './harness.mjs';
import { be_some } from './pages.mjs';

let run;
before(async () => { run = await start({ reps: 1 }); });
after(() => run?.stop());

const chooser = (page) => page.getByRole('dialog', { name: '请选择您的身份' });

test('the second start needs no network', async () => {
  const { page, context } = await run.open('');
  await chooser(page).waitFor({ timeout: 120000 });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await chooser(page).waitFor();
  await be_some(page, '业务代表');
  await page.getByRole('heading', { level: 1, name: '我的拜访' }).waitFor();
  await page.goto(run.url);
  await page.getByRole('link', { name: /^打开应用/ }).click();
  await page.getByRole('heading', { level: 1, name: '我的拜访' }).waitFor();
  await context.close();
});

test('cleared data: nothing is called saved, the page says so, keeps what was typed and can begin again', async () => {
  const { page, context } = await run.open('#/form/customer');
  await chooser(page).waitFor({ timeout: 120000 });
  await be_some(page, '业务代表');
  const name = page.getByLabel(/^\s*医院名称/).first();
  await name.fill('清除之前');
  await page.getByText(/^草稿已保存/).waitFor();

  const browser = await context.newCDPSession(page);
  await browser.send('Storage.clearDataForOrigin', { origin: new URL(run.url).origin, storageTypes: 'all' });
  await name.fill('清除之后');
  const alert = page.getByRole('alert').filter({ hasText: '浏览器清除了本站数据' });
  await alert.waitFor();
  assert.equal(await name.inputValue(), '清除之后');
  await check_page(page);

  await alert.getByRole('button', { name: '重新保存' }).click();
  await alert.waitFor({ state: 'hidden', timeout: 120000 });
  assert.equal(await name.inputValue(), '清除之后');
  await name.fill('清除之后再写');
  await page.getByText(/^草稿已保存/).waitFor();
  await page.reload();
  await chooser(page).waitFor();
  await be_some(page, '业务代表');
  assert.equal(await page.getByLabel(/^\s*医院名称/).first().inputValue(), '清除之后再写');
  await context.close();
});
