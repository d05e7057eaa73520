// Reading schemas and writing what was generated.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

export function read_schema(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (problem) {
    throw new Error(`${path}: ${problem.message}`);
  }
}

// All schemas of a folder by file name, in the order of their names.
export function read_schema_folder(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith(".schema.json"));
  return Object.fromEntries(
    files.sort().map((name) => [basename(name), read_schema(join(folder, name))]),
  );
}

export function write_if_changed(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  writeFileSync(path, text);
}

export function pascal_case(name) {
  return name
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((part) => part[0].toUpperCase() + part.slice(1))
    .join("");
}

// A text as a C++ string literal.
export function cpp_literal(text) {
  return JSON.stringify(text).replace(/[^\x20-\x7e]/gu, (c) =>
    [...new TextEncoder().encode(c)].map((b) => `\\${b.toString(8).padStart(3, "0")}`).join(""),
  );
}

// Fails when a schema uses a keyword that the caller would silently ignore.
export function require_known(schema, known, where) {
  for (const keyword of Object.keys(schema)) {
    if (!known.includes(keyword)) throw new Error(`${where}: unknown keyword '${keyword}'`);
  }
}
