// Takes a picture of each administrators' page and its dialogs, in both languages, at phone and desk size, light
// and dark:
//   node tests/e2e/hub_screenshots.mjs [folder] [part of a picture's name]
// Default: build/screenshots. Each is looked at before a release; ugly is a defect.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { make_device } from '../integration/device.mjs';
import { launch, new_context } from './harness.mjs';
import { cast } from './people.mjs';
import { app_folder, make_folder, make_site, root, serve_hub } from './site.mjs';

const folder = process.argv[2] ?? join(root, 'build/screenshots');
const wanted = process.argv[3] ?? '';
mkdirSync(folder, { recursive: true });
const site = make_folder('hub-pictures');
make_site(site.path, 6);
const who = cast(site.path);
const hub = await serve_hub({ site: site.path, app: app_folder(site.path), db: join(site.path, 'hub.db'), demo: false });
const browser = await launch();

const post = async (path, message, cookie = '') => {
  const response = await fetch(`${hub.url}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', cookie }, body: JSON.stringify(message) });
  const reply = await response.json();
  assert.equal(reply.ok, true, JSON.stringify(reply));
  return { ...reply.result, session: response.headers.get('set-cookie')?.split(';')[0] };
};
const token = /invitation=([0-9a-f]{64})/.exec(hub.printed())[1];
const { session } = await post('hub/request', { type: 'invitation.accept', params: { token, name: '管理员', password: 'correct horse' } });
const ask = (type, params) => post('hub/request', { type, params }, session);

// People, of whom one's telephone was restored from a copy, and another wrote about a visit that is gone.
const reps = who.sample.person.filter(({ values }) => values.manager);
for (const { id, values } of reps.slice(1, 5)) await ask('account.invite', { name: values.name, places: [{ app: 'medical_visit', record: id }], addresses: [{ kind: 'email', value: `${id}@example.com` }] });
const { invitation } = await ask('account.invite', { name: 'a.name.that.is.as.long.as.names.of.accounts.may.be@example.com', places: [{ app: 'medical_visit', record: reps[0].id }] });
const { session: rep } = await post('hub/request', { type: 'invitation.accept', params: { token: invitation.token, name: '李娜', password: 'correct horse' } });
const phone = make_device('phone-a', 'medical_visit', reps[0].id, (type, params) => post('apps/medical_visit/api/sync', { type, params }, rep));
await phone.join({ label: 'WeCom on Android' });
const note = (visit) => ['record.set', { entity: 'visit', record: visit.id, writes: [{ field: 'objection_response', value: '客户关注性价比，下周带报价和三家同级医院的使用数据再来。' }] }];
const of = (id) => who.sample.visit.find(({ values, status }) => status !== 'draft' && values.rep === id);
const first = phone.group(1, '', note(of(reps[1].id)));
await phone.push(first);
await phone.push(phone.group(2, first.hash, note(of(reps[0].id))));
await phone.push(phone.group(2, 'f'.repeat(64), note(of(reps[0].id))));
await ask('channel.save', { kind: 'wecom_robot', label: '华东一区群机器人', enabled: true, allow_host: true, settings: [], secrets: [{ name: 'key', value: '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa' }] });
await ask('channel.save', { kind: 'webhook', label: 'ERP', enabled: false, settings: [{ name: 'base_url', value: 'https://erp.example.com/hooks/tollgate' }], secrets: [{ name: 'sign_secret', value: 'secret' }] });
await ask('api_key.create', { name: 'ERP', app: 'medical_visit', record: reps[0].id });

const words = { 'zh-CN': { edit: '编辑', add: '添加', invite: '邀请', key: '新建密钥', import: '导入', leave: '交接' }, en: { edit: 'Edit', add: 'Add', invite: 'Invite', key: 'New key', import: 'Import', leave: 'Hand over' } };
const press = (name) => async (page, locale) => page.getByRole('button', { name: new RegExp(`^${words[locale][name]}`) }).first().click();
const pages = [
  ['people', 'people.html'],
  ['people-edit', 'people.html', press('edit')],
  ['people-invite', 'people.html', press('invite')],
  ['people-hand-over', 'people.html', async (page, locale) => {
    const row = page.getByRole('listitem').filter({ hasText: reps[1].values.name });
    await row.getByRole('button').click();
    await press('leave')(page, locale);
    await page.getByRole('dialog').getByRole('combobox').first().selectOption({ index: 2 });
    await page.waitForTimeout(800);
  }],
  ['people-invited', 'people.html', async (page, locale) => {
    await press('invite')(page, locale);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill(`新同事 ${Math.random().toString(36).slice(2, 6)}`);
    await dialog.locator('button.primary').click();
    await page.waitForTimeout(1200);
  }],
  ['people-import', 'people.html', press('import')],
  ['channels', 'channels.html'],
  ['channels-edit', 'channels.html', press('edit')],
  ['channels-add', 'channels.html', press('add')],
  ['hub', 'hub.html'],
  ['hub-key', 'hub.html', press('key')],
  ['connection', 'connection.html'],
  ['sign-in', 'sign_in.html', undefined, true],
  ['invitation', `sign_in.html#invitation=${(await ask('account.invite', { name: '王强', places: [] })).invitation.token}`, undefined, true],
];
try {
  for (const locale of ['zh-CN', 'en']) {
    for (const is_phone of [false, true]) {
      for (const colorScheme of ['light', 'dark']) {
        for (const [name, address, act, signed_out] of pages) {
          const picture = `${name}-${locale}-${is_phone ? 'phone' : 'desk'}-${colorScheme}`;
          if (!picture.includes(wanted)) continue;
          const context = await new_context(browser, { phone: is_phone, locale, colorScheme, ...(is_phone ? {} : { viewport: { width: 1440, height: 900 } }) });
          const [cookie, value] = session.split('=');
          if (!signed_out) await context.addCookies([{ name: cookie, value, url: hub.url }]);
          const page = await context.newPage();
          await page.goto(hub.url + address);
          await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 60000 });
          await page.waitForTimeout(1200);
          if (act) await act(page, locale);
          await page.waitForTimeout(400);
          await page.screenshot({ path: join(folder, `${picture}.png`), fullPage: !act, scale: 'css', animations: 'disabled' });
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          console.log(picture, wide > 0 ? `WIDER THAN THE SCREEN by ${wide}` : '');
          await context.close();
        }
      }
    }
  }
} finally {
  await browser.close();
  await hub.stop();
  site.remove();
}
