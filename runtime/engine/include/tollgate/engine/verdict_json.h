// Verdicts as the store keeps them.
#pragma once

#include "tollgate/base/json.h"
#include "tollgate/model/app.h"
#include "tollgate/scorecard/scorecard.h"
#include "tollgate/workflow/workflow.h"

namespace tollgate::engine {

// Each criterion with its points and why, in both languages.
Json to_json(const scorecard::Score& score);
Json to_json(const workflow::RequirementState& requirement);

}  // namespace tollgate::engine
