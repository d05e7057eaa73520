// A manager makes an app for inspecting stores out of nothing, in the designer alone, by role and name:
// stores, inspections scored by ten criteria, a workflow of rectification with a gate, a warning, the
// pass rate by city and by week, two roles. Then two people work with it, and its dashboard moves.
//
// TOLLGATE_SHOTS=FOLDER keeps pictures of it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check_page, complaints_of, launch, new_context, phone_size } from './harness.mjs';
import { exported, pick_file, save } from './designer_steps.mjs';
import { picture } from './files.mjs';
import { be, form, go } from './pages.mjs';
import { local_date } from './people.mjs';
import { hub_exists, make_folder, make_site, serve_empty_hub } from './site.mjs';

let folder, hub, browser, page, manager, app_address;
before(async () => {
  if (!hub_exists()) return;
  folder = make_folder('store-inspection');
  make_site(folder.path, 1);
  hub = await serve_empty_hub({ site: folder.path, data: join(folder.path, 'data') });
  browser = await launch();
  page = await (await new_context(browser, { viewport: { width: 1440, height: 900 } })).newPage();
});
after(async () => {
  await browser?.close();
  await hub?.stop();
  folder?.remove();
});

const kCriteria = ['地面干净', '货架整齐', '价签齐全', '灯光正常', '着装规范', '收银整洁', '通道畅通', '食品未过期', '库房有序', '厕所干净'];

// --- what people do, counted

let actions = 0;
const region = (name) => page.getByRole('region', { name });
const parts = () => region('字段与结构');
const canvas = () => region('画布');
const properties = () => region('属性');
const outline = () => page.getByRole('tree', { name: '应用结构' });

// Until the page has drawn so many frames: what the focus scrolls into view is there then.
const drawn = (count = 2) =>
  page.evaluate(async (left) => {
    for (; left > 0; left--) await new Promise((done) => requestAnimationFrame(done));
  }, count);

async function reach(control) {
  await control.waitFor({ state: 'attached' });
  await control.focus();
  await drawn();
  return control;
}

async function press(where, name, role = 'button') {
  actions++;
  await (await reach(where.getByRole(role, { name, exact: true }).first())).click();
  await drawn();
}

async function write(where, name, text) {
  actions++;
  await (await reach(where.getByRole('textbox', { name, exact: true }).first())).fill(text);
  await drawn();
}

async function choose(where, box, entry) {
  actions++;
  await (await reach(where.getByRole('combobox', { name: box, exact: true }).first())).click();
  const option = page.getByRole('listbox', { name: box, exact: true }).getByRole('option', { name: entry, exact: true });
  await (await reach(option)).click();
  await drawn();
}

// A new thing asks for its name.
async function call_it(name) {
  actions++;
  await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(name);
  await drawn();
}

async function add_part(button, name) {
  await press(parts(), button);
  await call_it(name);
}

async function add_form(name, entity) {
  await press(parts(), '结构', 'tab');
  await add_part('添加表单', name);
  await choose(properties(), '数据对象', entity);
  await press(parts(), '字段', 'tab');
}

async function add_field(type, name) {
  await press(page.getByRole('toolbar', { name: '字段类型' }), type);
  await call_it(name);
  await page.getByRole('tree', { name: '表单内容' }).getByRole('treeitem', { name, exact: true }).waitFor({ state: 'attached' });
}

async function shot(name, of = page) {
  if (process.env.TOLLGATE_SHOTS) await of.screenshot({ path: join(process.env.TOLLGATE_SHOTS, `${name}.png`) });
}

// --- the app

async function begin() {
  await page.goto(hub.url);
  await page.getByRole('button', { name: '新建应用' }).click();
  const dialog = page.getByRole('dialog', { name: '新建应用' });
  await dialog.getByLabel('应用名称').fill('门店巡检');
  await dialog.getByRole('button', { name: '创建' }).click();
  actions += 3;
  await page.waitForURL(`${hub.url}apps/men_dian_xun_jian/designer.html`);
  app_address = `${hub.url}apps/men_dian_xun_jian/`;
  await page.getByRole('tab', { name: '结构' }).click({ timeout: 60000 });
}

async function make_people_and_things() {
  await press(outline(), '门店巡检', 'treeitem');
  await press(properties(), '人员', 'switch');
  await press(outline(), '角色', 'treeitem');
  await press(outline(), '成员', 'treeitem');
  await write(properties(), '名称', '巡检员');
  await add_part('添加角色', '区域经理');
  for (const name of ['门店', '巡检', '整改']) await add_part('添加数据对象', name);
}

async function make_forms() {
  await add_form('门店登记', '门店');
  await add_field('文本', '店名');
  await add_field('单选', '城市');
  await write(properties(), '选项 1', '北京');
  await write(properties(), '选项 2', '上海');
  await add_form('巡检单', '巡检');
  await add_field('关联记录', '门店');
  await choose(properties(), '数据对象', '门店');
  await add_field('日期', '巡检日期');
  for (const name of kCriteria) await add_field('是否', name);
  await add_form('整改单', '整改');
  await add_field('关联记录', '巡检');
  await choose(properties(), '数据对象', '巡检');
  await add_field('文本', '整改内容');
  await add_field('日期', '截止日期');
  await add_field('关联记录', '负责人');
  await choose(properties(), '数据对象', '人员');
  await add_field('照片', '整改后照片');
  await press(parts(), '结构', 'tab');
  for (const [entity, title] of [['门店', '店名'], ['巡检', '门店 › 店名'], ['整改', '整改内容']]) {
    await press(outline(), entity, 'treeitem');
    await choose(properties(), '在标题中添加字段', title);
  }
}

// Pasted as from a spreadsheet: name, points, condition in words, advice.
async function make_scorecard() {
  await add_part('添加评分卡', '巡检评分');
  await choose(properties(), '数据对象', '巡检');
  await press(canvas(), '从表格粘贴评分项');
  await write(canvas(), '每行一项：名称、分值、条件、建议', kCriteria.map((name) => `${name}\t5\t${name} = 是\t请整改：${name}`).join('\n'));
  await press(canvas(), '添加这些行');
  await press(canvas(), '删除 评分项 1');  // the one that a new scorecard begins with
  await canvas().getByRole('heading', { name: '评分项（满分 50）' }).waitFor({ state: 'attached' });
  await press(canvas(), '添加去向');
  await write(canvas(), '去向 1 名称', '待复查');
  await write(canvas(), '去向 1 总分低于', '35');
  await shot('scorecard');
}

async function make_workflow() {
  await add_part('添加流程', '整改流程');
  await choose(properties(), '数据对象', '整改');
  await press(canvas(), '新阶段');
  await write(canvas(), '阶段名称', '待整改');
  for (const name of ['整改中', '待复查', '已完成']) {
    await press(canvas(), '添加阶段');
    await write(canvas(), '阶段名称', name);
  }
  await press(canvas(), '待复查');
  await choose(canvas(), '添加要求', '已上传文件');
  await shot('workflow');
  await add_part('添加自动化', '逾期提醒');
  await choose(canvas(), '哪种数据', '整改');
  await choose(canvas(), '发生什么', '快到或已过某个日期');
  await choose(canvas(), '之前还是之后', '之后');
  await write(canvas(), '天数', '1');
  await press(canvas(), '按条件', 'radio');
  await press(canvas(), '以公式显示');
  await write(canvas().getByRole('group', { name: '附加条件', exact: true }), '附加条件', '阶段 ≠ 已完成');
  await choose(canvas(), '添加收件人', '负责人');
  await choose(canvas(), '添加收件人', '所有的区域经理');
  await choose(canvas(), '通过什么', '应用内');
  await write(canvas(), '内容', '{整改内容} 已逾期');
  await shot('warning');
}

async function make_numbers() {
  await add_part('添加指标', '合格率');
  await choose(canvas(), '统计哪些记录', '巡检');
  await choose(canvas(), '统计方式', '占比');
  await press(canvas(), '以公式显示');
  await write(canvas(), '其中满足', '评分的巡检评分的总分 不少于 35');
  await shot('metric');
  await add_part('添加看板', '巡检总览');
  const palette = page.getByRole('toolbar', { name: '添加图表' });
  await press(palette, '数字');
  await press(palette, '条形');
  await choose(properties(), '分组', '门店 › 城市');
  await write(properties(), '名称', '各城市合格率');
  await press(palette, '折线');
  await choose(properties(), '分组', '巡检日期');
  await choose(properties(), '按时间分组', '按周');
  await write(properties(), '名称', '每周合格率');
  await shot('dashboard');
}

async function make_menus() {
  const menus = {
    巡检员: ['表单：巡检单', '表单：门店登记', '流程：整改流程', '看板：巡检总览'],
    区域经理: ['看板：巡检总览', '表单：整改单', '流程：整改流程'],
  };
  for (const [role, entries] of Object.entries(menus)) {
    await press(outline(), role, 'treeitem');
    for (const entry of entries) await choose(canvas(), '添加菜单项', entry);
  }
  await press(outline(), '巡检员', 'treeitem');
  await press(canvas(), '开始限制');
  await choose(canvas(), '巡检：可以删除', '无');
  await choose(canvas(), '整改：可以新建', '无');
  await press(canvas(), '管理应用：修改设计、分配角色', 'switch');
  await shot('role');
}

test('the whole app is made in the designer, from blank', async (t) => {
  if (!hub) return t.skip('no hub was built');
  const began = Date.now();
  await begin();
  await make_people_and_things();
  await make_forms();
  await make_scorecard();
  await make_workflow();
  await make_numbers();
  await make_menus();
  await save(page);
  assert.deepEqual(complaints_of(page), []);
  t.diagnostic(`${actions} actions, ${((Date.now() - began) / 60000).toFixed(1)} minutes`);
});

// --- two people work with it

// The dialog that asks who one is makes people where there is nobody.
async function join_in(name, role) {
  const dialog = page.getByRole('dialog', { name: '请选择您的身份' });
  await dialog.waitFor();
  const first = dialog.getByText('还没有人员');
  const more = dialog.getByText('名单里没有？添加一个人');
  await first.or(more).first().waitFor();
  if (await more.isVisible()) await more.click();
  await dialog.getByLabel('姓名').fill(name);
  await dialog.getByLabel('角色').selectOption({ label: role });
  await dialog.getByRole('button', { name: '添加', exact: true }).click();
  await dialog.getByRole('option', { name: new RegExp(name) }).waitFor();
}

async function add_store(name, city) {
  await go(page, '门店登记');
  const fill = form(page);
  await fill.fill('店名', name);
  await fill.choose('城市', city);
  await fill.submit('提交');
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

// `clean`: how many of the ten criteria are met.
async function inspect(store, days, clean) {
  await go(page, '巡检单');
  const fill = form(page);
  await fill.refer('门店', store);
  await fill.fill('巡检日期', local_date(days));
  for (const [index, name] of kCriteria.entries()) await fill.choose(name, index < clean ? '是' : '否');
  await fill.submit('提交');
  await page.getByText(`${clean * 5} / 50`).first().waitFor();
}

test('two people inspect, rectify and see the pass rate move', async (t) => {
  if (!hub) return t.skip('no hub was built');
  page = await (await new_context(browser, { viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(app_address);
  await join_in('王巡检', '巡检员');
  await join_in('李经理', '区域经理');
  await shot('who');
  await be(page, '王巡检');
  await add_store('王府井店', '北京');
  await add_store('外滩店', '上海');
  await inspect('王府井店', -1, 9);
  await inspect('外滩店', -8, 6);
  await shot('inspection');
  await check_page(page);

  manager = await (await new_context(browser, { viewport: { width: 1440, height: 900 } })).newPage();
  await manager.goto(app_address);
  await be(manager, '李经理');
  const total = manager.getByRole('region', { name: '合格率', exact: true });
  await total.getByText('50%').waitFor({ timeout: 60000 });
  await manager.getByText('北京').first().waitFor();
  await check_page(manager);
  await shot('numbers', manager);

  // Another good inspection: the manager's dashboard moves by itself.
  await inspect('外滩店', 0, 10);
  await total.getByText(/^6[67](\.\d)?%$/).waitFor({ timeout: 60000 });
  await shot('numbers-moved', manager);
});

async function give_task(what, due) {
  await go(manager, '整改单');
  const task = form(manager);
  await manager.getByRole('combobox', { name: /^\s*巡检/ }).click();
  await manager.getByRole('option', { name: '外滩店', exact: true }).first().click();
  await task.fill('整改内容', what);
  await task.fill('截止日期', due);
  await task.refer('负责人', '王巡检');
  await task.submit('提交');
  await manager.getByRole('heading', { level: 1, name: what }).waitFor();
}

// What waits for a time cannot be hurried: the warning is set to the minute after next, and what was due
// the day before is warned of then. Meanwhile they work on.
test('the time of a warning is changed in the designer, and a task is overdue', async (t) => {
  if (!hub) return t.skip('no hub was built');
  const designer = await (await new_context(browser, { viewport: { width: 1440, height: 900 } })).newPage();
  await designer.goto(`${app_address}designer.html`);
  await designer.getByRole('tab', { name: '结构' }).click({ timeout: 60000 });
  const warned_at = new Date(Date.now() + 80_000 + 8 * 3600_000).toISOString();
  // The designer offers times of day by the half hour; a document that is brought in may name any.
  const app = JSON.parse(await exported(designer));
  app.automations.find(({ on }) => on.event === 'date_reached').on.time = warned_at.slice(11, 16);
  await pick_file(designer, Buffer.from(JSON.stringify(app)));
  await designer.getByRole('status').filter({ hasText: '已导入' }).first().waitFor({ state: 'attached' });
  await save(designer);
  await designer.context().close();
  const due = new Date(Date.parse(`${warned_at.slice(0, 10)}T00:00:00Z`) - 86400_000).toISOString().slice(0, 10);
  await give_task('灯不亮', due);
});

test('what fell short is rectified: no way past the gate without its photo', async (t) => {
  if (!hub) return t.skip('no hub was built');
  await give_task('厕所漏水', local_date(3));

  await go(page, '整改流程');
  await page.getByRole('link', { name: /厕所漏水/ }).click({ timeout: 60000 });
  await page.getByRole('button', { name: '进入“整改中”' }).click();
  await page.getByText('已进入“整改中”').waitFor();
  await page.getByRole('button', { name: '进入“待复查”' }).click();
  await page.getByRole('alert').getByText('请上传“整改后照片”。').waitFor();
  await shot('gate');
  await page.getByRole('button', { name: /^去补充/ }).first().click();
  const fill = form(page);
  await fill.attach('整改后照片', picture('整改后.png'), '选择照片');
  await fill.submit('保存修改');
  for (const stage of ['待复查', '已完成']) {
    await page.getByRole('button', { name: `进入“${stage}”` }).click();
    await page.getByText(`已进入“${stage}”`).waitFor();
  }
  await check_page(page);
  const stages = manager.getByRole('list', { name: '阶段进度' });
  await stages.getByRole('listitem').filter({ hasText: '待复查 已经过' }).waitFor({ timeout: 60000 });
  for (const [name, size] of [['phone', phone_size], ['tablet', { width: 1024, height: 768 }]]) {
    await page.setViewportSize(size);
    await go(page, '巡检总览');
    await page.getByRole('region', { name: '各城市合格率' }).getByText('北京').waitFor();
    await shot(`dashboard-${name}`);
  }
});

test('what is overdue is warned of when its time comes', async (t) => {
  if (!hub) return t.skip('no hub was built');
  await page.setViewportSize({ width: 1440, height: 900 });
  for (const reader of [page, manager]) {
    await reader.getByRole('link', { name: /^消息 · \d+ 条未读$/ }).click({ timeout: 180_000 });
    await reader.getByText('灯不亮 已逾期').first().waitFor({ timeout: 180_000 });
  }
  await check_page(page);
  await shot('overdue');
});
