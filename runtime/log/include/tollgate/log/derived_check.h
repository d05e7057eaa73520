// What was changed in the derived tables by something that is no operation of the log, in words.
//
//   DerivedCheck check = log::compare_derived(store, made_again);
//   check.findings;   // empty: the tables hold what the log makes
#pragma once

#include "tollgate/base/result.h"

namespace tollgate::store {
class Store;
}

namespace tollgate::log {

inline constexpr size_t kMaxDerivedFindings = 20;

// `made` was just made again from the same log. Each finding says the row, what it holds, what the
// log makes of it, and the op since which it was changed at the earliest. Codes:
// engine.derived_changed, engine.derived_missing, engine.derived_unknown,
// engine.derived_unreadable_table; the first kMaxDerivedFindings, and engine.derived_repair, which
// says how many there are and how to put all of it right.
Diagnostics compare_derived(store::Store& store, store::Store& made);

}  // namespace tollgate::log
