// Every page in both languages: no serious finding of axe, no CSP violation, no script error.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe_findings, check_page, complaints_of, start } from './harness.mjs';
import { until } from './designer_steps.mjs';
import { be, go, menu_labels } from './pages.mjs';
import { cast } from './people.mjs';

let run, who;
before(async () => { run = await start(); who = cast(run.folder, { stage: 'demo' }); });
after(() => run?.stop());

for (const [locale, words] of [
  ['zh-CN', { rep: ['我的拜访', '新建拜访', '我的客户', '我的商机', '新建商机', '商机漏斗'], manager: ['销售健康度', '待复盘（不限时间）', '商机漏斗', '近 30 天新签合同额 < 5 万且客户数 > 15', '近 30 天拜访多、没签约', '全部拜访', '全部客户', '全部商机', '已签约', '阶段不再成立的商机'] }],
  ['en', { rep: ['My visits', 'New visit', 'My customers', 'My opportunities', 'New opportunity', 'Sales funnel'], manager: ['Sales health', 'To review, any time', 'Sales funnel', 'Signed under 50,000 in 30 days with over 15 customers', 'Many visits, nothing signed in 30 days', 'All visits', 'All customers', 'All opportunities', 'Signed contracts', 'Stages that no longer hold'] }],
]) {
  // The components' journeys see both languages in both sizes.
  const phone = locale === 'zh-CN';
  test(`${locale}, ${phone ? 'phone' : 'desk'}: every entry of both menus`, async () => {
    const context = await run.context({ phone, locale });
    for (const [role, person] of [['rep', who.rep], ['manager', who.manager]]) {
      const { page } = await run.open('', { context });
      await be(page, person);
      // A menu that still finds out what has room folds nothing yet.
      let named = [];
      const all = async () => (named = (await menu_labels(page)).filter((name) => words[role].includes(name))).length === words[role].length;
      await until(all, `the menu has ${words[role]}`);
      assert.deepEqual(named, words[role]);
      for (const name of words[role]) {
        await go(page, name);
        await page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor();
        await page.getByText(/正在加载|Loading/).first().waitFor({ state: 'detached' });
        assert.deepEqual(await axe_findings(page), [], `axe: ${locale} ${role} ${name}`);
        if (locale === 'en') assert.deepEqual(await chinese_of_the_page(page, who.sample.person.map(({ values }) => values.name)), [], `Chinese on the English page ${name}`);
      }
      await page.goto(run.address(`#/record/opportunity/${who.opportunity.id}`));
      await page.getByText(/当前阶段|Current stage/).waitFor();
      await check_page(page);
      assert.deepEqual(complaints_of(page), []);
      await page.close();
    }
  });
}

// Headings, labels and buttons of an English page hold no Chinese; data of people and hospitals may.
function chinese_of_the_page(page, people) {
  return page.evaluate((names) => {
    const found = [];
    const walk = (root) => {
      for (const element of root.querySelectorAll('h1, h2, h3, legend, label.title, button:not(.person):not(.locale), th, summary, nav a')) {
        const text = element.innerText?.trim() ?? '';
        if (/[\u4e00-\u9fff]/.test(text) && !/医院/.test(text) && element.lang !== 'zh-CN' && !names.includes(text)) found.push(text);
      }
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) walk(element.shadowRoot);
    };
    walk(document);
    return [...new Set(found)];
  }, people);
}

test('the start page leads to the app and its designer', async () => {
  const { page } = await run.open('../../index.html');
  for (const name of [/^打开应用 · /, /^在设计器中修改 · /]) await page.getByRole('link', { name }).first().waitFor();
  await check_page(page);
});
