// The OpenAPI document hangs together: what it names is there, and it says all requests.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { read_schema_folder } from "./files.mjs";
import { cpp_open_api, open_api } from "./open_api.mjs";

const schemas = read_schema_folder(fileURLToPath(new URL("../../schemas/api", import.meta.url)));
const document = open_api(schemas);

// Every object in it with the way to it.
function* objects(value, where = "#") {
  if (value === null || typeof value !== "object") return;
  if (!Array.isArray(value)) yield [value, where];
  for (const [name, part] of Object.entries(value)) yield* objects(part, `${where}/${name}`);
}

test("it is an OpenAPI 3.1 document whose references lead somewhere", () => {
  assert.match(document.openapi, /^3\.1\.\d+$/);
  assert.deepEqual(Object.keys(document).sort(), ["components", "info", "openapi", "paths", "security", "servers", "webhooks"]);
  assert.ok(document.info.title && document.info.version && document.info.license.identifier);
  for (const [object, where] of objects(document)) {
    if (typeof object.$ref !== "string") continue;
    const parts = object.$ref.split("/");
    assert.equal(parts.shift(), "#", where);
    let found = document;
    for (const part of parts) found = found?.[part];
    assert.ok(found, `${where}: ${object.$ref}`);
  }
  for (const name of Object.keys(document.components.schemas)) assert.match(name, /^[A-Za-z0-9._-]+$/);
});

test("each operation has an id of its own, its path's parameters and responses", () => {
  const ids = new Set();
  for (const [path, item] of Object.entries(document.paths)) {
    assert.match(path, /^\//);
    for (const operation of Object.values(item)) {
      assert.equal(ids.has(operation.operationId), false, operation.operationId);
      ids.add(operation.operationId);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
      const told = operation.parameters.filter((each) => each.in === "path").map((each) => each.name).sort();
      assert.deepEqual(told, named, path);
      for (const each of operation.parameters) if (each.in === "path") assert.equal(each.required, true);
      assert.ok(operation.responses[200].description && operation.summary, path);
    }
  }
  const requests = Object.values(schemas).filter((schema) => schema !== schemas["common.schema.json"]);
  for (const { title } of requests) assert.ok(ids.has(title.replaceAll(".", "_")), title);
});

test("its text in C++ is the document", () => {
  const literals = [...cpp_open_api(schemas).matchAll(/^ {4}(".*")(,|\};)$/gm)].map((match) => match[1]);
  const bytes = literals.map((literal) =>
    JSON.parse(literal.replace(/\\([0-7]{3})/g, (_, octal) => `\\u00${parseInt(octal, 8).toString(16).padStart(2, "0")}`)));
  assert.deepEqual(JSON.parse(Buffer.from(bytes.join(""), "latin1").toString("utf8")), document);
});
