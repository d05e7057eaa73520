// One thing has one word: no source and no document says another (schemas/app/words.json).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const places = ["runtime", "designer", "server", "web", "schemas", "docs", "README.md", "ARCHITECTURE.md"];

function patterns() {
  const { things } = JSON.parse(readFileSync(`${root}/schemas/app/words.json`, "utf8"));
  return Object.values(things).flatMap(({ "zh-CN": zh, en, instead_of = [] }) =>
    instead_of.map((pattern) => ({ pattern: new RegExp(pattern, "u"), right: `${zh} / ${en}` })),
  );
}

function findings(path, text, forbidden) {
  return text.split("\n").flatMap((line, i) =>
    forbidden
      .filter(({ pattern }) => pattern.test(line))
      .map(({ pattern, right }) => `${path}:${i + 1}: "${line.match(pattern)[0]}" should be ${right}`),
  );
}

test("a word that stands for another is found", () => {
  assert.deepEqual(findings("x.cc", 'a\n"没有实体"', patterns()), ['x.cc:2: "实体" should be 数据对象 / entity']);
  assert.deepEqual(findings("x.cc", '"进入复盘池"', patterns()), []);
});

test("each thing has one word", () => {
  const forbidden = patterns();
  const files = execFileSync("git", ["ls-files", "--", ...places], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((path) => /\.(cc|h|ts|json|md|html)$/.test(path) && path !== "schemas/app/words.json");
  assert.ok(files.length > 500);
  assert.deepEqual(
    files.flatMap((path) => findings(path, readFileSync(`${root}/${path}`, "utf8"), forbidden)),
    [],
  );
});
