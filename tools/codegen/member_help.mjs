// What each member of an app document is for: schemas/app/member_help.json as a table for the designer.
import { cpp_literal } from "./files.mjs";

function checked(members) {
  for (const [key, help] of Object.entries(members)) {
    for (const locale of ["zh-CN", "en"]) {
      if (!help[locale]) throw new Error(`member_help.json: '${key}' has no ${locale}`);
      if (!help.example?.[locale]) throw new Error(`member_help.json: '${key}' has no example in ${locale}`);
    }
  }
  return members;
}

export function cpp_member_help(source) {
  return [
    "// Generated from schemas/app/member_help.json; do not edit.",
    '#include "member_help_table.h"',
    "namespace tollgate::designer {",
    "namespace {",
    "constexpr MemberHelpRow kRows[] = {",
    ...Object.entries(checked(source.members)).map(
      ([key, help]) =>
        `    {${[key, help["zh-CN"], help.en, help.example["zh-CN"], help.example.en].map(cpp_literal).join(", ")}},`,
    ),
    "};",
    "}  // namespace",
    "std::span<const MemberHelpRow> member_help_rows() { return kRows; }",
    "}  // namespace tollgate::designer",
    "",
  ].join("\n");
}
