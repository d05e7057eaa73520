// What a command brought about, for the reply to whoever asked.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "tollgate/automation/automation.h"
#include "tollgate/base/result.h"
#include "tollgate/ops/record_state.h"
#include "tollgate/scorecard/scorecard.h"
#include "tollgate/workflow/workflow.h"

namespace tollgate::engine {

struct Outcome {
  // The record that the command is about, as it is stored now; nullopt when it is about none.
  std::optional<ops::StoredRecord> record;
  std::vector<scorecard::Score> scores;  // of that record
  std::vector<automation::Effect> effects;
  std::optional<workflow::Advance> advance;
  // Rules that failed and effects that could not be carried out: the save stands all the same.
  Diagnostics problems;
  // Records whose rows changed, and those whose titles or numbers rest on them.
  std::vector<ops::RecordKey> touched;
  // Records that show something of those, and that no rule reads in another way than before.
  std::vector<ops::RecordKey> shown;
  // More of both are left to Engine::settle_referrers().
  bool leaves_referrers = false;
  // Those that were written, as they stood before; in an app whose people may not see everything.
  std::map<ops::RecordKey, ops::RecordState> before;
};

}  // namespace tollgate::engine
