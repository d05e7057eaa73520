#include "tollgate/designer/document/member_help.h"

#include <algorithm>
#include <string>

#include "member_help_table.h"

namespace tollgate::designer {

std::optional<MemberHelp> member_help(std::string_view definition, std::string_view member) {
  const std::span<const MemberHelpRow> rows = member_help_rows();
  const auto row_of = [&](std::string_view key) {
    return std::find_if(rows.begin(), rows.end(),
                        [&](const MemberHelpRow& row) { return row.key == key; });
  };
  auto row = row_of(std::string(definition) + "." + std::string(member));
  if (row == rows.end()) row = row_of(member);
  if (row == rows.end()) return std::nullopt;
  return MemberHelp{{row->zh, row->en}, {row->zh_example, row->en_example}};
}

}  // namespace tollgate::designer
