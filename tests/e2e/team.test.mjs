// A team whose people have accounts: each in a browser of their own, and what one may not see is on no
// page of theirs, also after the hub was killed and started again.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check_page, desk_size, launch, new_context, phone_size } from './harness.mjs';
import { form, go, menu_labels, widget } from './pages.mjs';
import { cast, local_date, local_time } from './people.mjs';
import { app_folder, app_url, hub_exists, make_folder, make_site, serve_hub } from './site.mjs';

const kPassword = 'correct horse';
const kSecret = '只有经理知道的决策人';
let folder, hub, browser, who, other, root, rep, manager, colleague;
const start_hub = (url) => serve_hub({ url, site: folder.path, app: app_folder(folder.path), db: join(folder.path, 'hub.db'), demo: false });

async function asked(type, params, cookie = '') {
  const response = await fetch(`${hub.url}hub/request`, { method: 'POST', headers: { 'Content-Type': 'application/json', cookie }, body: JSON.stringify({ type, params }) });
  const reply = await response.json();
  assert.equal(reply.ok, true, JSON.stringify(reply));
  return { ...reply.result, cookie: response.headers.get('set-cookie')?.split(';')[0] };
}

// A browser in which the person has signed in by an invitation.
async function join_as({ id, values }, how) {
  const { invitation } = await asked('account.invite', { name: values.name, places: [{ app: 'medical_visit', record: id }] }, root);
  const page = await (await new_context(browser, how)).newPage();
  await page.goto(`${hub.url}sign_in.html#invitation=${invitation.token}`);
  await page.getByLabel('密码', { exact: true }).fill(kPassword);
  await page.getByRole('button', { name: '设置密码并登录', exact: true }).click();
  await page.waitForURL(hub.url);
  await page.goto(app_url(hub.url));
  await page.getByRole('button', { name: `${values.name} · 我的账号` }).waitFor({ timeout: 120000 });
  return page;
}

const stands = (page, words) => page.getByRole('button', { name: words });
const all_sent = '与服务器的数据: 全部已发送到服务器';

// Files one, and says how a list writes when it was planned.
async function file_visit(page, customer, what) {
  await go(page, '新建拜访');
  const fill = form(page);
  await fill.refer('客户', customer);
  const planned = local_time(-5);
  await fill.fill('计划到访时间', planned);
  await fill.stamp('实际到访时间');
  await fill.choose('关键人有变动吗', '否');
  await fill.choose('为什么没有现场照片', '医院不许拍照');
  for (const index of [1, 2, 3]) await fill.item('三条行动项', index, { 做什么: `${what}第 ${index} 步`, 负责人: who.rep, 完成日期: local_date(index) });
  await fill.submit('提交拜访');
  await page.getByRole('heading', { name: customer, level: 1 }).waitFor();
  return planned.replace('T', ' ');
}

before(async () => {
  if (!hub_exists()) return;
  folder = make_folder('team');
  make_site(folder.path, 4);
  who = cast(folder.path);
  const of_rep = who.sample.person.find(({ id }) => id === who.rep_id);
  other = who.sample.person.find(({ id, values }) => values.role === of_rep.values.role && id !== who.rep_id);
  // Who decides at a customer is not for reps, and stands at one of theirs.
  const at = join(app_folder(folder.path), 'app.json');
  const app = JSON.parse(readFileSync(at, 'utf8'));
  const role = app.roles.find(({ id }) => id === of_rep.values.role);
  role.permissions.entities.find(({ entity }) => entity === 'customer').fields = [{ field: 'key_person', access: 'hidden' }];
  writeFileSync(at, JSON.stringify(app));
  const sample = join(app_folder(folder.path), 'sample.jsonl');
  const lines = readFileSync(sample, 'utf8').split('\n').map((line) => {
    const record = line && JSON.parse(line);
    if (record?.entity !== 'customer' || record.values.name !== who.customer) return line;
    return JSON.stringify({ ...record, values: { ...record.values, key_person: kSecret } });
  });
  writeFileSync(sample, lines.join('\n'));

  hub = await start_hub();
  browser = await launch();
  const first = /invitation=([0-9a-f]{64})/.exec(hub.printed())[1];
  root = (await asked('invitation.accept', { token: first, name: '管理员', password: kPassword })).cookie;
  const person = (name) => who.sample.person.find(({ values }) => values.name === name);
  rep = await join_as(of_rep, { phone: true, geolocation: who.place });
  manager = await join_as(person(who.manager), {});
  colleague = await join_as(other, { phone: true });
});
after(async () => {
  await browser?.close();
  await hub?.stop();
  folder?.remove();
});

test('a rep’s visit reaches the manager, and no colleague', async (t) => {
  if (!hub) return t.skip('no hub was built');
  const planned = await file_visit(rep, who.customer, '团队演示');
  await stands(rep, all_sent).waitFor({ timeout: 60000 });
  await manager.goto(`${app_url(hub.url)}#/view/team_visits`);
  const row = manager.getByRole('row').filter({ hasText: who.customer }).filter({ hasText: planned });
  await row.waitFor({ timeout: 60000 });
  await row.getByRole('link').first().click();
  await manager.getByText('团队演示第 1 步').waitFor({ timeout: 60000 });
  await check_page(manager);
  await check_page(rep);

  // The colleague has a list of the same kind, with nothing of it.
  await stands(colleague, all_sent).waitFor({ timeout: 60000 });
  await colleague.setViewportSize(desk_size);
  await colleague.goto(`${app_url(hub.url)}#/view/team_visits`);
  await colleague.getByRole('row').nth(1).waitFor();
  assert.equal(await colleague.getByRole('row').filter({ hasText: who.rep }).count(), 0);
  const address = manager.url().split('#')[1];
  await colleague.goto(`${app_url(hub.url)}#${address}`);
  await colleague.getByText('不存在').first().waitFor();
  assert.equal(await colleague.getByText('团队演示').count(), 0);
  await colleague.setViewportSize(phone_size);
});

test('what a rep may not see is on no page of theirs: no field, no dashboard, no export', async (t) => {
  if (!hub) return t.skip('no hub was built');
  const customer = who.sample.customer.find(({ values }) => values.name === who.customer);
  const address = `${app_url(hub.url)}#/record/customer/${customer.id}`;
  await manager.goto(address);
  await manager.getByText(kSecret).first().waitFor();
  await rep.goto(address);
  await rep.getByRole('heading', { level: 1, name: who.customer }).waitFor();
  assert.doesNotMatch(await rep.locator('body').innerText(), new RegExp(kSecret));
  assert.equal(await rep.getByText('客户关键人').count(), 0);
  // Neither does the device hold it.
  const held = await rep.evaluate(async () => {
    const found = [];
    const look = async (folder, path) => {
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind === 'directory') await look(handle, `${path}${name}/`);
        else found.push([`${path}${name}`, await (await handle.getFile()).text().catch(() => '')]);
      }
    };
    await look(await navigator.storage.getDirectory(), '');
    return found;
  });
  assert.ok(held.length > 0);
  for (const [name, text] of held) assert.ok(!text.includes(kSecret), `${name} holds what the rep may not see`);

  const theirs = await menu_labels(rep);
  const leads = await menu_labels(manager);
  assert.ok(leads.includes('销售健康度'));
  assert.ok(!theirs.includes('销售健康度'));
  await rep.goto(`${app_url(hub.url)}#/dashboard/health`);
  await rep.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await widget(rep, '到访可信率').count(), 0);
  const exported = (page) => page.evaluate(async (url) => {
    const body = JSON.stringify({ id: 1, type: 'list.export', params: { entity: 'customer', format: 'csv', columns: ['name', 'key_person'] } });
    const reply = await (await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).json();
    return reply.ok ? reply.result.text : reply.diagnostics[0].code;
  }, `${app_url(hub.url)}api/request`);
  assert.equal(await exported(rep), 'query.export_refused');
  assert.match(await exported(manager), new RegExp(`${who.customer},${kSecret}`));
});

test('three people work on while the hub is killed; afterwards each has what is theirs', async (t) => {
  if (!hub) return t.skip('no hub was built');
  const { url } = hub;
  await hub.kill();
  const customers = [who.sample.customer.find(({ values }) => values.rep === who.rep_id), who.sample.customer.find(({ values }) => values.rep === other.id)];
  await rep.goto(`${app_url(url)}#/view/my_visits`);
  await colleague.goto(`${app_url(url)}#/view/my_visits`);
  const ours = await file_visit(rep, customers[0].values.name, '断网期间甲');
  const theirs = await file_visit(colleague, customers[1].values.name, '断网期间乙');
  const waits = /^与服务器的数据: \d+ 次保存未发送/;
  await stands(rep, waits).waitFor();
  await stands(colleague, waits).waitFor();
  hub = await start_hub(url);
  // Killed once more, while the devices are sending.
  await hub.kill();
  hub = await start_hub(url);
  for (const page of [rep, colleague, manager]) await stands(page, all_sent).waitFor({ timeout: 120000 });
  const read_visit = async (name, planned) => {
    await manager.goto(`${app_url(url)}#/view/team_visits`);
    const row = manager.getByRole('row').filter({ hasText: name }).filter({ hasText: planned });
    await row.waitFor({ timeout: 90000 });
    await row.getByRole('link').first().click();
  };
  await read_visit(customers[0].values.name, ours);
  await manager.getByText('断网期间甲第 2 步').waitFor();
  const leads = who.sample.person.find(({ id }) => id === other.values.manager)?.values.name === who.manager;
  if (leads) {
    await read_visit(customers[1].values.name, theirs);
    await manager.getByText('断网期间乙第 2 步').waitFor();
  }
  assert.equal(await rep.getByText('断网期间乙').count(), 0);
});
