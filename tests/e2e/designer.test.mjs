// The designer as people use it: pointer, keyboard and Chinese composition; what it draws is only
// a picture, so everything is found by role and name.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check_page, complaints_of, start } from './harness.mjs';
import { add_field, condition, designer_ready, exported_file, field, frames, label_box, outline, pick_file, save, select_field, toolbar_button, until } from './designer_steps.mjs';
import { be, go, unfold_more } from './pages.mjs';
import { cast } from './people.mjs';

let run;
before(async () => {
  run = await start({ reps: 1 });
});
after(() => run?.stop());

async function open_designer(how = {}) {
  const opened = await run.open('designer.html', how);
  await designer_ready(opened.page);
  return opened;
}

test('a field is dragged from the palette to its place, named with an input method, undone and redone', async () => {
  const { page, context } = await open_designer();
  const before_it = await outline(page);
  const tile = await page.getByRole('toolbar', { name: '字段类型' }).getByRole('button', { name: '照片', exact: true }).boundingBox();
  const target = await field(page, '客户').boundingBox();
  await page.mouse.move(tile.x + 40, tile.y + 15);
  await page.mouse.down();
  await page.mouse.move(tile.x + 80, tile.y + 25, { steps: 4 });
  await page.mouse.move(target.x + 120, target.y + 4, { steps: 8 });
  await page.mouse.up();
  await field(page, '照片').waitFor({ state: 'attached' });
  const with_photo = await outline(page);
  assert.equal(with_photo[with_photo.indexOf('照片') + 1], '客户');

  // The name has the focus; letters of the composition are no text until it ends.
  await until(() => label_box(page).evaluate((box) => document.activeElement === box), 'the new field’s name has the focus');
  await page.keyboard.press('Control+a');
  const session = await context.newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'dian ti', selectionStart: 7, selectionEnd: 7 });
  assert.equal(await label_box(page).inputValue(), 'dian ti');
  await new Promise((done) => setTimeout(done, 300));
  assert.ok((await outline(page)).includes('照片'), 'a composition under way changes nothing');
  await session.send('Input.imeSetComposition', { text: '电梯', selectionStart: 2, selectionEnd: 2 });
  await session.send('Input.insertText', { text: '电梯间照片' });
  await field(page, '电梯间照片').waitFor({ state: 'attached' });

  await page.keyboard.press('Control+z');
  await field(page, '照片').waitFor({ state: 'attached' });
  await page.keyboard.press('Control+z');
  await until(async () => (await outline(page)).join() === before_it.join(), 'undo brings the form back');
  await toolbar_button(page, '重做').click();
  await toolbar_button(page, '重做').click();
  await field(page, '电梯间照片').waitFor({ state: 'attached' });
  assert.deepEqual(complaints_of(page), []);
});

test('the keyboard alone adds a field, moves it, makes it required and removes it', async () => {
  const { page } = await open_designer();
  await add_field(page, '数字', '床位数');
  // F6 goes from panel to panel.
  await page.keyboard.press('F6');
  await until(() => page.evaluate(() => document.activeElement.closest('[role=region]')?.getAttribute('aria-label') !== '属性'), 'F6 leaves the panel');
  await field(page, '床位数').focus();
  const place = async () => (await outline(page)).indexOf('床位数');
  const start_place = await place();
  await page.keyboard.press('Alt+ArrowUp');
  await until(async () => (await place()) === start_place - 1, 'moved up');
  await page.keyboard.press('Alt+ArrowDown');
  await until(async () => (await place()) === start_place, 'moved down');

  const required = page.getByRole('radiogroup', { name: '必填' });
  await required.getByRole('radio', { name: '选填' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await until(() => required.getByRole('radio', { name: '必填' }).evaluate((radio) => radio.getAttribute('aria-checked') === 'true'), 'required now');
  // What the member is for.
  await page.keyboard.press('F1');
  await page.getByRole('button', { name: '说明：必填', expanded: true }).waitFor({ state: 'attached' });
  assert.match(await required.getAttribute('aria-description'), /不填就不算完成/);
  await page.keyboard.press('F1');

  // Several at once: Shift and an arrow, Control and a click.
  const tree = page.getByRole('tree', { name: '表单内容' });
  const selected = () => tree.getByRole('treeitem', { selected: true }).count();
  assert.equal(await tree.getAttribute('aria-multiselectable'), 'true');
  await field(page, '床位数').focus();
  await page.keyboard.press('Shift+ArrowUp');
  await page.getByRole('heading', { name: '2 个字段', exact: true }).waitFor({ state: 'attached' });
  assert.equal(await selected(), 2);
  const others = tree.getByRole('treeitem', { selected: false, level: 2 });
  const in_view = await others.evaluateAll((items) => items.findIndex((item) => !item.classList.contains('designer-out') && item.style.clipPath === ''));
  await others.nth(in_view).click({ modifiers: ['Control'] });
  await until(async () => (await selected()) === 3, 'one more is selected');
  await page.keyboard.press('Escape');
  await until(async () => (await selected()) === 1, 'Escape leaves one selected');

  await field(page, '床位数').focus();
  await page.keyboard.press('Delete');
  await until(async () => (await place()) === -1, 'removed from the form');
  await page.getByRole('toolbar', { name: '已有字段，未放入此表单' }).getByRole('button', { name: '床位数' }).waitFor({ state: 'attached' });
});

test('a wrong condition is said beside it and in the list of problems', async () => {
  const { page } = await open_designer();
  await select_field(page, '客户');
  await page.getByRole('radiogroup', { name: '显示' }).getByRole('radio', { name: '按条件' }).click();
  await condition(page, '显示条件').as_text();
  const text = page.getByRole('textbox', { name: '显示条件' });
  await text.fill('plannd_at != null');
  await until(() => text.evaluate((box) => box.getAttribute('aria-invalid') === 'true'), 'the condition is marked');
  assert.match(await text.evaluate((box) => box.getAttribute('aria-description') ?? ''), /plannd_at/);
  const problems = page.getByRole('button', { name: /^问题：1 个错误/ });
  await problems.click();
  await page.getByRole('treeitem', { name: '业务代表', exact: true }).click();
  await page.getByRole('group', { name: '问题列表' }).or(page.getByRole('region', { name: '问题' })).getByRole('button', { name: /plannd_at/ }).first().click();
  await until(() => text.evaluate((box) => document.activeElement === box), 'the problem leads to its place');
  await text.fill('planned_at != null');
  await until(() => text.evaluate((box) => !box.hasAttribute('aria-invalid')), 'mended');
});

test('a field is shown by a condition made of field, comparison and value', async () => {
  const { page } = await open_designer();
  const preview = page.getByRole('complementary', { name: '预览' });
  const note = preview.getByLabel(/^\s*需求说明/).first();
  await unfold_more(preview);
  await note.waitFor();
  // The focus scrolls the canvas to it.
  await field(page, '需求说明').focus();
  await select_field(page, '需求说明');
  await page.getByRole('radiogroup', { name: '显示' }).getByRole('radio', { name: '按条件' }).click();
  const shown = condition(page, '显示条件');
  await shown.choose('条件 1 字段', '采购需求');
  await shown.choose('条件 1 值', '本季度要买');
  await note.waitFor({ state: 'hidden' });
  // The preview begins anew with each change of the document; what was unfolded stays so.
  const level = preview.getByRole('radiogroup', { name: '采购需求' }).getByText('本季度要买', { exact: true });
  await level.waitFor();
  await note.waitFor({ state: 'hidden' });
  await level.click();
  await note.waitFor();
  await shown.as_text();
  await until(async () => (await page.getByRole('textbox', { name: '显示条件' }).inputValue()) === '采购需求 = “本季度要买”', 'the same condition as text, by labels');
});

test('export gives the document, import takes it back, bad files are refused in words', async () => {
  const { page } = await open_designer();
  const first = await exported_file(page);
  assert.equal(JSON.parse(first.text).format, 'tollgate.app/1');
  assert.equal(first.name, `${JSON.parse(first.text).id}.json`);
  const changed = JSON.parse(first.text);
  changed.label['zh-CN'] = '导入后的应用';
  changed.x_unknown = { kept: true };
  await pick_file(page, Buffer.from('{"format": "tollgate.app/1", '), 'cut.json');
  await page.getByRole('status').filter({ hasText: /./ }).first().waitFor({ state: 'attached' });
  await pick_file(page, Buffer.from(JSON.stringify(changed)));
  await page.getByRole('status').filter({ hasText: '已导入：app.json' }).waitFor({ state: 'attached' });
  const second = JSON.parse((await exported_file(page)).text);
  assert.deepEqual(second, changed);
  await toolbar_button(page, '撤销').click();
  await until(async () => (await exported_file(page)).text === first.text, 'importing can be undone');
});

test('gates and scorecards are edited, too', async () => {
  // Tall enough for a gate with all that it asks for.
  const { page } = await open_designer({ viewport: { width: 1280, height: 2600 } });
  await page.getByRole('tab', { name: '结构' }).click();
  await page.getByRole('tree', { name: '应用结构' }).getByRole('treeitem', { name: '商机漏斗' }).click();
  await page.getByRole('group', { name: '阶段', exact: true }).getByRole('button', { name: '需求确认', exact: true }).click();
  const gate_rows = condition(page, '要求 3 的条件');
  await gate_rows.group.getByRole('combobox', { name: '条件 1 比较', exact: true }).press('Enter');
  await page.getByRole('listbox', { name: '条件 1 比较', exact: true }).getByRole('option', { name: '至少', exact: true }).press('Enter');
  await frames(page, 6);  // the row is drawn with its new comparison
  await gate_rows.value.fill('100000');
  const sentence = page.getByRole('textbox', { name: '要求 3：没做到的人会看到（简体中文）' });
  await sentence.focus();
  await sentence.fill('预计金额至少 10 万元。');
  const text = (await exported_file(page)).text;
  const gate = JSON.parse(text).workflows[0].stages.flatMap((stage) => stage.requires ?? []).find((item) => item.id === 'amount');
  assert.equal(gate.test, 'amount >= 100000');
  assert.equal(gate.message['zh-CN'], '预计金额至少 10 万元。');
});

test('it rests when nothing happens, fits any pixel ratio, and survives the loss of its graphics', async () => {
  const { page } = await open_designer({ deviceScaleFactor: 1.5 });
  const canvas = page.locator('canvas');
  const size = await canvas.evaluate((element) => [element.width, element.clientWidth * devicePixelRatio, element.height, element.clientHeight * devicePixelRatio]);
  assert.ok(Math.abs(size[0] - size[1]) <= 1 && Math.abs(size[2] - size[3]) <= 1, `backing store ${size}`);
  await page.mouse.move(5, 5);
  const draws = (during_ms) => page.evaluate(async (during_ms) => {
    let count = 0;
    const before = WebGL2RenderingContext.prototype.drawElements;
    WebGL2RenderingContext.prototype.drawElements = function (...args) {
      count++;
      return before.apply(this, args);
    };
    await new Promise((done) => setTimeout(done, during_ms));
    WebGL2RenderingContext.prototype.drawElements = before;
    return count;
  }, during_ms);
  await until(async () => (await draws(500)) === 0, 'it comes to rest');
  assert.equal(await draws(2000), 0, 'nothing is drawn at rest');
  const before_loss = await canvas.screenshot();
  await canvas.evaluate(async (element) => {
    const extension = element.getContext('webgl2').getExtension('WEBGL_lose_context');
    extension.loseContext();
    await new Promise((done) => setTimeout(done, 200));
    extension.restoreContext();
  });
  await until(async () => before_loss.equals(await canvas.screenshot()), 'the picture is the same after the graphics came back');
  await select_field(page, '客户');
});

test('both languages, a tablet and a phone keep it usable, and axe finds nothing serious', async () => {
  const { page } = await open_designer();
  await check_page(page);
  await toolbar_button(page, 'English').click();
  await page.getByRole('tree', { name: 'Form content' }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('tree', { name: '表单内容' }).waitFor({ state: 'attached' });
  // The preview beside the canvas would cover a tablet: it goes, and comes when it is asked for.
  const preview = page.getByRole('complementary', { name: '预览' });
  await preview.waitFor();
  await page.setViewportSize({ width: 768, height: 1024 });
  await preview.waitFor({ state: 'detached' });
  await toolbar_button(page, '预览').click();
  await preview.getByRole('button', { name: '关闭' }).click();
  await preview.waitFor({ state: 'detached' });
  for (const viewport of [{ width: 768, height: 1024 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(viewport);
    await page.getByRole('tablist', { name: '面板', exact: true }).waitFor({ state: 'attached' });
    await page.getByRole('tab', { name: '属性' }).click();
    await page.getByRole('region', { name: '属性', exact: true }).waitFor({ state: 'attached' });
    await page.getByRole('tab', { name: '画布' }).click();
    await page.getByRole('tree', { name: '表单内容' }).waitFor({ state: 'attached' });
  }
});

test('a rep fills the changed form at once', async () => {
  const context = await run.context();
  const { page } = await run.open('designer.html', { context });
  await designer_ready(page);
  await select_field(page, '业务代表');
  await add_field(page, '文本', '科室楼层');
  await save(page);
  await page.close();

  const { page: rep } = await run.open('', { context });
  await be(rep, cast(run.folder).rep);
  await go(rep, '新建拜访');
  const box = rep.getByLabel('科室楼层').first();
  await box.fill('门诊 3 楼');
  assert.equal(await box.inputValue(), '门诊 3 楼');
});
