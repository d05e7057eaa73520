// Keeps the table of the times that automations wait for: what a group of ops changes in it. The
// table is derived from the log as records are; run_due() (engine/run_due.h) makes ops of it.
#pragma once

#include <cstdint>
#include <vector>

#include "derivation.h"
#include "tollgate/base/result.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/ops/op.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

// Whether what concerns very many records may be left to go_on_with_timers().
enum class TimersOfAll : uint8_t { kAtOnce, kLater };

// Once the group is derived. A time that had passed already when the record got its date is none
// that comes.
void follow_timers(AppRules& rules, store::Store& store, const std::vector<ops::Op>& group,
                   const std::vector<TouchedRecord>& touched, TimersOfAll of_all);

// A document came into force. What waits as before keeps its times; what is new waits for those
// that are still to come. `before`: the document in force until now, null for none.
void follow_app_timers(const model::App* before, AppRules& rules, store::Store& store, Instant at,
                       TimersOfAll of_all);

// Does what was left, by the document in force, in turns (base/turn.h) and in transactions of its
// own, or inside of one. True: nothing is left. Refused with what the store says.
Result<bool> go_on_with_timers(AppRules& rules, store::Store& store);
void finish_timers(AppRules& rules, store::Store& store);  // inside of a transaction

}  // namespace tollgate::engine
