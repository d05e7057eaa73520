// Takes the pictures of README: node tests/e2e/screenshots.mjs [folder], default docs/images.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { deck } from './files.mjs';
import { start } from './harness.mjs';
import { be, form, go } from './pages.mjs';
import { cast, local_date, local_time } from './people.mjs';
import { root } from './site.mjs';

const folder = process.argv[2] ?? join(root, 'docs/images');
mkdirSync(folder, { recursive: true });
const run = await start({ reps: 0 });
const quiet = async (page) => { await page.waitForLoadState('networkidle'); await page.waitForTimeout(800); };
const shoot = async (page, name) => { await quiet(page); await page.screenshot({ path: join(folder, `${name}.png`), scale: 'css', animations: 'disabled' }); console.log(name); };

try {
  const who = cast(run.folder, { stage: 'qualified', device: 'ct' });
  const context = await run.context({ phone: true, geolocation: who.place });
  const { page } = await run.open('', { context });
  await be(page, who.rep);
  await shoot(page, 'rep-visits');
  await go(page, '新建拜访');
  const fill = form(page);
  await fill.refer('客户', who.customer);
  await fill.fill('计划到访时间', local_time(-5));
  await fill.stamp('实际到访时间');
  await fill.locate('到访定位');
  await fill.choose('关键人有变动吗', '否');
  await fill.item('三条行动项', 1, { 做什么: '发送 128 排 CT 技术参数表', 负责人: who.rep, 完成日期: local_date(2) });
  await page.evaluate(() => scrollTo(0, 0));
  await shoot(page, 'rep-form');
  await page.goto(`${run.app_url}#/form/opportunity/${who.opportunity.id}?field=deck`);
  await form(page).attach('演示方案', deck('方案.pptx', 1));
  await form(page).submit('保存商机');
  const stage = page.getByRole('region', { name: '阶段', exact: true });
  await stage.getByRole('button', { name: '进入“产品演示”' }).click();
  await page.getByRole('alert').filter({ hasText: '不能进入' }).scrollIntoViewIfNeeded();
  await shoot(page, 'rep-gate');
  await page.close();

  const desk = await run.context({});
  const { page: manager } = await run.open('', { context: desk });
  await be(manager, '沈怀远');
  await manager.getByRole('region', { name: '拜访真实率', exact: true }).waitFor();
  await shoot(manager, 'manager-dashboard');
  await go(manager, '近 30 天新签合同额 < 5 万且客户数 > 15');
  await shoot(manager, 'manager-quick-filter');
  await go(manager, '商机漏斗');
  await shoot(manager, 'manager-funnel');
  const english = await run.context({ locale: 'en' });
  const { page: english_manager } = await run.open('', { context: english });
  await be(english_manager, '沈怀远');
  await english_manager.getByRole('region', { name: 'Visit authenticity', exact: true }).waitFor();
  await shoot(english_manager, 'manager-dashboard-en');
  const { page: designer } = await run.open('designer.html', { context: desk });
  await designer.getByRole('complementary', { name: '预览' }).getByRole('combobox', { name: /^\s*客户/ }).first().waitFor({ timeout: 240000 });
  await shoot(designer, 'designer');
} finally {
  await run.stop();
}
