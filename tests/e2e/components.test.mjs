// The pages' elements by themselves, on a stand-in engine (web/tests/mock) that answers at once: how
// typing, choosing, lists, errors and the keyboard feel, in both languages and sizes.
import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe_findings, check_page, start } from './harness.mjs';
import { be, be_some, form, unfold_more } from './pages.mjs';
import { root, serve_static } from './site.mjs';

let run;
before(async () => {
  run = await start({ flags: ['--host-resolver-rules=MAP plain.test 127.0.0.1'] });
  copyFileSync(join(root, 'web/tests/mock/tollgate.mjs'), join(run.folder, 'tollgate.mjs'));
});
after(() => run?.stop());

const first_rep = (page) => be_some(page, /^(业务代表|Sales rep)$/);
const first_manager = (page) => be_some(page, /^(区域经理|Regional manager)$/);

async function open_form(how = {}) {
  const { page, context } = await run.open('#/form/visit', how);
  await first_rep(page);
  await page.getByRole('button', { name: /提交拜访|Submit visit/ }).waitFor();
  return { page, context };
}

// Each request that goes to the engine's Worker.
async function listen(page) {
  await page.addInitScript(() => {
    window.asked = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...more) {
      if (message.kind === 'call' && message.call.kind === 'request') window.asked.push({ type: message.call.type, ...message.call.params });
      return post.call(this, message, ...more);
    };
  });
  return () => page.evaluate(() => window.asked);
}

// Both sizes and both languages; their other pairs have nothing of their own.
for (const { phone, locale } of [{ phone: true, locale: 'zh-CN' }, { phone: false, locale: 'en' }]) {
  test(`every page reads well to assistive technology: ${phone ? 'phone' : 'desk'}, ${locale}`, async () => {
    const context = await run.context({ phone, locale });
    const page = await run.page(context);
    await page.goto(`${run.app_url}`);
    await page.getByRole('dialog').waitFor();
    await check_page(page);
    await first_rep(page);
    for (const address of ['#/view/my_customers', '#/form/visit', '#/form/opportunity', '#/workflow/funnel', '../../index.html']) {
      await page.goto(run.app_url + address);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await check_page(page);
      assert.equal(await page.locator('html').getAttribute('lang'), locale);
    }
    await page.goto(`${run.app_url}`);
    await first_manager(page);
    for (const address of ['#/dashboard/health', '#/quick_filter/busy_without_result', '#/outbox']) {
      await page.goto(run.app_url + address);
      await check_page(page);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `nothing sticks out to the side (${wide} px)`);
    await context.close();
  });
}

test('a composed Chinese text is sent once, and never written over while it is composed', async () => {
  const context = await run.context();
  const page = await run.page(context);
  const asked = await listen(page);
  await page.goto(`${run.app_url}#/form/visit`);
  await first_rep(page);
  await unfold_more(page);
  const box = page.getByLabel('需求说明').first();
  await box.click();
  const keys = await context.newCDPSession(page);
  for (const text of ['n', 'ni', 'ni h', 'ni hao']) {
    await keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
  assert.equal(await box.inputValue(), 'ni hao');
  assert.deepEqual((await asked()).filter(({ type }) => type === 'form.set'), []);
  await keys.send('Input.insertText', { text: '你好' });
  await page.waitForFunction(() => window.asked.some(({ type }) => type === 'form.set'));
  assert.deepEqual((await asked()).filter(({ type }) => type === 'form.set').map(({ path, value }) => [path, value]), [['need_note', '你好']]);
  assert.equal(await box.inputValue(), '你好');
  await context.close();
});

test('typing redraws nothing but what changed', async () => {
  const { page, context } = await open_form();
  await unfold_more(page);
  const box = page.getByLabel('需求说明').first();
  await box.click();
  await page.evaluate(() => {
    const form = document.querySelector('tollgate-shell').shadowRoot.querySelector('tollgate-form');
    window.changed = new Set();
    for (const element of form.shadowRoot.querySelectorAll('.fields > *')) {
      new MutationObserver(() => window.changed.add(element.path)).observe(element.shadowRoot, { subtree: true, childList: true, characterData: true, attributes: true });
    }
  });
  await page.keyboard.type('budget', { delay: 15 });
  await page.waitForTimeout(200);
  const changed = await page.evaluate(() => [...window.changed]);
  assert.deepEqual(changed.filter((path) => path !== 'need_note'), []);
  await context.close();
});

test('a number goes to the engine as it was typed, what is wrong stays, and is said after leaving', async () => {
  const context = await run.context();
  const page = await run.page(context);
  const asked = await listen(page);
  await page.goto(`${run.app_url}#/form/opportunity`);
  await first_rep(page);
  const amount = page.getByLabel(/^\s*预计金额/).first();
  assert.match(await amount.getAttribute('inputmode'), /decimal|numeric/);
  await amount.fill('１２３．５');
  await page.waitForFunction(() => window.asked.some(({ type, value }) => type === 'form.set' && value === '１２３．５'));
  await amount.fill('很多');
  await page.getByLabel(/^\s*对接人/).first().focus();
  await page.getByText('这里要填数字。').waitFor();
  assert.equal(await amount.inputValue(), '很多');
  assert.equal(await amount.getAttribute('aria-invalid'), 'true');
  assert.ok((await asked()).length > 0);
  await context.close();
});

test('a customer is found and chosen by keyboard alone', async () => {
  const { page, context } = await open_form();
  const box = page.getByRole('combobox', { name: /^\s*客户/ }).first();
  await box.focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('listbox', { name: '客户', exact: true }).getByRole('option', { selected: true }).waitFor();
  assert.equal(await box.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('ArrowDown');
  const name = await page.getByRole('listbox', { name: '客户', exact: true }).getByRole('option', { selected: true }).innerText();
  await page.keyboard.press('Enter');
  assert.equal(await box.inputValue(), name.trim());
  assert.equal(await box.getAttribute('aria-expanded'), 'false');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  assert.equal(await box.inputValue(), name.trim());
  // Tab takes what is highlighted.
  await box.fill('医');
  const marked = page.getByRole('listbox', { name: '客户', exact: true }).getByRole('option', { selected: true });
  await marked.waitFor();
  const second = (await marked.innerText()).trim();
  await page.keyboard.press('Tab');
  assert.equal(await box.inputValue(), second);
  // Half a name that nobody chose is no answer: it stays, with what is wrong about it.
  await box.fill('没有这家医院');
  await page.getByRole('option', { name: '没有匹配的结果' }).waitFor();
  await page.keyboard.press('Tab');
  await page.getByText('还没有选中。请从列表中选择一项，或清空。').waitFor();
  assert.equal(await box.inputValue(), '没有这家医院');
  assert.equal(await box.getAttribute('aria-invalid'), 'true');
  // A whole name is the choice it names.
  await box.fill(second);
  await box.blur();
  await page.getByText('还没有选中。请从列表中选择一项，或清空。').waitFor({ state: 'hidden' });
  assert.equal(await box.inputValue(), second);
  await context.close();
});

test('items of a list are added, moved and removed by keyboard, and the focus stays sensible', async () => {
  const { page, context } = await open_form();
  const add = page.getByRole('button', { name: '添加一项: 三条行动项' });
  for (const [index, text] of ['一', '二'].entries()) {
    await add.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction((path) => {
      let active = document.activeElement;
      let at;
      while (active?.shadowRoot?.activeElement) {
        active = active.shadowRoot.activeElement;
        at = active.path ?? at;
      }
      return at?.startsWith(path);
    }, `action_items/${index}/`);
    await page.keyboard.type(text);
  }
  const item = (index) => page.getByRole('group', { name: `三条行动项 ${index}`, exact: true });
  const first_text = (index) => item(index).getByRole('textbox').first().inputValue();
  assert.deepEqual([await first_text(1), await first_text(2)], ['一', '二']);
  await item(2).getByRole('button', { name: '上移三条行动项 2' }).press('Enter');
  await page.getByRole('status').filter({ hasText: '已移到第 1 项' }).waitFor({ state: 'attached' });
  assert.deepEqual([await first_text(1), await first_text(2)], ['二', '一']);
  await item(1).getByRole('button', { name: '删除三条行动项 1' }).press('Enter');
  await item(2).waitFor({ state: 'detached' });
  assert.equal(await first_text(1), '一');

  // A press that leaves a field empty is a click all the same: what the field has to say waits for it.
  await add.press('Enter');
  await item(2).waitFor();
  await page.waitForTimeout(300); // until the focus is in the new item
  await add.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await add.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.waitForTimeout(400);
  assert.equal((await add.boundingBox()).y, y);
  await page.mouse.up();
  await item(3).waitFor();
  await item(2).getByText(/请填写|必填/).first().waitFor();
  await context.close();
});

test('a refused save lists what is missing and leads to each field', async () => {
  const { page, context } = await open_form({ phone: true });
  await page.getByRole('button', { name: '提交拜访' }).click();
  const summary = page.getByRole('alert').filter({ hasText: '处需要处理' });
  await summary.waitFor();
  await check_page(page);
  await summary.getByRole('link', { name: /关键人有变动吗/ }).click();
  // Fields that are out of sight are built first.
  await page.waitForFunction((wanted) => {
    let active = document.activeElement;
    let path;
    while (active?.shadowRoot?.activeElement) {
      active = active.shadowRoot.activeElement;
      path = active.path ?? path;
    }
    return path === wanted;
  }, 'key_person_changed');
  await context.close();
});

test('a hidden field appears when its condition comes to hold', async () => {
  const { page, context } = await open_form();
  const field = page.getByLabel(/新的?关键人/).first();
  await field.waitFor({ state: 'hidden' });
  await form(page).choose('关键人有变动吗', '是');
  await field.waitFor();
  await context.close();
});

test('a draft is stored as people type and the address leads back to it', async () => {
  const { page, context } = await open_form();
  await unfold_more(page);
  await page.getByLabel(/^\s*需求说明/).first().fill('想换一台');
  await page.getByText(/^草稿已保存/).waitFor();
  assert.match(page.url(), /#\/form\/visit\/new-/);
  await context.close();
});

test('a dashboard keeps what it is narrowed to in its address, says it in a drill-down, and knows its place after a reload', async () => {
  const { page, context } = await run.open('#/dashboard/health');
  await first_manager(page);
  await page.getByRole('combobox', { name: /^\s*城市/ }).selectOption('wuhan');
  await page.getByRole('region', { name: '拜访真实率', exact: true }).getByRole('button').click();
  const chip = page.getByRole('listitem').filter({ hasText: '城市: 武汉' });
  await chip.waitFor();
  await check_page(page);
  await page.reload();
  await chip.waitFor();
  await page.getByRole('navigation', { name: '查看明细' }).getByRole('button', { name: '销售健康度' }).waitFor();
  await page.getByRole('button', { name: '取消筛选“城市: 武汉”' }).click();
  await chip.waitFor({ state: 'detached' });
  assert.match(decodeURIComponent(page.url()), /filters=\{\}$/);
  await page.goBack();
  await chip.waitFor();
  await context.close();
});

test('a list of a pool offers no new record', async () => {
  const { page, context } = await run.open('#/view/review_pool');
  await first_manager(page);
  await page.getByRole('heading', { level: 1, name: '待复盘（不限时间）' }).waitFor();
  assert.equal(await page.getByRole('link', { name: /^新建/ }).and(page.locator('.primary')).count(), 0);
  await context.close();
  // Any other list does, for whom the role lets make one.
  const own = await run.open('#/view/my_visits');
  await first_rep(own.page);
  await own.page.getByRole('link', { name: /^新建/ }).and(own.page.locator('.primary')).waitFor();
  await own.context.close();
});

test('a form that is hardly begun says nothing of the pool its record would land in', async () => {
  const { page, context } = await open_form();
  await page.getByLabel('0 / 60 分').waitFor();
  assert.equal(await page.getByText('待复盘', { exact: true }).count(), 0);
  await context.close();
});

test('over plain http a page says that nothing is kept, before anything can be typed', async () => {
  const context = await run.context();
  const page = await context.newPage();
  await page.goto(`${run.app_url.replace('127.0.0.1', 'plain.test')}#/form/visit`);
  await first_rep(page);
  await page.getByRole('alert').filter({ hasText: '内容不会保留' }).waitFor();
  assert.deepEqual(await axe_findings(page), []);
  await context.close();
});

test('the other language changes every word of the page and keeps what was typed', async () => {
  const { page, context } = await open_form();
  await unfold_more(page);
  await page.getByLabel(/^\s*需求说明/).first().fill('双语');
  await page.getByRole('button', { name: /English/ }).click();
  await page.getByRole('button', { name: 'Submit visit' }).waitFor();
  await page.getByLabel(/^\s*Need/).first().waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  const texts = await page.getByRole('textbox').evaluateAll((boxes) => boxes.map((box) => box.value));
  assert.ok(texts.includes('双语'), texts.join('|'));
  await context.close();
});

test('a photo is marked with time, place and person before it is stored', async () => {
  const context = await run.context();
  const page = await run.page(context);
  const asked = await listen(page);
  await page.goto(`${run.app_url}#/form/visit`);
  await first_rep(page);
  await form(page).locate('到访定位');
  await form(page).group('现场照片').getByRole('button', { name: '拍照' }).click();
  await page.getByRole('dialog', { name: '相机' }).getByRole('button', { name: '拍摄' }).click();
  await form(page).group('现场照片').getByRole('button', { name: /^删除 / }).waitFor();
  const set = (await asked()).find(({ type, path }) => type === 'form.set' && path === 'site_photo');
  // Where it was taken stands in the picture: the value names it and claims nothing.
  assert.match(set.value.sha256, /^[0-9a-f]{64}$/);
  for (const claim of ['source', 'watermarked', 'latitude', 'captured_at']) assert.equal(set.value[claim], undefined, claim);
  await check_page(page);
  await context.close();
});
