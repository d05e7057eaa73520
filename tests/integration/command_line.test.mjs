// Exit codes and findings of the commands.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { app_file, run, scratch } from './binary.mjs';

const lines = (text) => text.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));

test('wrong use ends with 2 and says where help is', async () => {
  for (const args of [[], ['no-such'], ['check'], ['check', 'a', 'b'], ['check', '--no-such', 'a'], ['rebuild'], ['serve', '--listen', 'nowhere', '--app', app_file], ['serve', '--db', '', '--app', app_file], ['serve', '--host', 'hub.example:8080', '--app', app_file], ['feel', '--locale', 'fr', '1']]) {
    const { code, err } = await run(args);
    assert.equal(code, 2, args.join(' '));
    assert.match(err, args.length ? /possible|see: tollgate/ : /usage/);
  }
});

test('help is there in both languages', async () => {
  const english = await run(['--help']);
  assert.equal(english.code, 0);
  const commands = [...english.out.matchAll(/^ {2}([\w-]+)/gm)].map((match) => match[1]);
  assert.ok(commands.includes('serve') && commands.includes('check'));
  for (const command of commands) {
    const { code, out } = await run([command, '--help']);
    assert.equal(code, 0);
    assert.match(out, /^usage: tollgate /);
    const chinese = await run([command, '--help'], { env: { LC_ALL: 'zh_CN.UTF-8' } });
    assert.match(chinese.out, /^用法：tollgate /);
  }
});

test('the version is told', async () => {
  const { code, out } = await run(['--version']);
  assert.equal(code, 0);
  assert.match(out, /^tollgate \d+\.\d+\.\d+\n$/);
});

test('check finds nothing wrong with the visit app', async () => {
  const { code, out, err } = await run(['check', '--json', app_file]);
  assert.equal(code, 0, out + err);
  assert.deepEqual(lines(out).filter((finding) => finding.severity === 'error'), []);
});

test('check names code, pointer and message of what is wrong', async (t) => {
  const folder = scratch(t);
  const check = async (change) => {
    const app = JSON.parse(readFileSync(app_file, 'utf8'));
    change(app);
    const file = join(folder, 'app.json');
    writeFileSync(file, JSON.stringify(app));
    const { code, out } = await run(['check', '--json', file]);
    assert.equal(code, 1);
    const findings = lines(out);
    for (const finding of findings) {
      assert.ok(finding.message['zh-CN'] && finding.message.en && finding.place.source === file);
    }
    return findings.filter((finding) => finding.severity === 'error');
  };
  const type = await check((app) => (app.entities[0].fields[0].type = 'txet'));
  assert.ok(type.some((finding) => finding.place.pointer === '/entities/0/fields/0/type' && finding.candidates?.includes('text')), JSON.stringify(type));
  const version = await check((app) => (app.version = 'one'));
  assert.ok(version.some((finding) => finding.place.pointer === '/version'));
});

test('hostile files are refused quickly', async (t) => {
  const folder = scratch(t);
  const refused = async (bytes, pattern) => {
    const file = join(folder, 'app.json');
    writeFileSync(file, bytes);
    const started = Date.now();
    const { code, out } = await run(['check', '--json', file]);
    assert.equal(code, 1);
    assert.match(lines(out)[0].code, pattern);
    assert.ok(Date.now() - started < 10000);
  };
  await refused('['.repeat(10 << 20), /^json\./);
  await refused('[]', /./);
  await refused('', /^json\./);
  await refused(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), /^json\.invalid_utf8$/);
  await refused(Buffer.alloc(20 << 20, ' '), /^server\.file_too_large$/);
  const missing = await run(['check', '--json', join(folder, 'none.json')]);
  assert.equal(missing.code, 1);
  assert.equal(lines(missing.out)[0].code, 'server.cannot_read');
});

test('a file that is no database is refused and left alone', async (t) => {
  const file = join(scratch(t), 'x.db');
  const text = 'this is no database, but somebody may need it\n'.repeat(100);
  writeFileSync(file, text);
  for (const command of ['rebuild', 'verify']) {
    const { code, out } = await run([command, '--json', file]);
    assert.equal(code, 1);
    assert.ok(lines(out)[0].message.en);
    assert.equal(readFileSync(file, 'utf8'), text);
    const missing = await run([command, '--json', `${file}-none`]);
    assert.equal(missing.code, 1);
    assert.equal(lines(missing.out)[0].code, 'server.no_database');
  }
});

test('feel evaluates, explains and runs cases', async (t) => {
  const folder = scratch(t);
  const context = join(folder, 'context.json');
  writeFileSync(context, JSON.stringify({ x: 5, when: { t: 'date', v: '2026-01-31' }, loan: { 'total amount': 12.5 } }));
  const feel = async (...args) => (await run(['feel', ...args])).out.trim();
  assert.equal(await feel('1 + 2 * 3.5'), '8');
  assert.equal(await feel('--context', context, 'when + duration("P1D")'), '@"2026-02-01"');
  assert.equal(await feel('--context', context, 'loan.total amount * x'), '62.5');
  assert.match(await feel('--context', context, '--explain', 'if x > 3 then "a" else "b"'), /^ {2}x > 3 {2}= {2}true$/m);

  const nothing = await run(['feel', '--json', '1 / 0']);
  assert.equal(nothing.code, 0);
  const { value, diagnostics } = JSON.parse(nothing.out);
  assert.equal(value, null);
  assert.equal(diagnostics[0].code, 'feel.null.divide_by_zero');

  for (const wrong of [['1 +'], ['unknown name'], ['--check', '"a" > 5'], ['--context', join(folder, 'none.json'), '1']]) {
    const { code, out } = await run(['feel', '--json', ...wrong]);
    assert.equal(code, 1, wrong.join(' '));
    assert.ok(lines(out)[0].code);
  }
  assert.equal((await run(['feel'])).code, 2);

  const cases = join(folder, 'cases.jsonl');
  const one = (id, expected) =>
    JSON.stringify({ id, expr: 'a + 1', context: { a: { t: 'decimal', v: '1' } }, type: 'number', input_types: {}, error: false, expected: { t: 'decimal', v: expected } });
  writeFileSync(cases, `${one('right', '2')}\n${one('wrong', '3')}\n`);
  const result = await run(['feel', '--cases', cases]);
  assert.equal(result.code, 1);
  const [failing, summary] = result.out.trim().split('\n');
  assert.equal(JSON.parse(failing).id, 'wrong');
  assert.equal(summary, '1 passed, 1 failed');
});

test('judge reaches the verdicts that the visit template expects, and says when one differs', async (t) => {
  const folder = 'templates/medical-visit/answers';
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  assert.ok(files.length >= 5);
  for (const file of files) {
    const { code, out, err } = await run(['judge', app_file, join(folder, file)]);
    assert.equal(code, 0, `${file}: ${err}`);
    assert.ok(lines(out).every((line) => line.verdict && line.failed.length === 0));
  }
  const answers = JSON.parse(readFileSync(join(folder, 'visit_score.json'), 'utf8'));
  answers.cases = answers.cases.slice(0, 1);
  answers.cases[0].expect = { scores: { visit_quality: { total: '7777' } } };
  const wrong = join(scratch(t), 'wrong.json');
  writeFileSync(wrong, JSON.stringify(answers));
  const { code, out } = await run(['judge', '--json', app_file, wrong]);
  assert.equal(code, 1);
  const [line, finding] = lines(out);
  assert.equal(line.failed[0].pointer, '/scores/visit_quality/total');
  assert.equal(finding.code, 'judge.expectation');
  assert.match(finding.message.en, /7777/);

  // An answer that cannot be filled in, or that nobody reads, is no verdict to rely on.
  writeFileSync(wrong, JSON.stringify({ form: 'visit', values: { site_photo: 7 } }));
  const unfilled = await run(['judge', '--json', app_file, wrong]);
  assert.equal(unfilled.code, 1);
  assert.equal(lines(unfilled.out).at(-1).severity, 'error');
  for (const [text, pattern] of [['{"form":"visit","expectt":{}}', /^judge\.unknown_member$/], ['[]', /^judge\./], ['{"form":"no_such"}', /^judge\./], ['{', /^json\./]]) {
    writeFileSync(wrong, text);
    const refused = await run(['judge', '--json', app_file, wrong]);
    assert.equal(refused.code, 1, text);
    assert.match(lines(refused.out)[0].code, pattern);
  }
});
