// web/tools/feel-cases.mjs: the same cases and lines as `tollgate feel --cases`, as WebAssembly.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const run = (...args) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['web/tools/feel-cases.mjs', ...args, '--build', process.env.TOLLGATE_WASM_BUILD],
    { encoding: 'utf8' },
  );
  return { code: status, lines: stdout.trim().split('\n'), err: stderr };
};

const one = (id, expr, expected, type = null) =>
  JSON.stringify({ id, expr, context: { a: { t: 'decimal', v: '1' } }, type, input_types: { a: 'number' }, error: false, expected });

test('failing cases are told one a line, with what came instead, and counted', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const cases = join(folder, 'cases.jsonl');
  writeFileSync(
    cases,
    [
      one('right', 'a + 1', { t: 'decimal', v: '2' }),
      one('wrong', 'a + 1', { t: 'decimal', v: '3' }),
      one('null', 'a + "客户"', { t: 'string', v: '1客户' }),
      one('coerced', '[a]', { t: 'decimal', v: '1' }, 'number'),
    ].join('\n'),
  );
  const { code, lines } = run(cases);
  assert.equal(code, 1);
  assert.equal(lines.at(-1), '2 passed, 2 failed');
  const [wrong, nothing] = lines.slice(0, 2).map((line) => JSON.parse(line));
  assert.deepEqual(Object.keys(wrong).sort(), ['diagnostic', 'expected', 'expression', 'got', 'id']);
  assert.equal(wrong.id, 'wrong');
  assert.equal(wrong.got.v, '2');
  assert.equal(nothing.got, null);
  assert.equal(nothing.expression, 'a + "客户"');
  assert.equal(nothing.diagnostic.code, 'feel.null.operand_types');
});

test('no file, or two, is wrong use', () => {
  assert.equal(run().code, 2);
  assert.equal(run('a', 'b').code, 2);
  const missing = run('no such file.jsonl');
  assert.equal(missing.code, 1);
  assert.match(missing.err, /cannot be read/);
});
