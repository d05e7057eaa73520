// The codes by which a page decides how a form goes on after a refusal.
import { cpp_literal, pascal_case } from "./files.mjs";

const meanings = ["gone", "discarded", "not_editable", "not_admitted"];

function checked(source) {
  for (const [name, { meaning }] of Object.entries(source.codes)) {
    if (!meanings.includes(meaning)) throw new Error(`session_errors: '${name}' means '${meaning}'`);
  }
  return Object.entries(source.codes);
}

export function cpp_session_errors(source) {
  return [
    "// Generated from schemas/session_errors.json; do not edit.",
    "#pragma once",
    "",
    "namespace tollgate::session_errors {",
    "",
    ...checked(source).map(
      ([name, { code }]) => `inline constexpr const char* k${pascal_case(name)} = ${cpp_literal(code)};`,
    ),
    "",
    "}  // namespace tollgate::session_errors",
    "",
  ].join("\n");
}

export function ts_session_errors(source) {
  const codes = checked(source);
  return [
    "// Generated from schemas/session_errors.json; do not edit.",
    "export const kSessionError = {",
    ...codes.map(([name, { code }]) => `  ${name}: ${JSON.stringify(code)},`),
    "} as const;",
    "",
    `export type SessionErrorMeaning = ${meanings.map((meaning) => JSON.stringify(meaning)).join(" | ")};`,
    "",
    "export const kMeaningOfCode: ReadonlyMap<string, SessionErrorMeaning> = new Map([",
    ...codes.map(([, { code, meaning }]) => `  [${JSON.stringify(code)}, ${JSON.stringify(meaning)}],`),
    "]);",
    "",
    "/** First words of codes that are no verdict on a value. */",
    `export const kUncertainAreas: ReadonlySet<string> = new Set(${JSON.stringify(source.uncertain)});`,
    "",
  ].join("\n");
}
