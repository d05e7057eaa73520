// The engine's own schema check and a standard validator agree: both are held to the same verdicts
// over changed documents (the engine in runtime/model/schema_test.cc).
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const read = (path: string): never => JSON.parse(readFileSync(join(root, path), "utf8")) as never;

interface Change {
  op: "remove" | "add" | "replace";
  path: string;
  value?: unknown;
}

function apply(document: unknown, change: Change): void {
  const parts = change.path.split("/").slice(1);
  const names = parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = names.pop()!;
  const parent = names.reduce((value, name) => value[name] as never, document as Record<string, unknown>);
  if (change.op !== "remove") parent[last] = change.value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
}

it("a standard validator gives the verdicts that the engine gives", () => {
  const check = new Ajv2020({ strict: false }).compile(read("schemas/app/app.schema.json"));
  const base: object = read("tests/conformance/lint/base.json");
  expect(check(base)).toBe(true);
  // fits: what the rules about field types say; the engine's lint says that, not its schema check.
  const cases: { valid: boolean; fits?: boolean; patch: Change[] }[] = read("tests/conformance/schema/changed.json");
  expect(cases.length).toBeGreaterThan(300);
  for (const { valid, fits = true, patch } of cases) {
    const document = structuredClone(base);
    for (const change of patch) apply(document, change);
    expect(check(document), JSON.stringify(patch)).toBe(valid && fits);
  }
});

// runtime/lint/field_rules_test.cc holds lint to the same verdicts.
it("a standard validator says which member fits which type of field", () => {
  const check = new Ajv2020({ strict: false }).compile(read("schemas/app/app.schema.json"));
  const cases: { fits: boolean; field: object }[] = read("tests/conformance/schema/field_rules.json");
  expect(cases.length).toBeGreaterThan(30);
  for (const { fits, field } of cases) {
    const document: { entities: { fields: object[] }[] } = read("tests/conformance/lint/base.json");
    document.entities[0]!.fields.push({ id: "tried", label: { en: "Tried" }, ...field });
    expect(check(document), JSON.stringify(field)).toBe(fits);
  }
});
