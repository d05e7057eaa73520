// The table of field types (schemas/app/field_types.json) as C++, as TypeScript, and as the rules of
// the app schema. Words that the table may use stand here; anything else fails the build.
import { cpp_literal, pascal_case, require_known } from "./files.mjs";

const families = ["text", "number", "temporal", "choice", "reference", "list", "location", "evidence"];
const columns = ["text", "decimal", "boolean", "date", "time", "date_time", "duration", "json"];
// What expressions see, and its enumerator in model::ValueShape.
const shapes = {
  string: "String",
  number: "Number",
  boolean: "Boolean",
  date: "Date",
  time: "Time",
  "date and time": "DateTime",
  "days and time duration": "Duration",
  "list<string>": "Strings",
  record: "Record",
  "list<item>": "Items",
  location: "Location",
  file: "File",
};
const flags = ["typed", "searchable", "computable", "list_item", "compact"];
const words = ["zh-CN", "en"];
const row_members = [
  "name", "family", ...words, "icon", "group", "feel", "column", "element", "action", "input", ...flags,
  "captured_as", "members", "needed", "defaults", "ranges",
];
// The source of a value that the page took by the device itself; docs/evidence.md.
const captures = ["", "camera", "device"];

function one_of(value, known, where) {
  if (!known.includes(value)) throw new Error(`${where}: '${value}' is none of ${known.join(", ")}`);
}

// The table with what is optional filled in, or an error that names the row.
function checked(table) {
  require_known(table, ["title", "description", "groups", "several", "types", "currencies"], "field types");
  const groups = table.groups.map(({ id }) => id);
  const types = table.types.map((row) => {
    const where = `field type ${row.name}`;
    require_known(row, row_members, where);
    one_of(row.family, families, where);
    one_of(row.column, columns, where);
    one_of(row.feel, Object.keys(shapes), where);
    one_of(row.group, groups, where);
    for (const flag of flags) if (typeof row[flag] !== "boolean") throw new Error(`${where}: ${flag} is missing`);
    for (const word of [...words, "icon", "element"]) if (!row[word]) throw new Error(`${where}: ${word} is missing`);
    one_of(row.captured_as ?? "", captures, `${where}, captured_as`);
    const whole = { needed: [], defaults: {}, ranges: {}, ...row };
    for (const member of whole.needed) one_of(member, row.members, `${where}, needed`);
    require_known(whole.defaults, ["minimum", "maximum", "decimals"], `${where}, defaults`);
    require_known(whole.ranges, ["maximum"], `${where}, ranges`);
    return whole;
  });
  return { ...table, types, members: [...new Set(types.flatMap((row) => row.members))] };
}

const enumerator = (name) => `k${pascal_case(name)}`;
const spoken = (row) => `{${words.map((word) => cpp_literal(row?.[word] ?? "")).join(", ")}}`;
const quoted = (text) => cpp_literal(String(text ?? ""));

// The header tollgate/model/field_types.h.
export function cpp_field_types(source) {
  const table = checked(source);
  const bits = (members) =>
    members.length ? `FieldMembers(${members.map((m) => `FieldMember::${enumerator(m)}`).join(", ")})` : "FieldMembers()";
  const row = (type) => {
    const { least, most } = type.ranges.maximum ?? {};
    return [
      cpp_literal(type.name),
      `FieldFamily::${enumerator(type.family)}`,
      spoken(type),
      spoken(type.action),
      cpp_literal(type.icon),
      table.groups.findIndex(({ id }) => id === type.group),
      `ValueShape::k${shapes[type.feel]}`,
      `ColumnKind::${enumerator(type.column)}`,
      ...flags.map((flag) => type[flag]),
      cpp_literal(type.element),
      quoted(type.captured_as),
      bits(type.members),
      bits(type.needed),
      quoted(type.defaults.minimum),
      quoted(type.defaults.maximum),
      type.defaults.decimals ?? -1,
      least ?? 0,
      most ?? 0,
    ].join(", ");
  };
  const currency = ({ code, digits, symbol, ...name }) =>
    `    {${cpp_literal(code)}, ${digits ?? 2}, ${spoken(symbol)}, ${spoken(name)}},`;
  const array = (type, name, rows) => [
    `inline constexpr std::array<${type}, ${rows.length}> ${name}{{`,
    ...rows,
    "}};",
  ];
  return [
    "// Generated from schemas/app/field_types.json; do not edit.",
    "#pragma once",
    "#include <array>",
    '#include "tollgate/model/field_type_info.h"',
    "namespace tollgate::model {",
    "enum class FieldType : uint8_t {",
    ...table.types.map(({ name }) => `  ${enumerator(name)},`),
    "};",
    "// A member that only fields of some types have.",
    "enum class FieldMember : uint8_t {",
    ...table.members.map((name) => `  ${enumerator(name)},`),
    "};",
    ...array("std::string_view", "kFieldMemberNames", table.members.map((m) => `    ${cpp_literal(m)},`)),
    `// Members that ask for several values: of a type that may be multiple, only with multiple.`,
    `inline constexpr FieldMembers kMembersOfSeveral = ${bits(table.several)};`,
    ...array("PaletteGroup", "kPaletteGroups", table.groups.map((g) => `    {${cpp_literal(g.id)}, ${spoken(g)}},`)),
    ...array("FieldTypeInfo", "kFieldTypes", table.types.map((type) => `    {${row(type)}},`)),
    ...array("Currency", "kCurrencies", table.currencies.map(currency)),
    "}  // namespace tollgate::model",
    "",
  ].join("\n");
}

// What pages need to know: which element draws a field, and how its keyboard looks.
export function ts_field_types(source) {
  const { types } = checked(source);
  const kept = ({ family, element, feel, typed, input }) => ({ family, element, feel, typed, ...(input ? { input } : {}) });
  const elements = [...new Set(types.map(({ element }) => element))];
  const union = (names) => names.map((name) => JSON.stringify(name)).join(" | ");
  return [
    "// Generated from schemas/app/field_types.json; do not edit.",
    `export type FieldType = ${union(types.map(({ name }) => name))};`,
    `export type FieldFamily = ${union(families)};`,
    "/** The element is tollgate-<name>-field. */",
    `export type FieldElementName = ${union(elements)};`,
    "/** Attributes of an input that bring up the right keyboard. */",
    "export interface InputHints {\n  type?: string;\n  inputmode?: string;\n  autocomplete?: string;\n}",
    "export interface FieldTypeInfo {\n  family: FieldFamily;\n  element: FieldElementName;\n  /** What expressions see of its values: \"date and time\". */\n  feel: string;\n  typed: boolean;\n  input?: InputHints;\n}",
    "export const kFieldTypes: Record<FieldType, FieldTypeInfo> = {",
    ...types.map((type) => `  ${type.name}: ${JSON.stringify(kept(type))},`),
    "};",
    "/** The row of a type; undefined for one that this page does not know. */",
    "export function field_type(name: string): FieldTypeInfo | undefined {",
    "  return Object.hasOwn(kFieldTypes, name) ? kFieldTypes[name as FieldType] : undefined;",
    "}",
    "",
  ].join("\n");
}

// That a field says a member: an empty list or text and false count as not said.
function says(member, schema) {
  const properties = schema.$defs.field.properties[member];
  if (!properties) throw new Error(`app schema: field has no member '${member}'`);
  const present = { required: [member] };
  if (properties.type === "boolean") return { ...present, properties: { [member]: { const: true } } };
  if (properties.type === "array") return { ...present, properties: { [member]: { minItems: 1 } } };
  if (properties.type === "string") return { ...present, properties: { [member]: { minLength: 1 } } };
  return present;
}

const is_type = (names) => ({ properties: { type: { enum: names } } });

// The rules of $defs/field: who may say what, and who has to.
function field_rules(table, schema) {
  const names = (rows) => rows.map(({ name }) => name);
  const rules = [];
  for (const member of table.members) {
    const having = table.types.filter((row) => row.members.includes(member));
    const several = table.several.includes(member);
    const plain = having.filter((row) => !several || !row.members.includes("multiple"));
    const multiple = having.filter((row) => !plain.includes(row));
    const then = multiple.length
      ? { anyOf: [is_type(names(plain)), { required: ["multiple"], properties: { type: { enum: names(multiple) }, multiple: { const: true } } }] }
      : is_type(names(plain));
    rules.push({ if: says(member, schema), then });
  }
  rules.push({ if: says("computed", schema), then: is_type(names(table.types.filter((row) => row.computable))) });
  for (const member of table.members) {
    const needing = table.types.filter((row) => row.needed.includes(member));
    if (needing.length) rules.push({ if: is_type(names(needing)), then: says(member, schema) });
  }
  for (const { name, ranges } of table.types) {
    for (const [member, { least, most }] of Object.entries(ranges)) {
      rules.push({ if: is_type([name]), then: { properties: { [member]: { type: "integer", minimum: least, maximum: most } } } });
    }
  }
  return rules;
}

// The app schema with the enumerations and rules that the table asks for.
export function with_field_types(source, schema) {
  const table = checked(source);
  const field = schema.$defs.field;
  field.properties.type = { enum: table.types.map(({ name }) => name) };
  if (table.currencies.length) {
    field.properties.currency = { ...field.properties.currency, enum: table.currencies.map(({ code }) => code) };
  }
  field.allOf = field_rules(table, schema);
  return schema;
}
