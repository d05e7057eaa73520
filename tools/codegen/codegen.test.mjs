// The generators refuse what they would otherwise leave out, and say where it stands.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { api_types } from "./api_types.mjs";
import { page_header, page_meta } from "./content_security_policy.mjs";
import { check_parts, write_parts } from "./docs_parts.mjs";
import { cpp_feel_functions } from "./feel_functions.mjs";
import { cpp_evidence_findings } from "./evidence_findings.mjs";
import { cpp_session_errors } from "./session_errors.mjs";
import { cpp_value_members } from "./value_members.mjs";
import { cpp_member_help } from "./member_help.mjs";
import { cpp_words } from "./words.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path) => JSON.parse(readFileSync(join(root, "schemas", path), "utf8"));

// A copy of the source with one thing about it changed.
function changed(path, change) {
  const source = read(path);
  change(source);
  return source;
}

test("a request says whether it is repeatable, whether it is a question, and who may send it", () => {
  const request = read("api/form_set.schema.json");
  const common = read("api/common.schema.json");
  const schemas = { "common.schema.json": common, "form_set.schema.json": request };
  const { requests } = api_types(schemas);
  assert.equal(requests[0].repeatable, false);
  assert.equal(requests[0].question, false);
  for (const mark of ["x-repeatable", "x-question", "x-access"]) {
    const marked = request[mark];
    delete request[mark];
    assert.throws(() => api_types(schemas), new RegExp(`form_set\\.schema\\.json: "${mark}"`));
    request[mark] = marked;
  }
});

test("functions are complete", () => {
  const refused = (change, what) =>
    assert.throws(() => cpp_feel_functions(changed("feel/functions.json", change)), what);
  refused(({ functions }) => delete functions[3].description.en, /description, result, example and value/);
  refused(({ functions }) => (functions[3].domains = { nobody: { "zh-CN": "无", en: "none" } }), /no parameter 'nobody'/);
  refused(({ functions }) => (functions[3].family = "other"), /no family 'other'/);
  refused(({ functions }) => (functions[3].pure = true), /unknown keyword 'pure'/);
  refused(({ functions }) => functions.push(functions[0]), /date stands there twice/);
});

test("words, members and session errors are complete", () => {
  assert.throws(
    () => cpp_words(changed("app/words.json", ({ things }) => delete things.entity["zh-CN"])),
    /'entity' has no zh-CN/,
  );
  assert.throws(
    () => cpp_member_help(changed("app/member_help.json", ({ members }) => delete members.label.example.en)),
    /'label' has no example in en/,
  );
  assert.throws(
    () => cpp_value_members(changed("app/value_members.json", ({ evidence }) => (evidence[0].said_by = "rumour"))),
    /evidence\.name: type or said_by/,
  );
  assert.throws(
    () => cpp_evidence_findings(changed("app/evidence_findings.json", ({ findings }) => delete findings[0].en)),
    /altered: words are missing/,
  );
  assert.throws(
    () => cpp_evidence_findings(changed("app/evidence_findings.json", ({ findings }) => findings.push(findings[0]))),
    /altered: code/,
  );
  assert.throws(
    () => cpp_session_errors(changed("session_errors.json", ({ codes }) => (codes.read_only.meaning = "odd"))),
    /'read_only' means 'odd'/,
  );
});

test("ids are as long in the schema as in the runtime", () => {
  const { pattern } = read("app/app.schema.json").$defs.id;
  assert.equal(pattern, `^[a-z][a-z0-9_]{0,${read("limits.json").limits.id_characters.value - 1}}$`);
});

test("a page's own policy is the hub's without what only a header may say", () => {
  const policy = read("content_security_policy.json");
  assert.match(page_header(policy), /frame-ancestors 'self'/);
  assert.equal(page_meta(policy), page_header(policy).replace("frame-ancestors 'self'; ", ""));
});

test("generated parts of a page are compared and written", () => {
  const folder = mkdtempSync(join(tmpdir(), "tollgate-"));
  try {
    const page = join(folder, "page.md");
    const parts = { list: () => "- one\n" };
    writeFileSync(page, "before\n<!-- generated: list -->\n- old\n<!-- end of generated -->\nafter\n");
    assert.throws(() => check_parts(page, parts), /run \.\/dev format/);
    write_parts(page, parts);
    check_parts(page, parts);
    assert.equal(
      readFileSync(page, "utf8"),
      "before\n<!-- generated: list -->\n- one\n<!-- end of generated -->\nafter\n",
    );
    assert.throws(() => check_parts(page, { other: () => "" }), /no part between/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
