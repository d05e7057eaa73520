// C++ structs for requests and replies, with their reading and writing.
import { api_types } from "./api_types.mjs";
import { cpp_literal } from "./files.mjs";

// Types that runtime/base has already.
const own = { Diagnostic: "Diagnostic", Localized: "LocalizedText" };

// What the codec has, for types of another module.
const used_names = `using messages::ObjectReader;
using messages::put;
using messages::put_optional;
using messages::to_json;
`;

function cpp_type(shape) {
  switch (shape.kind) {
    case "text":
    case "enum":
      return "std::string";
    case "integer":
      return "int64_t";
    case "boolean":
      return "bool";
    case "any":
    case "map_any":
      return "Json";
    case "nullable":
      return `std::optional<${cpp_type(shape.item)}>`;
    case "list":
      return `std::vector<${cpp_type(shape.item)}>`;
    case "map":
      return `std::map<std::string, ${cpp_type(shape.item)}>`;
    case "type":
      return own[shape.name] ?? shape.name;
  }
}

const initial = { integer: " = 0", boolean: " = false", map_any: " = Json::object()" };

function comment(text, indent) {
  return text ? `${indent}// ${text.replace(/\s+/g, " ")}\n` : "";
}

function struct(type) {
  let text = comment(type.description, "") + `struct ${type.name} {\n`;
  if (type.request) {
    text += `  static constexpr std::string_view kType = ${cpp_literal(type.request.type)};\n`;
    text += `  static constexpr bool kQuestion = ${type.request.question};\n`;
    if (type.request.access) {
      text += `  static constexpr std::string_view kAccess = ${cpp_literal(type.request.access)};\n`;
    }
    text += `  using Reply = ${type.request.reply};\n`;
  }
  if (type.members.length > 1) text += "  [[no_unique_address]] messages::ByName members_are_given_by_name{};\n";
  for (const { name, description, required, shape } of type.members) {
    text += comment(description, "  ");
    text += required
      ? `  ${cpp_type(shape)} ${name}${initial[shape.kind] ?? ""};\n`
      : `  std::optional<${cpp_type(shape)}> ${name};\n`;
  }
  return `${text}};\n`;
}

function read_function(type) {
  const lines = type.members.map(({ name, required, shape }) => {
    const verb = required ? "required" : "optional";
    const values = shape.kind === "enum" ? `, {${shape.values.map(cpp_literal).join(", ")}}` : "";
    if (shape.kind === "map_any") return `  from.${verb}_object(${cpp_literal(name)}, to.${name});`;
    return `  from.${verb}(${cpp_literal(name)}, to.${name}${values});`;
  });
  const unused = lines.length ? "" : "[[maybe_unused]] ";
  return `void read(${unused}const ObjectReader& from, ${unused}${type.name}& to) {\n${lines.join("\n")}\n}\n`;
}

function write_function(type) {
  const lines = type.members.map(({ name, required, shape }) => {
    const put = required ? "put" : "put_optional";
    const values = shape.kind === "enum" ? `, {${shape.values.map(cpp_literal).join(", ")}}` : "";
    return `  ${put}(json, ${cpp_literal(name)}, from.${name}${values});`;
  });
  const unused = lines.length ? "" : "[[maybe_unused]] ";
  return `Json to_json(${unused}const ${type.name}& from) {\n  Json json = Json::object();\n${lines.join("\n")}\n  return json;\n}\n`;
}

// `folder`: where the schemas lie; `module`: the C++ module and namespace that gets the types.
export function cpp_api(schemas, { folder = "schemas/api", module = "messages" } = {}) {
  const { types, requests } = api_types(schemas);
  // Also leaves out the nested parts of our own types, such as DiagnosticPlace.
  const structs = types.filter((type) => !Object.keys(own).some((name) => type.name.startsWith(name)));
  const own_codec = module === "messages";
  const header = [
    `// Generated from ${folder}; do not edit.`,
    "#pragma once",
    "",
    "#include <array>",
    "#include <cstdint>",
    "#include <map>",
    "#include <nlohmann/json.hpp>",
    "#include <optional>",
    "#include <string>",
    "#include <string_view>",
    "#include <vector>",
    "",
    '#include "tollgate/messages/codec.h"',
    ...(own_codec ? [] : ['#include "tollgate/messages/codec_templates.h"']),
    "",
    `namespace tollgate::${module} {`,
    "",
    ...(own_codec ? [] : [used_names]),
    `inline constexpr std::array<std::string_view, ${requests.length}> kRequestTypes = {`,
    requests.map(({ type }) => `    ${cpp_literal(type)}`).join(",\n"),
    "};",
    "",
    ...structs.map(struct),
    ...structs.map((type) => `void read(const ObjectReader& from, ${type.name}& to);`),
    ...structs.map((type) => `Json to_json(const ${type.name}& from);`),
    "",
    `}  // namespace tollgate::${module}`,
    "",
    ...(own_codec ? ['#include "tollgate/messages/codec_templates.h"'] : []),
    "",
  ].join("\n");
  const code = [
    `// Generated from ${folder}; do not edit.`,
    `#include "tollgate/${module}/messages.h"`,
    "",
    `namespace tollgate::${module} {`,
    "",
    ...structs.map(read_function),
    ...structs.map(write_function),
    `}  // namespace tollgate::${module}`,
    "",
  ].join("\n");
  return { header, code };
}
