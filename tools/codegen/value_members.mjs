// What a location and a piece of evidence hold: for the rules, the wire, the pages and the docs.
import { cpp_literal, pascal_case, require_known } from "./files.mjs";
import { table } from "./docs_parts.mjs";

const kinds = ["location", "evidence"];
const types = {
  string: "text", number: "number", boolean: "boolean", "date and time": "date_time", "list<string>": "texts", places: "places",
};
const ts_types = { boolean: "boolean", "list<string>": "string[]" };
const said_by = ["counted", "read", "judged", "claimed", "looked_up"];
// What the reply to a blob holds beside what was found in it.
const of_blob = ["name", "sha256"];

const in_blob = (members) =>
  members.filter((m) => ["counted", "read"].includes(m.said_by) || of_blob.includes(m.name));

function checked(source) {
  for (const kind of kinds) {
    for (const member of source[kind]) {
      const where = `value_members.json: ${kind}.${member.name}`;
      require_known(member, ["name", "type", "wire", "zh-CN", "en", "said_by", "optional", "value"], where);
      if (!types[member.type] || !said_by.includes(member.said_by)) throw new Error(`${where}: type or said_by`);
      if (member.wire && (member.wire !== "integer" || member.type !== "number")) throw new Error(`${where}: wire`);
      if (member.type === "places" && member.said_by !== "looked_up") throw new Error(`${where}: places are looked up`);
      if (!member["zh-CN"] || !member.en) throw new Error(`${where}: words are missing`);
    }
  }
  return source;
}

export function cpp_value_members(source) {
  checked(source);
  const row = (m) =>
    `    {${[
      cpp_literal(m.name),
      `MemberType::k${pascal_case(types[m.type])}`,
      `SaidBy::k${pascal_case(m.said_by)}`,
      m.wire === "integer",
      m.value !== false,
      cpp_literal(m["zh-CN"]),
      cpp_literal(m.en),
    ].join(", ")}},`;
  return [
    "// Generated from schemas/app/value_members.json; do not edit.",
    "#pragma once",
    "",
    "#include <cstdint>",
    "#include <string_view>",
    "",
    "namespace tollgate {",
    "",
    "enum class MemberType : uint8_t {",
    "  kText,",
    "  kNumber,",
    "  kBoolean,",
    "  kDateTime,",
    "  kTexts,",
    "  kPlaces,  // list of {entity, record, field, title}",
    "};",
    "",
    "enum class SaidBy : uint8_t {",
    "  kCounted,  // by the runtime alone, having looked into the file",
    "  kRead,     // by the file itself, before what is claimed about it",
    "  kJudged,   // by the runtime, whatever is claimed: where the value comes from",
    "  kClaimed,  // by the page or device",
    "  kLookedUp, // by the runtime whenever rules run: never stored, never on the wire",
    "};",
    "",
    "struct ValueMember {",
    "  std::string_view name;",
    "  MemberType type;",
    "  SaidBy said_by;",
    "  bool is_count;  // a JSON integer on the wire; other numbers are decimal text",
    "  bool in_value;  // else only in the reply to a blob",
    "  std::string_view zh;",
    "  std::string_view en;",
    "};",
    "",
    ...kinds.flatMap((kind) => [
      `inline constexpr ValueMember k${pascal_case(kind)}Members[] = {`,
      ...source[kind].map(row),
      "};",
      "",
    ]),
    "}  // namespace tollgate",
    "",
  ].join("\n");
}

export function ts_value_members(source) {
  checked(source);
  const ts_type = ({ type, wire }) => (wire === "integer" ? "number" : (ts_types[type] ?? "string"));
  const blob = in_blob(source.evidence);
  const member = (m, optional) => `  ${m.name}${optional ? "?" : ""}: ${ts_type(m)};`;
  return [
    "// Generated from schemas/app/value_members.json; do not edit.",
    "/** What the runtime found in a file that was handed in. */",
    "export interface BlobInfo {",
    ...blob.map((m) => member(m, m.optional)),
    "}",
    "",
    "/** A photo, file, signature or audio, as a field's value. */",
    "export interface EvidenceValue {",
    ...source.evidence.filter((m) => m.value !== false && m.said_by !== "looked_up").map((m) => member(m, true)),
    "}",
    "",
    "export interface LocationValue {",
    ...source.location.map((m) => member(m, true)),
    "}",
    "",
  ].join("\n");
}

const from = {
  counted: "the runtime, from the file",
  read: "the file itself, else the device",
  judged: "the runtime, from the capture (evidence.md)",
  claimed: "the page or device",
  looked_up: "the runtime, when rules run",
};

const in_feel = { places: "list of contexts" };

export function docs_value_members(source) {
  checked(source);
  const rows = kinds.flatMap((kind) =>
    source[kind]
      .filter((m) => m.value !== false)
      .map((m) => [kind, `\`${m.name}\``, in_feel[m.type] ?? m.type, m.wire ?? "text", from[m.said_by]]),
  );
  return table(["of", "member", "in FEEL", "number on the wire", "said by"], rows.map((row) => {
    if (row[2] !== "number") row[3] = "";
    return row;
  }));
}

export function docs_blob(source) {
  checked(source);
  const blob = in_blob(source.evidence);
  return table(
    ["member of a blob's reply", "", ""],
    blob.map((m) => [`\`${m.name}\``, m.optional ? "where it was found" : "always", m.en]),
  );
}
