// The demo gate: refused with what is missing in words, passed with a real deck and a scan.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deck, paper, picture } from './files.mjs';
import { check_page, start } from './harness.mjs';
import { be, form, go } from './pages.mjs';
import { cast, local_date } from './people.mjs';

let run, who;
before(async () => { run = await start(); who = cast(run.folder, { stage: 'qualified', device: 'ct' }); });
after(() => run?.stop());

test('an opportunity meets the demo gate', async () => {
  const { page } = await run.open('', { phone: true });
  await be(page, who.rep);
  await go(page, '我的商机');
  await page.goto(run.address(`#/record/opportunity/${who.opportunity.id}`));
  const stage = page.getByRole('region', { name: '阶段', exact: true });
  const refused = page.getByRole('alert').filter({ hasText: '不能进入“产品演示”' });
  const advance = async () => {
    await stage.getByRole('button', { name: '进入“产品演示”' }).click();
    await refused.or(page.getByText('已进入“产品演示”')).first().waitFor();
  };
  const messages = async () => (await refused.locator('.message').allInnerTexts()).map((text) => text.trim());

  await advance();
  assert.deepEqual(await messages(), [
    '还缺演示方案，请上传 .pptx 或 .pdf 文件。', '演示方案须是能打开的 .pptx 或 .pdf 文件。', '演示方案至少要有 2 页，现有 0 页。',
    `演示方案的文件名要写明“${who.customer}”和“CT设备”。`, '还缺客户签字的演示确认单扫描件。', '还缺确认单的签字日期。', '还没写明确认单是谁签的字。',
  ]);
  await check_page(page);

  // Led to the field; a deck of one slide under a wrong name.
  await refused.getByRole('button', { name: '去补充: 已上传演示方案' }).click();
  const fill = form(page);
  await fill.attach('演示方案', deck('方案.pptx', 1));
  await fill.submit('保存商机');
  await stage.waitFor();
  await advance();
  assert.deepEqual((await messages()).slice(0, 2), ['演示方案至少要有 2 页，现有 1 页。', `演示方案的文件名要写明“${who.customer}”和“CT设备”，现在叫“方案.pptx”。`]);

  // Something else that calls itself .pptx is refused where it is handed in.
  await refused.getByRole('button', { name: '去补充: 至少 2 页' }).click();
  await fill.detach('演示方案');
  await fill.attach('演示方案', { ...picture('x'), name: `${who.customer}-CT设备方案.pptx` });
  await page.getByText(/只接受 .*pptx.*CT设备方案\.pptx”不是/).first().waitFor();
  await fill.detach('演示方案');
  await fill.attach('演示方案', deck(`${who.customer}-CT设备方案.pptx`, 3));
  await page.getByText('3 张幻灯片').waitFor();
  await fill.attach('演示确认单扫描件', paper('确认单.pdf', 1));
  await fill.fill('确认单签字日期', local_date(-1));
  await fill.fill('谁签的字', '陈志强');
  await fill.submit('保存商机');
  await stage.waitFor();
  await advance();
  await page.getByText('已进入“产品演示”').waitFor();
  await check_page(page);

  await page.reload();
  await page.getByText('当前阶段').waitFor({ timeout: 60000 });
  assert.match(await stage.innerText(), /当前阶段\s*产品演示/);
  await go(page, '商机漏斗');
  await page.getByRole('button', { name: /^产品演示 \d/ }).click();
  await page.getByRole('link', { name: new RegExp(who.customer) }).first().waitFor();
});
