// Roles and states of what the designer shows: its frames write them, the page mirrors them.
import { cpp_literal, pascal_case } from "./files.mjs";

const note = (text) => (text ? `  // ${text}` : "");

export function cpp_semantics(source) {
  const roles = Object.entries(source.roles);
  return [
    "// Generated from schemas/designer/semantics.json; do not edit.",
    "#pragma once",
    "",
    "#include <cstdint>",
    "#include <string_view>",
    "",
    "namespace tollgate::designer {",
    "",
    "enum class Role : uint8_t {",
    ...roles.map(([name]) => `  k${pascal_case(name)},`),
    "};",
    "",
    `inline constexpr std::string_view kRoleNames[] = {${roles.map(([, aria]) => cpp_literal(aria)).join(", ")}};`,
    "",
    "enum State : uint32_t {",
    ...Object.entries(source.states).map(
      ([name, text], bit) => `  k${pascal_case(name)} = 1u << ${bit},${note(text)}`,
    ),
    "};",
    "",
    "// What the page is asked for.",
    `enum class HostRequest : uint8_t { ${source.requests.map((name) => `k${pascal_case(name)}`).join(", ")} };`,
    "",
    `inline constexpr std::string_view kHostRequestNames[] = {${source.requests.map(cpp_literal).join(", ")}};`,
    "",
    "}  // namespace tollgate::designer",
    "",
  ].join("\n");
}

export function ts_semantics(source) {
  const roles = [...new Set(Object.values(source.roles))];
  return [
    "// Generated from schemas/designer/semantics.json; do not edit.",
    "/** ARIA roles; \"\" is plain text. */",
    `export type Role = ${roles.map((role) => JSON.stringify(role)).join(" | ")};`,
    "",
    `export type HostRequest = ${source.requests.map((name) => JSON.stringify(name)).join(" | ")};`,
    "",
    "export const enum State {",
    ...Object.entries(source.states).map(([name, text], bit) => `  ${name} = 1 << ${bit},${note(text)}`),
    "}",
    "",
  ].join("\n");
}
