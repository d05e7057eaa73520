// The rows of schemas/app/member_help.json.
#pragma once

#include <span>

namespace tollgate::designer {

struct MemberHelpRow {
  const char* key;  // "field.required", or "label" for whatever has one
  const char* zh;
  const char* en;
  const char* zh_example;
  const char* en_example;
};
std::span<const MemberHelpRow> member_help_rows();

}  // namespace tollgate::designer
