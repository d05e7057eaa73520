// Ranges of numbers with `at_least` and `below`, of pools and thresholds.
#pragma once

#include <string>

#include "findings.h"

namespace tollgate::lint {

// Neither bound: lint.no_bound. at_least not below `below`: lint.empty_range. Both are decimal
// text, "" when absent.
void check_range(Findings& findings, const std::string& at_least, const std::string& below,
                 const std::string& pointer);

// Whether two ranges have a number in common.
bool ranges_overlap(const std::string& at_least_a, const std::string& below_a,
                    const std::string& at_least_b, const std::string& below_b);

}  // namespace tollgate::lint
