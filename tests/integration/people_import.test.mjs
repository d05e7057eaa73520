// People by a table: looked at by line before anything is made, then accounts and records at once.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { app_file, run, scratch, serve } from './binary.mjs';

test('a table of people makes accounts and records, or says by line what is wrong', async (t) => {
  const hub = await serve(t, ['--app', app_file, '--no-samples', '--db', join(scratch(t), 'a.db')], { accounts: true });
  let link;
  while (!(link = /invitation=([0-9a-f]{64})/.exec(hub.out_text()))) await new Promise((done) => setTimeout(done, 20));
  const ask = async (type, params, cookie = '') => {
    const response = await fetch(`${hub.url}/hub/request`, { method: 'POST', headers: { 'Content-Type': 'application/json', Cookie: cookie }, body: JSON.stringify({ type, params }) });
    return { cookie: response.headers.getSetCookie()[0]?.split(';')[0], ...(await response.json()) };
  };
  const { cookie } = await ask('invitation.accept', { token: link[1], name: 'root', password: 'correct horse' });
  const bring = (text, more = {}) => ask('account.import', { text, apps: ['medical_visit'], ...more }, cookie);
  const head = '姓名\t登录名\t上级\t角色\t大区\t手机\t状态';
  const good = [head, '李娜\tli.na\twang.fang\t业务代表\t华北\t13800000001\t在职', '王芳\twang.fang\t\t区域经理\t华北\t\t', '=1+1\tformula\t王芳\t业务代表\t\t\t', ''].join('\n');

  assert.equal((await ask('account.import', { text: good })).diagnostics[0].code, 'accounts.not_signed_in');
  assert.equal((await bring('姓名\t血型\nA\tB\n')).diagnostics[0].code, 'people.unknown_column');

  const bad = (await bring([head, '李娜\tli.na\t王方\t代表\t华北\t\t休假', '王芳\twang.fang\t\t区域经理\t华北\t123\t', '王芳\tWANG.FANG\t\t区域经理\t华北\t\t'].join('\n'))).result;
  assert.equal(bad.kept, false);
  const codes = bad.people.map(({ line, outcome, findings }) => [line, outcome, findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)]);
  assert.deepEqual(codes.map(([line, outcome]) => [line, outcome]), [[2, 'refused'], [3, 'refused'], [4, 'refused']]);
  assert.ok(codes[0][2].includes('people.unknown_manager') && codes[0][2].includes('people.state') && codes[0][2].length >= 3, JSON.stringify(codes));
  assert.deepEqual(bad.people[0].findings.find(({ code }) => code === 'people.unknown_manager').candidates[0], '王芳');
  assert.ok(codes[1][2].includes('accounts.address') && codes[2][2].includes('people.name_twice'), JSON.stringify(codes));

  const outcomes = ({ people }) => people.map(({ outcome }) => outcome);
  const preview = (await bring(good, { preview: true })).result;
  assert.deepEqual([preview.kept, outcomes(preview)], [false, ['made', 'made', 'made']], JSON.stringify(preview));
  assert.equal((await ask('account.list', {}, cookie)).result.accounts.length, 1);

  const made = (await bring(good)).result;
  assert.deepEqual([made.kept, outcomes(made)], [true, ['made', 'made', 'made']], JSON.stringify(made));
  const { accounts } = (await ask('account.list', {}, cookie)).result;
  assert.deepEqual(accounts.map(({ name }) => name), ['formula', 'li.na', 'root', 'wang.fang']);
  assert.ok(accounts.every(({ state_since }) => state_since > 0));
  const rep = await ask('invitation.accept', { token: made.people[0].invitation.token, name: 'li.na', password: 'correct horse' });
  assert.deepEqual(rep.result.account.places, [{ app: 'medical_visit', record: 'li.na' }]);
  const asked = await fetch(`${hub.url}/apps/medical_visit/api/request`, { method: 'POST', headers: { 'Content-Type': 'application/json', Cookie: cookie }, body: JSON.stringify({ id: 1, type: 'record.list', params: { entity: 'person' } }) });
  assert.match(await asked.text(), /=1\+1/);

  // Once more is nothing new; who has left is out at once.
  assert.deepEqual(outcomes((await bring(good)).result), ['unchanged', 'unchanged', 'unchanged']);
  assert.deepEqual(outcomes((await bring('登录名,状态\nli.na,离职\n', { apps: [] })).result), ['left']);
  assert.equal((await ask('account.list', {}, rep.cookie)).diagnostics[0].code, 'accounts.not_signed_in');
});

test('the command line brings in a table of a Chinese spreadsheet program, by the running hub', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  const hub = await serve(t, ['--app', app_file, '--no-samples', '--data', data], { accounts: true });
  // 登录名,姓名,上级,角色 / li.na,李娜,王芳,业务代表 / wang.fang,王芳,,区域经理 in GB 18030.
  const table = Buffer.from('tcfCvMP7LNDVw/ssyc+8tiy9x8mrCmxpLm5hLMDuxMgszfW3vCzStc7xtPqx7Qp3YW5nLmZhbmcszfW3vCwsx/jT8r6twO0K', 'base64');
  const file = join(folder, 'people.csv');
  writeFileSync(file, table);
  const bring = (...more) => run(['people', 'import', '--data', data, '--app', 'medical_visit', file, ...more]);

  const preview = await bring('--preview', '--json');
  const looked = JSON.parse(preview.out);
  assert.deepEqual([preview.code, looked.kept, looked.people.map(({ name, outcome }) => [name, outcome])], [0, false, [['li.na', 'made'], ['wang.fang', 'made']]]);
  const made = await bring();
  assert.equal(made.code, 0, made.err);
  const links = made.out.trim().split('\n').map((line) => line.split('\t'));
  assert.deepEqual(links.map(([name]) => name), ['li.na', 'wang.fang']);
  assert.ok(links.every(([, link]) => link.startsWith(`${hub.url}/sign_in.html#invitation=`)), made.out);
  const token = links[0][1].split('=')[1];
  const accepted = await fetch(`${hub.url}/hub/request`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ type: 'invitation.accept', params: { token, name: 'li.na', password: 'correct horse' } }) });
  assert.deepEqual((await accepted.json()).result.account.places, [{ app: 'medical_visit', record: 'li.na' }]);
  // The name was read as what it is: a manager by it is found.
  writeFileSync(file, '登录名\t姓名\t上级\tstate\nzhao\t赵敏\t王芳\t休假\n');
  const wrong = await bring();
  assert.deepEqual([wrong.code, wrong.out], [1, '']);
  assert.match(wrong.err, /people\.state/);
  assert.doesNotMatch(wrong.err, /unknown_manager/);
  writeFileSync(file, '登录名,姓名,上级,角色\nzhao,赵敏,王芳,业务代表\n');
  const more = await bring();
  assert.equal(more.code, 0, more.err);

  assert.equal((await run(['people', 'list', file, '--data', data])).code, 2);
  assert.equal((await run(['people', 'import', file])).code, 2);
  await hub.end();
  const alone = await bring();
  assert.deepEqual([alone.code, /server\.no_hub/.test(alone.err)], [1, true]);
});
