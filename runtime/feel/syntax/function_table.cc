#include "tollgate/feel/function_table.h"

#include <algorithm>

namespace tollgate::feel {

std::span<const FunctionSignature> functions_named(std::string_view name) {
  const std::span<const FunctionSignature> all = all_functions();
  size_t begin = 0;
  while (begin < all.size() && all[begin].name != name) ++begin;
  size_t end = begin;
  while (end < all.size() && all[end].name == name) ++end;
  return all.subspan(begin, end - begin);
}

ArgumentCount argument_count(std::string_view name) {
  ArgumentCount count{SIZE_MAX, 0};
  for (const FunctionSignature& signature : functions_named(name)) {
    size_t needed =
        static_cast<size_t>(std::count_if(signature.parameters.begin(), signature.parameters.end(),
                                          [](const FunctionParameter& p) { return !p.optional; }));
    // The last parameter of any number may also come not at all, but one argument there is.
    if (signature.variadic && needed > 1) --needed;
    count.least = std::min(count.least, needed);
    count.most = std::max(count.most, signature.variadic ? SIZE_MAX : signature.parameters.size());
  }
  return count;
}

}  // namespace tollgate::feel
