// What people read about a built-in function.
//
//   find_function_help("sum")->example    // sum([120, 80.5])
//
// Source: schemas/feel/functions.json.
#pragma once

#include <span>
#include <string_view>

namespace tollgate::feel {

struct FunctionHelp {
  std::string_view name;
  std::string_view label_zh;  // what people call it; no two are called alike
  std::string_view label_en;
  std::string_view description_zh;
  std::string_view description_en;
  std::string_view example;  // an expression
  std::string_view value;    // of the example, as an expression
};

// One for each name, in the order of the function table.
std::span<const FunctionHelp> all_function_help();
// nullptr when there is no such function.
const FunctionHelp* find_function_help(std::string_view name);

}  // namespace tollgate::feel
