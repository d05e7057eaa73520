// What a C++ programmer would write instead of an expression, over the same decimals: the limit
// that the native evaluator is measured against.
#pragma once

#include <functional>
#include <string_view>

#include "workload.h"

namespace tollgate::bench {

// Evaluates all records once, results kept where the optimiser cannot drop them. Empty when the
// case has no counterpart. The data is copied out of the workload first, into plain structs.
std::function<void()> by_hand(std::string_view name, const Workload& workload);

}  // namespace tollgate::bench
