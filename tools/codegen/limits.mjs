// Bounds that several parts of the product must know.
import { pascal_case } from "./files.mjs";
import { table } from "./docs_parts.mjs";

const entries = (source) => Object.entries(source.limits);

export function cpp_limits(source) {
  return [
    "// Generated from schemas/limits.json; do not edit.",
    "#pragma once",
    "",
    "#include <cstddef>",
    "",
    "namespace tollgate::limits {",
    "",
    ...entries(source).map(
      ([name, { value, description }]) =>
        `// ${description}\ninline constexpr std::size_t k${pascal_case(name)} = ${value};`,
    ),
    "",
    "}  // namespace tollgate::limits",
    "",
  ].join("\n");
}

export function ts_limits(source) {
  return [
    "// Generated from schemas/limits.json; do not edit.",
    "export const kLimits = {",
    ...entries(source).flatMap(([name, { value, description }]) => [
      `  /** ${description} */`,
      `  ${name}: ${value},`,
    ]),
    "} as const;",
    "",
  ].join("\n");
}

const mebibyte = 1024 * 1024;

function in_words(name, value) {
  const unit = name.slice(name.lastIndexOf("_") + 1);
  if (unit === "bytes" && value % mebibyte === 0) return `${value / mebibyte} MiB`;
  return ["bytes", "characters", "levels"].includes(unit) ? `${value} ${unit}` : String(value);
}

export function docs_limits(source) {
  return table(
    ["limit", "at most", "of"],
    entries(source).map(([name, { value, description }]) => [`\`${name}\``, in_words(name, value), description]),
  );
}
