// Findings about what is not there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/diagnostic.h"

namespace tollgate::query {

// "engine.no_app": there is no app yet.
Diagnostic no_app();
// A diagnostic "api.unknown_<what>" with the nearest of `ids`.
Diagnostic unknown(std::string_view what, std::string_view name, std::string_view pointer,
                   const std::vector<std::string>& ids);

template <typename T>
std::vector<std::string> ids_of(const std::vector<T>& named) {
  std::vector<std::string> ids;
  for (const T& one : named) ids.push_back(one.id);
  return ids;
}

}  // namespace tollgate::query
