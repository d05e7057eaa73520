// What is begun and not finished: drafts are found, kept apart, and never lost or overwritten in silence.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check_page, start } from './harness.mjs';
import { be, form, go } from './pages.mjs';
import { cast } from './people.mjs';

let run, who, context;
before(async () => {
  run = await start();
  who = cast(run.folder);
  context = await run.context({ phone: true, geolocation: who.place });
  const { page } = await run.open('', { context });
  await be(page, who.rep);
  await page.close();
});
after(() => run?.stop());

const open = async (path) => (await run.open(path, { context })).page;
const drafts = (page) => page.getByRole('region', { name: '草稿' });
const customer_form = '#/form/customer';
const name_box = (page) => form(page).control('医院名称');

test('a new record beside an open draft is another one, and both stand on top of the list', async () => {
  const page = await open(customer_form);
  await name_box(page).fill('第一份草稿医院');
  await form(page).draft_stored();
  await page.goto(run.address(customer_form));
  await page.waitForFunction(() => location.hash === '#/form/customer');
  await page.getByText(/^草稿已保存/).waitFor({ state: 'detached' });
  assert.equal(await name_box(page).inputValue(), '');
  await name_box(page).fill('第二份草稿医院');
  await form(page).draft_stored();
  await page.goto(run.address('#/view/my_customers'));
  await drafts(page).getByRole('link', { name: '第二份草稿医院' }).waitFor();
  const titles = (await drafts(page).getByRole('link').allInnerTexts()).map((text) => text.split(' ')[0].trim());
  assert.deepEqual(titles.slice(0, 2), ['第二份草稿医院', '第一份草稿医院']);
  await check_page(page);
  await page.close();
});

test('a draft without a name is called one, leads back, and is discarded from the list and from its form', async () => {
  const page = await open('#/form/customer');
  await form(page).fill('关键人', '郑重');
  await form(page).draft_stored();
  await go(page, '我的客户');
  const untitled = drafts(page).getByRole('link', { name: /^未命名草稿 · \d\d-\d\d \d\d:\d\d/ });
  await untitled.first().click();
  await page.getByText('已恢复上次填写的草稿').waitFor();
  await check_page(page);
  await page.getByRole('button', { name: '删除草稿' }).click();
  await page.getByRole('heading', { level: 1, name: '我的客户' }).waitFor();
  await untitled.waitFor({ state: 'detached' });
  // Taken back it is where it was, with all that was typed.
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByText('已恢复上次填写的草稿').waitFor();
  assert.equal(await form(page).control('关键人').inputValue(), '郑重');
  await page.getByRole('button', { name: '删除草稿' }).click();
  await untitled.waitFor({ state: 'detached' });
  const other = drafts(page).getByRole('link', { name: '第一份草稿医院' });
  await drafts(page).getByRole('button', { name: '删除草稿: 第一份草稿医院' }).click();
  await other.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '撤销' }).click();
  await other.waitFor();
  await drafts(page).getByRole('button', { name: '删除草稿: 第一份草稿医院' }).click();
  await page.getByText('正在删除草稿“第一份草稿医院”').waitFor({ state: 'detached', timeout: 20000 });
  await other.waitFor({ state: 'detached' });
  await page.close();
});

test('what is typed last is saved when the form is left at once, and another form keeps its own address', async () => {
  const page = await open(customer_form);
  await name_box(page).fill('匆忙离开医院');
  await form(page).draft_stored();
  const kept = page.url();
  await form(page).control('关键人').pressSequentially('林', { delay: 5 });
  await page.waitForTimeout(690);
  await form(page).control('关键人').pressSequentially('徽因', { delay: 5 });
  await page.evaluate(() => { location.hash = '#/form/visit'; });
  await page.getByRole('button', { name: '提交拜访' }).waitFor();
  await page.waitForTimeout(1500);
  assert.equal(await page.evaluate(() => location.hash), '#/form/visit');
  await page.goto(kept);
  await page.getByText('已恢复上次填写的草稿').waitFor();
  assert.equal(await form(page).control('关键人').inputValue(), '林徽因');
  await page.close();
});

test('two tabs on one draft: what one saves the other shows, and what is typed there stays', async () => {
  const first = await open(customer_form);
  await name_box(first).fill('两人同填医院');
  await form(first).draft_stored();
  const second = await open(first.url().slice(run.app_url.length));
  await second.getByText('已恢复上次填写的草稿').waitFor();
  await form(second).fill('关键人', '第二页填的');
  await first.getByRole('alert').filter({ hasText: '这条记录刚在别处被修改' }).waitFor();
  assert.equal(await form(first).control('关键人').inputValue(), '第二页填的');
  await name_box(first).fill('两人同填医院改');
  await second.getByRole('alert').filter({ hasText: '这条记录刚在别处被修改' }).waitFor();
  assert.equal(await name_box(second).inputValue(), '两人同填医院改');
  await check_page(first);
  await first.close();
  await second.close();
});

test('another person on the device: the draft is kept, and their own list is shown', async () => {
  const page = await open(customer_form);
  await name_box(page).fill('换人之前医院');
  await page.waitForTimeout(100);
  await page.getByRole('button', { name: /点按更换身份/ }).click();
  const other = who.sample.person.find(({ id, values }) => values.role === 'rep' && id !== who.rep_id);
  await be(page, other.values.name);
  await page.getByRole('heading', { level: 1, name: '我的拜访' }).waitFor();
  await page.getByRole('button', { name: /点按更换身份/ }).click();
  await be(page, who.rep);
  await go(page, '我的客户');
  await drafts(page).getByRole('link', { name: '换人之前医院' }).waitFor();
  await page.close();
});

test('back keeps what was searched, how much was shown and where; the other list is not searched', async () => {
  const page = await open('#/view/my_visits');
  await page.getByRole('button', { name: /^再显示/ }).waitFor();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const count = () => page.getByRole('main').locator('.narrow > li').count();
  await page.waitForFunction(() => document.querySelector('tollgate-shell').shadowRoot.querySelector('tollgate-list').shadowRoot.querySelectorAll('.narrow > li').length > 30);
  const shown = await count();
  await page.evaluate(() => scrollTo(0, 1400));
  await page.waitForTimeout(400);
  await page.getByRole('main').locator('.narrow > li a').nth(20).click();
  const heading = page.getByRole('heading', { level: 1 }).first();
  await page.waitForFunction(() => location.hash.startsWith('#/record/'));
  await page.getByRole('button', { name: '返回' }).waitFor();
  assert.ok((await page.title()).startsWith(await heading.innerText()), await page.title());
  await page.getByRole('button', { name: '返回' }).click();
  await page.getByRole('heading', { level: 1, name: '我的拜访' }).waitFor();
  await page.waitForFunction(() => Math.abs(scrollY - 1400) < 4);
  assert.equal(await count(), shown);

  await go(page, '我的客户');
  await page.getByRole('searchbox').fill('没有这样的');
  await page.getByRole('main').getByText('没有匹配的结果').waitFor();
  await go(page, '我的商机');
  await page.getByText(/^共 \d+ 条|^显示 \d+ 条/).waitFor();
  assert.equal(await page.getByRole('main').getByText('没有匹配的结果').count(), 0);
  await page.goBack();
  await page.getByRole('main').getByText('没有匹配的结果').waitFor();
  assert.equal(await page.getByRole('searchbox').inputValue(), '没有这样的');
  await page.close();
});

test('a list is sorted by its heads, on a phone by choice, and searched where the app names no fields', async () => {
  const { page } = await run.open('#/view/my_opportunities', { context: await run.context({ geolocation: who.place }) });
  await be(page, who.rep);
  await page.goto(run.address('#/view/my_opportunities'));
  const head = page.getByRole('columnheader', { name: /^预计金额/ });
  const amounts = async () => {
    const at = (await page.getByRole('columnheader').allInnerTexts()).findIndex((text) => text.startsWith('预计金额'));
    const texts = await page.getByRole('row').locator(`td:nth-child(${at + 1})`).allInnerTexts();
    return texts.map((text) => Number(text.replace(/[^\d.-]/g, '')));
  };
  await head.getByRole('button').click();
  await page.locator('th[aria-sort="ascending"]').waitFor();
  await page.waitForTimeout(300);
  const up = await amounts();
  assert.deepEqual(up, [...up].sort((a, b) => a - b));
  await head.getByRole('button').press('Enter');
  await page.locator('th[aria-sort="descending"]').waitFor();
  await page.waitForTimeout(300);
  const down = await amounts();
  assert.deepEqual(down, [...down].sort((a, b) => b - a));
  assert.ok(down[0] > down.at(-1), String(down));
  await check_page(page);
  await page.close();

  const phone = await open('#/view/my_visits');
  await phone.getByRole('button', { name: '显示方式' }).click();
  await phone.getByRole('combobox', { name: '排序' }).selectOption({ label: '↑ 计划到访时间' });
  await phone.keyboard.press('Escape');
  await phone.getByRole('searchbox').fill('没有这样的拜访');
  await phone.getByRole('main').getByText('没有匹配的结果').waitFor();
  await phone.getByRole('searchbox').fill('');
  await phone.getByText(/^显示 \d+ 条/).waitFor();
  await check_page(phone);
  await phone.close();
});

test('going to a page leads the keyboard to its heading', async () => {
  const page = await open('#/view/my_visits');
  await go(page, '我的客户');
  await page.waitForFunction(() => document.querySelector('tollgate-shell').shadowRoot.activeElement?.textContent.trim() === '我的客户');
  await page.close();
});

test('a chooser that was closed is offered again, and so is one for somebody who is gone', async () => {
  const own = await run.context({ phone: true });
  const { page } = await run.open('', { context: own });
  await page.getByRole('dialog').waitFor({ timeout: 120000 });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await check_page(page);
  await page.getByRole('button', { name: '选择身份', exact: true }).click();
  await be(page, who.rep);
  await page.evaluate(() => sessionStorage.setItem('tollgate.person.medical_visit', JSON.stringify({ record: 'nobody', title: '离职的人' })));
  await page.reload();
  await be(page, who.rep);
  await page.getByRole('heading', { level: 1, name: '我的拜访' }).waitFor();
  await own.close();
});

test('the camera is off once a person went back', async () => {
  const own = await run.context({ geolocation: who.place });
  const page = await run.page(own);
  await page.addInitScript(() => {
    window.tracks = [];
    const take = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = async function (wish) {
      const stream = await take.call(this, wish);
      window.tracks.push(...stream.getTracks());
      return stream;
    };
  });
  await page.goto(run.address(''));
  await be(page, who.rep);
  await go(page, '新建拜访');
  await form(page).group('现场照片').getByRole('button', { name: '拍照' }).click();
  await page.getByRole('dialog', { name: '相机' }).waitFor();
  await page.goBack();
  await page.waitForFunction(() => window.tracks.length > 0 && window.tracks.every((track) => track.readyState === 'ended'));
  await own.close();
});

test('a discard that is refused is answered by a message', async () => {
  const page = await open(customer_form);
  await name_box(page).fill('两处删除医院');
  await form(page).draft_stored();
  const record = decodeURIComponent(page.url().split('/').pop());
  await page.goto(run.address(`#/record/customer/${record}`));
  await page.getByRole('heading', { level: 1, name: '两处删除医院' }).waitFor();
  const other = await open('#/view/my_visits');
  await go(other, '我的客户');
  await drafts(other).getByRole('button', { name: '删除草稿: 两处删除医院' }).click();
  await drafts(other).getByRole('link', { name: '两处删除医院' }).waitFor({ state: 'detached' });
  await other.getByText('正在删除草稿“两处删除医院”').waitFor({ state: 'detached', timeout: 20000 });
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('button', { name: '删除草稿' }).click();
  await page.getByRole('alert').filter({ hasText: record }).waitFor();
  await check_page(page);
  await other.close();
  await page.close();
});

test('on the hub: nothing is called saved that did not reach it', async () => {
  const hub = await start({ hub: true });
  try {
    const { page } = await hub.open('');
    await be(page, who.rep);
    await page.goto(hub.address('#/form/customer'));
    await name_box(page).fill('断网医院');
    await form(page).draft_stored();
    let answer;
    await page.route('**/api/request', (route) => {
      const message = route.request().postDataJSON();
      return answer?.(route, message) ?? route.continue();
    });
    // Steps fail while saves would get through.
    answer = (route, message) => (message.type === 'form.set' ? route.abort() : undefined);
    await form(page).fill('关键人', '断网时填的');
    const failed = page.getByText(/^没有保存: 服务器连接不上/);
    await failed.waitFor();
    await page.waitForTimeout(2500);
    assert.ok(await failed.isVisible());
    answer = undefined;
    await form(page).draft_stored();
    // A value that the hub does not take stays, with its message.
    answer = (route, message) => (message.type === 'form.set' && message.params.value === '太长了'
      ? route.fulfill({ json: { id: message.id, ok: false, diagnostics: [{ code: 'form.too_long', severity: 'error', message: { 'zh-CN': '“关键人”的内容太长。', en: 'too long' } }] } })
      : undefined);
    await form(page).fill('关键人', '太长了');
    await page.getByText('“关键人”的内容太长。').first().waitFor();
    await page.getByText('有 1 处内容没有保存').waitFor();
    assert.equal(await form(page).control('关键人').inputValue(), '太长了');
    await form(page).fill('关键人', '改短');
    await form(page).draft_stored();
    await page.reload();
    await page.getByText('已恢复上次填写的草稿').waitFor();
    assert.equal(await form(page).control('关键人').inputValue(), '改短');
  } finally {
    await hub.stop();
  }
});
