// Whether something failed for the database's sake (a full disk, a lost file), not for what was
// asked: then it can succeed later, and nothing else may be tried in its place.
#pragma once

#include <algorithm>

#include "tollgate/base/diagnostic.h"

namespace tollgate::engine {

inline bool is_about_storage(const Diagnostics& why) {
  return std::ranges::any_of(why, [](const Diagnostic& d) { return d.code.starts_with("store."); });
}

}  // namespace tollgate::engine
