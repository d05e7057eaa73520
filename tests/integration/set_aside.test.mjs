// What a hub took from devices without putting it in force: seen in words by whoever looks after the app,
// sent to its owner or discarded, once and with a reason; a device that forked is released.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { run, scratch, serve } from './binary.mjs';
import { make_device } from './device.mjs';

const label = (text) => ({ 'zh-CN': text, en: text });
const app = {
  format: 'tollgate.app/1', id: 'orders', version: 1, label: label('Orders'), locales: ['en', 'zh-CN'], time_zone: 'Asia/Shanghai',
  users: { entity: 'person' },
  entities: [
    { id: 'person', label: label('Person'), title: 'name', fields: [{ id: 'name', type: 'text', label: label('Name') }] },
    { id: 'order', label: label('Order'), title: 'name', fields: [{ id: 'name', type: 'text', label: label('Name') }, { id: 'note', type: 'text', label: label('Note') }] },
  ],
  forms: [{ id: 'order', entity: 'order', label: label('Order'), sections: [{ id: 's', fields: [{ field: 'name' }, { field: 'note' }] }] }],
};

test('work that is not in force is seen, sent on or discarded, and a forked device goes on when it is released', async (t) => {
  const folder = scratch(t);
  writeFileSync(join(folder, 'app.json'), JSON.stringify(app));
  const hub = await serve(t, ['--data', join(folder, 'data'), '--app', join(folder, 'app.json')], { accounts: true });
  let link;
  while (!(link = /invitation=([0-9a-f]{64})/.exec(hub.out_text()))) await new Promise((done) => setTimeout(done, 20));
  const post = async (path, message, cookie = '') => {
    const response = await fetch(`${hub.url}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', cookie }, body: JSON.stringify(message) });
    return { cookie: response.headers.get('set-cookie')?.split(';')[0], ...(await response.json()) };
  };
  const ask_hub = (type, params, cookie) => post('/hub/request', { type, params }, cookie);
  const ask_app = (type, params, cookie, locale = 'en') => post('/apps/orders/api/request', { id: 1, type, params, locale }, cookie);
  const result = async (reply) => {
    const { ok, result: what, ...rest } = await reply;
    assert.equal(ok, true, JSON.stringify(rest));
    return what;
  };
  const code = async (reply) => (await reply).diagnostics?.[0].code;

  const { cookie: root } = await ask_hub('invitation.accept', { token: link[1], name: 'root', password: 'correct horse' });
  const bring = (entity, text, columns) => result(ask_app('data.import', { entity, text, columns, delimiter: ',' }, root));
  await bring('person', 'ann,Ann', ['id', 'name']);
  await bring('order', 'o1,First', ['id', 'name']);
  const { batch } = await bring('order', 'o2,Second\no3,Third', ['id', 'name']);
  const { invitation } = await result(ask_hub('account.invite', { name: 'ann', places: [{ app: 'orders', record: 'ann' }] }, root));
  const { cookie: ann } = await ask_hub('invitation.accept', { token: invitation.token, name: 'ann', password: 'correct horse' });

  const phone = make_device('phone-a', 'orders', 'ann', (type, params) => result(post('/apps/orders/api/sync', { type, params }, ann)));
  await phone.join({ label: 'Firefox on Android' });
  const typed = (record, note) => ['record.set', { entity: 'order', record, writes: [{ field: 'note', value: note }] }];
  const first = phone.group(1, '', typed('o1', 'from the phone'));
  assert.equal((await phone.push(first)).receipts[0].outcome, 'taken');
  // Meanwhile two of them are taken back.
  await result(ask_app('data.import_undo', { batch }, root));
  const late = phone.group(2, first.hash, typed('o2', 'typed for an hour'));
  const later = phone.group(3, late.hash, typed('o3', 'nobody needs it'));
  assert.deepEqual((await phone.push(late, later)).receipts.map(({ outcome }) => outcome), ['set_aside', 'set_aside']);

  const review = () => result(ask_app('sync.review', {}, root));
  const { groups, devices } = await review();
  assert.deepEqual(groups.map(({ record, person, why, lines, settled }) => [record, person.title, why[0].code, lines, settled]), [
    ['o3', 'Ann', 'sync.record_gone', ['Note: nobody needs it'], undefined],
    ['o2', 'Ann', 'sync.record_gone', ['Note: typed for an hour'], undefined],
  ]);
  assert.deepEqual(devices.map(({ device, label: name, people, groups: count, blocked }) => [device, name, people[0].title, count, blocked]), [['phone-a', 'Firefox on Android', 'Ann', 3, undefined]]);
  // The same on the hub's machine, by command.
  const command = (...words) => run(['set-aside', ...words, '--data', join(folder, 'data')]);
  const listed = await command('list');
  assert.equal(listed.code, 0, listed.err);
  assert.deepEqual(listed.out.trim().split('\n').map((line) => line.split('\t')).map(([op, , person, title, state]) => [Number(op), person, title, state]), groups.map(({ op }, i) => [op, 'Ann', ['o3', 'o2'][i], 'open']));
  const shown = await command('show', String(groups[1].op));
  assert.match(shown.out, /person: Ann\ndevice: phone-a\n[^]*why it is not in force: .+\nwhat was entered:\nNote: typed for an hour\n/);
  const exported = await command('export');
  assert.match(exported.out, /^number,at,person,device,entity,record,title,state,reason,why,entered\n/);
  assert.equal(exported.out.trim().split('\n').length, 3, exported.out);
  for (const [words, code, said] of [[['show', '1'], 1, 'sync.unknown_group'], [['show'], 2, 'cli.number'], [['forget', '1'], 2, 'cli.unknown_command'], [['list', '--app', 'order'], 1, 'server.unknown_app'], [['send', String(groups[1].op)], 1, 'sync.reason']]) {
    const refused = await command(...words);
    assert.deepEqual([refused.code, refused.err.includes(said)], [code, true], refused.err);
  }
  const settle = (op, act, reason, cookie = root) => ask_app('sync.settle', { op, act, reason }, cookie);
  assert.equal(await code(settle(groups[1].op, 'sent_on', '')), 'sync.reason');
  assert.equal(await code(settle(1, 'sent_on', 'x')), 'sync.unknown_group');
  assert.equal((await result(settle(groups[1].op, 'sent_on', 'the order was cancelled'))).group.settled.act, 'sent_on');
  const discarded = await command('discard', String(groups[0].op), '--reason', 'agreed with Ann', '--json');
  assert.equal(JSON.parse(discarded.out).settled.reason, 'agreed with Ann', discarded.err);
  assert.deepEqual([(await command('list')).out, (await command('list', '--all')).out.trim().split('\n').length], ['', 2]);
  assert.equal(await code(settle(groups[0].op, 'sent_on', 'again')), 'sync.settled');
  assert.deepEqual((await review()).groups.map(({ settled }) => settled.act), ['discarded', 'sent_on']);
  // Its owner has it, with the reason.
  let messages = [];
  for (let tries = 0; tries < 200 && !messages.length; tries++) {
    ({ messages } = await result(ask_hub('inbox.list', { app: 'orders' }, ann)));
    await new Promise((done) => setTimeout(done, 25));
  }
  assert.equal(messages.length, 1);
  assert.match(messages[0].text, /typed for an hour/);
  assert.match(messages[0].text, /the order was cancelled/);

  // The same number with other bytes: nothing more is taken until somebody lets it go on.
  const fork = phone.group(3, late.hash, typed('o1', 'from a copy'));
  assert.equal((await phone.push(fork)).blocked.code, 'sync.forked');
  assert.equal((await phone.push(phone.group(4, later.hash, typed('o1', 'more')))).blocked.code, 'sync.forked');
  assert.equal((await review()).devices[0].blocked.code, 'sync.forked');
  assert.equal(await code(ask_app('sync.release', { device: 'phone-b', reason: 'x' }, root)), 'sync.unknown_device');
  await result(ask_app('sync.release', { device: 'phone-a', reason: 'restored from a backup' }, root));
  const again = await phone.join();
  assert.deepEqual([again.released, again.taken, again.taken_hash], [true, 3, later.hash]);
  assert.equal((await review()).devices[0].released, true);
  const goes_on = phone.group(4, later.hash, typed('o1', 'goes on'));
  assert.equal((await phone.push(goes_on)).receipts[0].outcome, 'taken');
  assert.deepEqual([(await review()).devices[0].released, (await review()).devices[0].groups], [undefined, 4]);
  const { acts } = await result(ask_hub('act.list', {}, root));
  assert.deepEqual(acts.slice(0, 3).map(({ name, act, target, note }) => [name, act, target, note]), [
    ['root', 'sync.release', 'orders phone-a', 'restored from a backup'],
    ['', 'sync.discarded', 'orders order o3', 'agreed with Ann'],
    ['root', 'sync.sent_on', 'orders order o2', 'the order was cancelled'],
  ]);

  // More than a page of them: read to the end, here and by command.
  const many = [];
  for (let number = 5; number < 5 + 205; number++) many.push(phone.group(number, many.at(-1)?.hash ?? goes_on.hash, typed('o2', `typed ${number}`)));
  for (let at = 0; at < many.length; ) at = (await phone.push(...many.slice(at))).next - 5;
  const newest = await result(ask_app('sync.review', {}, root));
  assert.deepEqual([newest.groups.length, newest.more, newest.groups[0].lines], [200, true, ['Note: typed 209']]);
  const rest = await result(ask_app('sync.review', { before: newest.groups.at(-1).op, limit: 6 }, root));
  assert.deepEqual([rest.groups.length, rest.more, rest.groups.at(-1).op], [6, true, groups[0].op]);
  assert.deepEqual((await result(ask_app('sync.review', { before: rest.groups.at(-1).op }, root))).more, false);
  assert.deepEqual((await result(ask_app('sync.review', { op: groups[1].op }, root))).groups.map(({ op }) => op), [groups[1].op]);
  assert.equal((await command('list')).out.trim().split('\n').length, 205);
  assert.equal((await command('list', '--all')).out.trim().split('\n').length, 207);
  assert.match((await command('show', String(groups[1].op))).out, /typed for an hour/);
});
