// Several tabs share one store; where the browser keeps nothing, the page says so first.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check_page, start } from './harness.mjs';
import { be, form, go } from './pages.mjs';
import { cast } from './people.mjs';

test('two tabs: what one saves the other shows, and it goes on when the owner closes', async () => {
  const run = await start({ reps: 1 });
  try {
    const who = cast(run.folder);
    const context = await run.context();
    const { page: first } = await run.open('', { context });
    await be(first, who.rep);
    const { page: second } = await run.open('', { context });
    await go(second, '我的客户');
    await first.goto(run.address('#/form/customer'));
    await form(first).fill('医院名称', '两页共见医院');
    await form(first).draft_stored();
    await second.getByRole('link', { name: '两页共见医院' }).first().waitFor();
    await first.close();
    await second.getByRole('link', { name: '两页共见医院' }).first().click();
    await form(second).fill('关键人', '郑重');
    await form(second).draft_stored();
    await second.reload();
    await second.getByText('已恢复上次填写的草稿').waitFor({ timeout: 60000 });
    assert.equal(await form(second).control('关键人').inputValue(), '郑重');
    await check_page(second);
  } finally {
    await run.stop();
  }
});

test('an origin that keeps nothing says so before anything can be typed', async () => {
  const run = await start({ reps: 1, flags: ['--host-resolver-rules=MAP plain.test 127.0.0.1'] });
  try {
    const who = cast(run.folder);
    const context = await run.context({ permissions: [] });
    const page = await context.newPage();
    // Before each step that lets somebody type, the warning must already stand there.
    await page.goto(run.app_url.replace('127.0.0.1', 'plain.test'));
    const warning = page.getByRole('alert').filter({ hasText: '内容不会保留' });
    const typing = page.getByRole('combobox').or(page.getByRole('textbox'));
    await warning.or(typing).first().waitFor({ timeout: 120000 });
    assert.ok(await warning.isVisible(), 'something can be typed before the warning stands');
    await be(page, who.rep);
    await go(page, '新建拜访');
    await form(page).refer('客户', who.customer);
    await page.getByText('草稿只保存在本页中').waitFor();
    assert.ok(await warning.isVisible());
    await check_page(page);
  } finally {
    await run.stop();
  }
});
