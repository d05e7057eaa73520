// A manager's spreadsheet: looked at first, imported, mended, taken back; nothing of it vanishes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { check_page, desk_size, start } from './harness.mjs';
import { be, go } from './pages.mjs';
import { cast } from './people.mjs';

let run, who;
before(async () => { run = await start(); who = cast(run.folder); });
after(() => run?.stop());

const csv = (...rows) => `${rows.map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n')}\r\n`;
const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const count = (page, outcome) => page.getByRole('listitem').filter({ hasText: new RegExp(`^${outcome}\\s*\\d+$`) });
const counts = async (page, wanted) => {
  for (const [outcome, number] of Object.entries(wanted)) await count(page, outcome).filter({ hasText: new RegExp(`${outcome}\\s*${number}$`) }).waitFor();
};

test('a table of customers: preview, import, report, undo', async () => {
  const { page } = await run.open('');
  await page.setViewportSize(desk_size);
  await be(page, who.manager);
  await page.goto(run.address('#/import/customer'));
  await page.getByRole('heading', { name: '导入客户', level: 1 }).waitFor();
  await check_page(page);

  const { name: known, city, level } = who.customer_values;
  const rows = csv(
    ['医院名称', '城市', '客户级别', '负责代表', '来源'],
    ['导入测试医院', city, level, who.rep, '展会'],
    ['=cmd()', 'atlantis', level, who.rep, '展会'],
    [known, city, level, who.rep, '展会'],
  );
  await page.getByLabel('选择文件').setInputFiles(file('客户.csv', rows));
  await page.getByRole('heading', { name: '文件有 3 行' }).waitFor();
  assert.equal(await page.getByLabel('导入为: 来源').inputValue(), '');
  await page.getByLabel('查找已有记录的依据').selectOption({ label: '医院名称' });
  await page.getByRole('button', { name: '预览' }).click();
  await page.getByRole('heading', { name: '预览：还没有写入' }).waitFor();
  await check_page(page);
  const before = { drafts: await count(page, '存为草稿').innerText(), unchanged: await count(page, '不变').innerText() };
  assert.match(before.unchanged, /1$/);
  await page.getByText(/没有“atlantis”这个选项/).waitFor();

  await page.getByRole('button', { name: '导入这些行' }).click();
  await page.getByRole('heading', { name: '导入完成' }).waitFor();
  assert.deepEqual({ drafts: await count(page, '存为草稿').innerText(), unchanged: await count(page, '不变').innerText() }, before);
  await page.getByRole('heading', { name: '以前的导入' }).waitFor();
  await check_page(page);

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载结果' }).click()]);
  const report = readFileSync(await download.path(), 'utf8').replace('\uFEFF', '').split('\r\n');
  assert.equal(report[0], '行,结果,记录,说明,医院名称,城市,客户级别,负责代表,来源');
  assert.ok(report[2].startsWith('3,存为草稿,'), report[2]);
  assert.ok(report[2].endsWith(`,=cmd(),atlantis,${level},${who.rep},展会`), report[2]);
  assert.match(report[3], /^4,不变,/);

  // The same file once more changes nothing.
  await page.getByRole('button', { name: '预览' }).click();
  await page.getByRole('heading', { name: '预览：还没有写入' }).waitFor();
  await counts(page, { 导入: 0, 更新: 0 });

  page.on('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: /^撤销导入: 客户\.csv/ }).click();
  await page.getByRole('heading', { name: '已撤销，恢复了 2 条记录' }).waitFor();
  await page.getByText('已撤销，恢复 2 条').waitFor();
  await check_page(page);
});

test('a rep may not import', async () => {
  const { page } = await run.open('');
  await be(page, who.rep);
  await go(page, '我的拜访');
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  assert.equal(await page.getByRole('link', { name: '导入', exact: true }).count(), 0);
  await page.goto(run.address('#/import/customer'));
  await page.getByText(/没有|找不到/).first().waitFor();
  assert.equal(await page.getByLabel('选择文件').count(), 0);
});
