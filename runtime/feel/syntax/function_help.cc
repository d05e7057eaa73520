#include "tollgate/feel/function_help.h"

#include <algorithm>

namespace tollgate::feel {

const FunctionHelp* find_function_help(std::string_view name) {
  const std::span<const FunctionHelp> all = all_function_help();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const FunctionHelp& help) { return help.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace tollgate::feel
