// Writing in the designer: the page's own text fields lie on the canvas and stay in step with it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { start } from './harness.mjs';
import { add_field, designer_ready, draft_kept, exported, frames, select_field, until } from './designer_steps.mjs';

let run;
before(async () => {
  run = await start({ reps: 1 });
});
after(() => run?.stop());

async function open_designer() {
  const { page } = await run.open('designer.html');
  await designer_ready(page);
  return page;
}

// People do not type evenly: letters come within a frame, and some frames apart.
const kRhythm = [1, 0.7, 1.3, 0.9, 1.1, 0.75, 1.25];

// The document says the same, and the field has heard of it: frames follow what is kept.
async function settled(page, label) {
  await draft_kept(page, JSON.stringify(label));
  await frames(page, 4);
}

test('no letter is lost at any speed of typing, and the caret stays in the middle of a text', async () => {
  const page = await open_designer();
  await select_field(page, '客户');
  const box = page.getByRole('textbox', { name: '名称（English）' });
  const text = 'Customer of the hospital we visit';
  for (const delay of [0, 110]) {
    await box.focus();
    await page.keyboard.press('Control+a');
    for (const [index, letter] of [...text].entries()) {
      await page.keyboard.type(letter);
      await page.waitForTimeout(delay * kRhythm[index % kRhythm.length]);
    }
    await settled(page, text);
    assert.equal(await box.inputValue(), text, `a letter every ${delay} ms`);
  }
  await box.fill('Customer visit');
  await page.keyboard.press('Home');
  for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
  for (const letter of ' of the') {
    await page.keyboard.type(letter);
    await page.waitForTimeout(120);
  }
  await settled(page, 'Customer of the visit');
  assert.equal(await box.inputValue(), 'Customer of the visit');
  const entity = JSON.parse(await exported(page)).entities.flatMap(({ fields }) => fields);
  assert.ok(entity.some((each) => each.label.en === 'Customer of the visit'), `the document has the same text, not one of ${entity.map((each) => each.label.en)}`);
  // What nobody typed still arrives in the field.
  await box.focus();
  await page.keyboard.press('Control+z');
  await until(async () => (await box.inputValue()) !== 'Customer of the visit', 'undo reaches the field');
});

test('Enter in an option goes on to the next, in the same field', async () => {
  const page = await open_designer();
  await select_field(page, '业务代表');
  await add_field(page, '单选', '电梯品牌');
  await page.getByRole('textbox', { name: '选项 1' }).focus();
  for (const [index, brand] of ['三菱', '日立'].entries()) {
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(brand);
    await page.keyboard.press('Enter');
    const next = page.getByRole('textbox', { name: `选项 ${index + 2}` });
    await until(() => next.evaluate((box) => box === document.activeElement), 'the next option has the focus');
  }
  const values = await page.getByRole('group', { name: '选项' }).getByRole('textbox').evaluateAll((boxes) => boxes.map((box) => box.value));
  assert.deepEqual(values.slice(0, 2), ['三菱', '日立']);
  assert.equal(values.length, 4);
});
