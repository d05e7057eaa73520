// Findings of which each is told once.
#pragma once

#include <algorithm>

#include "tollgate/base/diagnostic.h"

namespace tollgate::rules {

inline void add_once(Diagnostics& problems, const Diagnostics& more) {
  for (const Diagnostic& d : more) {
    if (std::find(problems.begin(), problems.end(), d) == problems.end()) problems.push_back(d);
  }
}

}  // namespace tollgate::rules
