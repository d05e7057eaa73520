// What people read while they write an expression: the function that they called last.
//
//   expression_help("sum(rows.amount) > 5")->usage    // sum(list)
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/localized_text.h"

namespace tollgate::designer {

struct ExpressionHelp {
  std::string usage;
  LocalizedText description;
  std::string example;  // "sum([120, 80.5]) → 200.5"
};

// Of the last built-in function in the text; none when it calls none. Works on unfinished text.
std::optional<ExpressionHelp> expression_help(std::string_view text);

}  // namespace tollgate::designer
