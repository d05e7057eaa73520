// The works of NOTICES.md and the headings of notices.txt are the same.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

test('every shipped work is there with its licence', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-notices-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'notices.txt');
  execFileSync(process.execPath, ['tools/notices/notices.mjs', file]);
  const headings = [...readFileSync(file, 'utf8').matchAll(/^={80}\n(.+)\n={80}$/gm)].map((match) => match[1]);
  const works = [...readFileSync('NOTICES.md', 'utf8').matchAll(/^\| ([^|]+?) \| [^|]*\d/gm)]
    .flatMap((match) => match[1].split(', '))
    .map((work) => work.replace(/^with /, ''));
  assert.ok(works.length > 10);
  const text = readFileSync(file, 'utf8');
  for (const work of works) {
    assert.ok(headings.some((heading) => heading.includes(work)) || text.includes(`, ${work} by`), work);
  }
});
