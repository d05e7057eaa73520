// What people do in the designer, by role and name, in Chinese.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const kPatience_ms = 20000;  // a machine may be busy with other journeys

export async function until(what, reason) {
  for (const gave_up = Date.now() + kPatience_ms; Date.now() < gave_up; ) {
    if (await what()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail(reason);
}

// Until the designer shows the app's first form.
export async function designer_ready(page) {
  await page.getByRole('tree', { name: '表单内容' }).waitFor({ state: 'attached', timeout: 60000 });
  await page.getByRole('treeitem').first().waitFor({ state: 'attached' });
}

export const toolbar_button = (page, name) => page.getByRole('toolbar', { name: '工具栏' }).getByRole('button', { name, exact: true });
export const field = (page, label) => page.getByRole('tree', { name: '表单内容' }).getByRole('treeitem', { name: label, exact: true });
// Selects a field, and waits until the inspector is about it: a click takes two frames, and what is done
// meanwhile would be done to what was selected before.
export async function select_field(page, label) {
  await field(page, label).click();
  await until(async () => (await label_box(page).inputValue()) === label, `“${label}” is selected`);
}
export const label_box = (page) => page.getByRole('textbox', { name: '名称（简体中文）' });

// Until the page has drawn so many frames.
export const frames = (page, count) =>
  page.evaluate(async (left) => {
    for (; left > 0; left--) await new Promise((drawn) => requestAnimationFrame(drawn));
  }, count);

// A condition's controls: `choose` takes an entry of one of its lists.
export function condition(page, name) {
  const group = page.getByRole('group', { name, exact: true });
  return {
    group,
    value: group.getByRole('textbox', { name: '条件 1 值', exact: true }),
    as_text: () => group.getByRole('button', { name: '以公式显示' }).click(),
    async choose(control, entry) {
      const box = group.getByRole('combobox', { name: control, exact: true });
      // What is scrolled out comes into view by the focus, as with Tab.
      await box.focus();
      await frames(page, 3);
      await box.click();
      const option = page.getByRole('listbox', { name: control, exact: true }).getByRole('option', { name: entry, exact: true });
      await option.focus();
      await frames(page, 3);  // a long list scrolls to it, in the frame after
      await option.click();
    },
  };
}

// The labels of the form's sections and fields, from top to bottom.
export const outline = (page) =>
  page.getByRole('tree', { name: '表单内容' }).getByRole('treeitem').evaluateAll((items) => items.map((item) => item.getAttribute('aria-label')));

// Adds a field behind the selected one with the keyboard alone, and names it.
export async function add_field(page, type, label) {
  const button = page.getByRole('toolbar', { name: '字段类型' }).getByRole('button', { name: type, exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(label);
  await field(page, label).waitFor({ state: 'attached' });
}

export async function save(page) {
  await page.keyboard.press('Control+s');
  await page.getByRole('status').filter({ hasText: '已保存' }).first().waitFor({ state: 'attached', timeout: 30000 });
}

// Until the device keeps a draft that says this; with '' until it keeps none.
export const draft_kept = (page, text) =>
  until(async () => {
    const drafts = await page.evaluate(async () => {
      const wait = (request) => new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
      const database = await wait(indexedDB.open('tollgate-designer', 1));
      const all = await wait(database.transaction('drafts').objectStore('drafts').getAll());
      database.close();
      return all.map((draft) => draft.text);
    });
    return text ? drafts.some((draft) => draft.includes(text)) : !drafts.length;
  }, text ? `a draft says “${text}”` : 'there is no draft');

// Adds a field to the first form and saves: what another browser then sees.
export async function change_form(page, { add = '电梯间照片', type = '照片' } = {}) {
  await designer_ready(page);
  await add_field(page, type, add);
  await save(page);
}

// The file that the designer exports.
export async function exported_file(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), toolbar_button(page, '导出').click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}
export const exported = async (page) => (await exported_file(page)).text;

// Imports a file.
export async function pick_file(page, buffer, name = 'app.json') {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), toolbar_button(page, '导入').click()]);
  await chooser.setFiles({ name, mimeType: 'application/json', buffer });
}
