#include "ranges.h"

#include "tollgate/base/decimal.h"

namespace tollgate::lint {
namespace {

// Whether `low` lies below `high`; an absent bound is infinitely far away.
bool is_below(const std::string& low, const std::string& high) {
  const auto a = Decimal::parse(low);
  const auto b = Decimal::parse(high);
  return !a || !b || compare(*a, *b) < 0;
}

}  // namespace

void check_range(Findings& findings, const std::string& at_least, const std::string& below,
                 const std::string& pointer) {
  if (at_least.empty() && below.empty()) {
    findings.error("no_bound", "需要 below 或 at_least", "below or at_least is needed", pointer,
                   {"below", "at_least"});
  } else if (!is_below(at_least, below)) {
    findings.error("empty_range", "at_least 不小于 below，没有数值能满足",
                   "at_least is not below `below`: no number can satisfy it", pointer);
  }
}

bool ranges_overlap(const std::string& at_least_a, const std::string& below_a,
                    const std::string& at_least_b, const std::string& below_b) {
  return is_below(at_least_a, below_b) && is_below(at_least_b, below_a) &&
         is_below(at_least_a, below_a) && is_below(at_least_b, below_b);
}

}  // namespace tollgate::lint
