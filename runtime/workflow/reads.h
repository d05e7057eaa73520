// What a requirement's test reads.
#pragma once

#include <algorithm>

#include "tollgate/record/rule.h"

namespace tollgate::workflow {

inline bool reads(const record::Rule& rule, uint32_t slot) {
  const std::vector<feel::Dependency>& all = rule.program.dependencies();
  return std::any_of(all.begin(), all.end(),
                     [&](const feel::Dependency& d) { return d.slot == slot; });
}

}  // namespace tollgate::workflow
