// From a rep's save to the vendors' doors: the warning of the visit template, as soon as the record is
// known to deviate, once, with its remedy where it fails.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run, scratch, serve } from './binary.mjs';
import { shanghai } from './captures.mjs';
import { serve_vendors, sign_secret } from './vendors.mjs';

async function until(what, wanted, patience_ms = 20_000) {
  const gave_up = Date.now() + patience_ms;
  for (;;) {
    const found = await wanted();
    if (found) return found;
    if (Date.now() > gave_up) throw new Error(`${what}: it did not come to that`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

// A hub with the template and few people, whose messages go to the stubs; one for all tests.
let at;
const endings = [];
const all_tests = { after: (work) => endings.push(work) };
before(async () => (at = await begin(all_tests)));
after(async () => {
  for (const end of endings.reverse()) await end();
});

async function begin(t) {
  const folder = scratch(t);
  const app = join(folder, 'app');
  execFileSync(process.execPath, ['templates/medical-visit/generate_sample.mjs', '--out', app, '--reps', '1']);
  const sample = readFileSync(join(app, 'sample.jsonl'), 'utf8').trim().split('\n').slice(1).map((line) => JSON.parse(line));
  const rep = sample.find(({ entity, values }) => entity === 'person' && values.role === 'rep');
  const customer = sample.find(({ entity, values }) => entity === 'customer' && values.rep === rep.id);
  const db = join(folder, 'hub.db');
  const args = ['--db', db, '--app', app];
  const hub = await serve(t, args);
  const vendors = await serve_vendors(t);
  const deliver = async (type, params, user) => {
    const response = await fetch(`${hub.url}/hub/request`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(user ? { 'Tollgate-Acts-For': `user=${user}` } : {}) },
      body: JSON.stringify({ type, params }),
    });
    return response.json();
  };
  const ask = async (type, params, user) => {
    const reply = await deliver(type, params, user);
    assert.equal(reply.ok, true, `${type}: ${JSON.stringify(reply)}`);
    return reply.result;
  };
  await ask('delivery.configure', { timeout_ms: 10_000, first_retry_ms: 20, hosts: [{ host: '127.0.0.1', private_allowed: true }] });
  const pairs = (object) => Object.entries(object).map(([name, value]) => ({ name, value }));
  const app_id = hub.apps[0];
  return {
    hub, vendors, db, rep, customer, manager: rep.values.manager, ask, deliver, app_id,
    add: async (kind, secrets, settings = {}) =>
      (await ask('channel.save', { kind, label: kind, enabled: true, settings: pairs({ base_url: vendors.url, ...settings }), secrets: pairs(secrets) })).channel.id,
    route: (...channels) => ask('route.save', { app: app_id, routes: [{ wish: '', channels }], fields: [{ name: 'wecom', value: 'wecom_id' }] }),
    letter: async (record) => (await ask('letter.list', { app: app_id })).letters.find((letter) => letter.record === record),
    // From here on.
    forget: () => {
      vendors.seen.length = vendors.modes.length = 0;
    },
    // A rep's visit: planned so many minutes before the arrival that the phone noted. A draft.
    async arrive(minutes_late) {
      const now = new Date();
      const say = async (type, params) => {
        const reply = await hub.ask(type, params, { user: rep.id });
        assert.equal(reply.ok, true, `${type}: ${JSON.stringify(reply)}`);
        return reply.result;
      };
      const form = await say('form.open', { form: 'visit' });
      const set = (path, value) => say('form.set', { session: form.session, path, value });
      await set('customer', customer.id);
      await set('planned_at', shanghai(new Date(now.getTime() - minutes_late * 60_000)));
      await say('form.save', { session: form.session, complete: false });
      await set('actual_arrival', shanghai(now));
      const save = () => say('form.save', { session: form.session, complete: false });
      await save();
      return { record: form.record, set, save };
    },
  };
}

test('a wrong key is a failure with its remedy, and is sent when it was mended', async () => {
  at.forget();
  const id = await at.add('wecom_robot', { key: 'K-1' });
  await at.route(id);
  at.vendors.modes.push(93000);
  const { record } = await at.arrive(100);
  const dead = await until('the failure', async () => {
    const letter = await at.letter(record);
    return letter?.state === 'dead' && letter;
  });
  assert.equal(dead.code, 'delivery.wrong_key');
  assert.equal(dead.vendor_code, '93000');
  assert.match(dead.failure['zh-CN'], /key= 后面/);
  assert.match(dead.failure.en, /paste/);
  assert.equal((await at.hub.ask('outbox.list', {})).result.total, 1);
  const waits = async () => (await at.hub.ask('outbox.list', {})).result.messages.some((message) => message.record === record);
  assert.equal(await waits(), true);
  await at.ask('letter.resend', { app: at.app_id, key: dead.key });
  await until('sent', async () => (await at.letter(record)).state === 'sent');
  assert.equal(at.vendors.seen.length, 2);
});

test('no answer, a broken one, 500 and too fast: again with the same key, and signed', async () => {
  at.forget();
  await at.route(await at.add('webhook', { sign_secret }, { base_url: `${at.vendors.url}/crm` }));
  await at.ask('delivery.configure', { timeout_ms: 1000 });
  at.vendors.modes.push('hang', 'close', 'status_500', 'ok');
  const { record } = await at.arrive(100);
  await until('sent', async () => (await at.letter(record))?.state === 'sent');
  await at.ask('delivery.configure', { timeout_ms: 10_000 });
  const seen = at.vendors.sent_to('/crm');
  assert.equal(seen.length, 4);
  assert.equal(new Set(seen.map(({ headers }) => headers['tollgate-id'])).size, 1);
  for (const { headers, text, body } of seen) {
    const mac = createHmac('sha256', sign_secret).update(`${headers['tollgate-timestamp']}.${text}`).digest('hex');
    assert.equal(headers['tollgate-signature'], `v1=${mac}`);
    assert.equal(body.id, headers['tollgate-id']);
    assert.equal(body.person, at.manager);
  }
});

test('DingTalk and Feishu are signed as they check it; an application has one token; mail arrives', async () => {
  at.forget();
  const { ask, vendors } = at;
  const ding = await at.add('dingtalk_robot', { access_token: 'T-1', sign_secret });
  const feishu = await at.add('feishu_robot', { hook: 'H-1', sign_secret });
  const app = await at.add('wecom_app', { secret: 'S-1' }, { corp_id: 'ww1', agent_id: '1000002' });
  const mail = await at.add('email', {}, { base_url: vendors.mail_url, from: 'hub@mail.example' });
  for (const [id, address] of [[ding], [feishu], [app, 'zhaomin'], [app, 'zhaomin'], [mail, 'zhao@mail.example']]) {
    const tested = await ask('channel.test', { id, ...(address ? { address } : {}) });
    assert.equal(tested.outcome, 'sent', JSON.stringify(tested));
  }
  assert.equal(vendors.sent_to('/cgi-bin/gettoken').length, 1);
  assert.equal(vendors.sent_to('/cgi-bin/message/send')[1].body.touser, 'zhaomin');
  assert.match(vendors.mails[0].text, /Message-ID: <test-/);
  // 200 and no JSON: a proxy's page is no success.
  vendors.modes.push('not_json');
  assert.equal((await ask('channel.test', { id: ding })).code, 'delivery.not_understood');
  const wrong = await at.add('dingtalk_robot', { access_token: 'T-2', sign_secret: 'another' });
  const refused = await ask('channel.test', { id: wrong });
  assert.equal(refused.vendor_code, '310000');
  assert.match(refused.remedy.en, /signing secret/);
});

test('clocks that are two hours apart: signatures are refused with that as a cause, an old token is fetched anew', async (t) => {
  at.forget();
  const { ask, vendors } = at;
  const ding = await at.add('dingtalk_robot', { access_token: 'T-3', sign_secret });
  const feishu = await at.add('feishu_robot', { hook: 'H-3', sign_secret });
  const app = await at.add('wecom_app', { secret: 'S-3' }, { corp_id: 'ww1', agent_id: '1000002' });
  const test_of = (id, address) => ask('channel.test', { id, ...(address ? { address } : {}) });
  assert.equal((await test_of(app, 'zhaomin')).outcome, 'sent');
  t.after(() => (vendors.clock.ahead_ms = 0));
  for (const hours of [2, -2]) {
    vendors.clock.ahead_ms = hours * 3_600_000;
    for (const [id, code] of [[ding, '310000'], [feishu, '19021']]) {
      const refused = await test_of(id);
      assert.deepEqual([refused.outcome, refused.vendor_code, refused.code], ['failed', code, 'delivery.protected'], JSON.stringify(refused));
      assert.match(refused.remedy.en, /hub's clock/);
      assert.match(refused.remedy['zh-CN'], /服务器的时间/);
    }
  }
  // Two hours ahead the token that the hub still holds is over there: one more, and it is sent.
  vendors.clock.ahead_ms = 2 * 3_600_000 + 60_000;
  const before = vendors.sent_to('/cgi-bin/gettoken').length;
  assert.equal((await test_of(app, 'zhaomin')).outcome, 'sent');
  assert.equal(vendors.sent_to('/cgi-bin/gettoken').length, before + 1);
  vendors.clock.ahead_ms = 0;
  for (const id of [ding, feishu]) assert.equal((await test_of(id)).outcome, 'sent');
});

test('nothing leads inside: not an address, not a name that resolves there, not a redirect', async () => {
  at.forget();
  const { ask, vendors } = at;
  const test_of = async (base_url) => (await ask('channel.test', { id: await at.add('webhook', {}, { base_url }) })).code;
  assert.equal(await test_of('http://169.254.169.254/latest/meta-data'), 'delivery.host_not_allowed');
  await ask('delivery.configure', {
    hosts: [{ host: '127.0.0.1', private_allowed: true }, { host: '169.254.169.254', private_allowed: false }, { host: 'localhost', private_allowed: false }],
  });
  assert.equal(await test_of('http://169.254.169.254/latest/meta-data'), 'delivery.address_not_allowed');
  const port = new URL(vendors.url).port;
  assert.equal(await test_of(`http://localhost:${port}/`), 'delivery.address_not_allowed');
  assert.equal(vendors.seen.length, 0);
  vendors.modes.push('redirect');
  assert.equal(await test_of(`${vendors.url}/moved`), 'delivery.redirected');
  assert.equal(vendors.seen.length, 1);
});

test('without channels the warning is in the manager’s inbox, and in nobody else’s', async () => {
  at.forget();
  await at.route();
  await at.arrive(100);
  const inbox = await until('the message', async () => {
    const found = await at.ask('inbox.list', { app: at.app_id }, at.manager);
    return found.unread && found;
  });
  assert.equal(inbox.messages.length, 1);
  assert.match(inbox.messages[0].text, /比计划晚到/);
  assert.equal(inbox.messages[0].urgent, true);
  assert.equal((await at.ask('inbox.list', { app: at.app_id }, at.rep.id)).unread, 0);
  assert.equal((await at.ask('inbox.read', { app: at.app_id }, at.manager)).unread, 0);
  // No page takes from the outbox or says that something was delivered.
  for (const type of ['outbox.pending', 'outbox.delivered']) {
    const refused = await at.hub.ask(type, { op: 1, ordinal: 0, sent: [] }, { user: at.manager });
    assert.equal(refused.diagnostics[0].code, 'api.hub_only');
  }
});

// The last one, since it ends the hub.
test('the 90-minute warning reaches the manager’s group once, from a draft, late or early', async (t) => {
  at.forget();
  await at.route(await at.add('wecom_robot', { key: `${at.vendors.url}/cgi-bin/webhook/send?key=K-1` }));
  const { record, save } = await at.arrive(95);
  const [sent] = await until('the message', () => at.vendors.seen.length && at.vendors.seen);
  assert.equal(sent.query.key, 'K-1');
  assert.equal(sent.body.msgtype, 'text');
  const { content } = sent.body.text;
  assert.match(content, new RegExp(`^到访预警：${at.rep.values.name} 拜访 ${at.customer.values.name} 比计划晚到 9[45] 分钟，请了解情况。`));
  assert.equal(content.split('\n')[1], `${at.hub.url}/apps/${at.app_id}/#/record/visit/${record}`);
  // Known already: saving on and off tells nothing again.
  await save();
  const early = await at.arrive(-120);
  await until('the early one', () => at.vendors.seen.length === 2);
  assert.match(at.vendors.seen[1].body.text.content, /比计划早到 1(19|20) 分钟/);
  await at.arrive(89);
  await until('told', async () => (await at.letter(early.record))?.state === 'sent');
  assert.equal(at.vendors.seen.length, 2);

  // What was delivered stands in the log, and is not sent again after a rebuild.
  await until('delivered', async () => (await at.hub.ask('outbox.list', {})).result.total === 0);
  await at.hub.end();
  const rebuilt = await run(['rebuild', at.db]);
  assert.equal(rebuilt.code, 0, rebuilt.err);
  const again = await serve(t, ['--db', at.db]);
  await new Promise((done) => setTimeout(done, 300));
  assert.equal((await again.ask('outbox.list', {})).result.total, 0);
  assert.equal(at.vendors.seen.length, 2);
  await again.end();
  assert.equal((await run(['verify', at.db])).code, 0);
});
