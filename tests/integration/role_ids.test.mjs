// Roles are the document's: no code knows one by its id. What names the template's own data may (tests,
// samples, the list of old addresses, which is data).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ids = readdirSync('templates').flatMap((name) => JSON.parse(readFileSync(join('templates', name, 'app.json'), 'utf8')).roles.map(({ id }) => id));
const literal = new RegExp(`(["'\`])(?:[^"'\`\\n]*[^\\w"'\`\\n])?(?:${ids.join('|')})(?:[^\\w"'\`\\n][^"'\`\\n]*)?\\1`);

const is_code = (path) => /^(web|server|runtime|designer|tools)\/.*\.(ts|js|mjs|cc|h|html|css)$/.test(path);
const is_test = (path) => /(\.test\.(ts|mjs)|_test\.(cc|mjs)|_test_support\.(h|cc)|_fuzz\.cc)$|^web\/tests\/|^designer\/document\/test_support/.test(path);

// `users.manager` of the document, who somebody's superior is, is called like a role of the template; so
// is its column in a table of people.
const kReadsMember = new Set(['designer/document/automation_sentence.cc', 'designer/document/commands/add_people.cc', 'runtime/lint/rules/permission_references.cc', 'runtime/model/read_entity.cc', 'server/commands/people.cc', 'server/hub/people_of_app.cc', 'server/hub/people_table.cc', 'web/shell/people_table.ts']);

const is_comment = (line) => /^\s*(\/\/|\/?\*)/.test(line);

function findings(path, text) {
  return text.split('\n').flatMap((line, i) => (!is_comment(line) && literal.test(line) ? [`${path}:${i + 1}: ${line.trim()}`] : []));
}

test('the scan finds what it looks for', () => {
  assert.ok(ids.length >= 3);
  const [id] = ids;
  for (const line of [`roles = ["${id}"];`, `x('${id}.html')`, `page === \`${id}\``, `"a ${id} of"`]) assert.equal(findings('x', line).length, 1, line);
  for (const line of [`${id}.size`, `"${id}s"`, `"my_${id}"`, `// the ${id}`]) assert.equal(findings('x', line).length, 0, line);
});

test('no code knows a role by its id', () => {
  const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).split('\n').filter((path) => is_code(path) && !is_test(path) && !kReadsMember.has(path));
  assert.ok(files.length > 300);
  const found = files.flatMap((path) => findings(path, readFileSync(path, 'utf8')));
  assert.deepEqual(found, []);
});
