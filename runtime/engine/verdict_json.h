// Verdicts as the store keeps them.
#pragma once

#include <string>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/scorecard/scorecard.h"
#include "tollgate/store/verdicts.h"
#include "tollgate/workflow/workflow.h"

namespace tollgate::engine {

// The explanation of a score row: each criterion with its points and why, in both languages, unless
// it is `brief`; all pools where there are several. "" when there is nothing to say.
std::string explanation_of(const scorecard::Score& score, bool brief);
// All pools that the record was in.
std::vector<std::string> pools_of(const store::ScoreRow& row);
Json to_json(const workflow::RequirementState& requirement);

}  // namespace tollgate::engine
