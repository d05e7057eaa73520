// Parts of a verdict as JSON.
#pragma once

#include <vector>

#include "tollgate/automation/automation.h"
#include "tollgate/base/json.h"
#include "tollgate/form/session.h"
#include "tollgate/scorecard/scorecard.h"
#include "tollgate/workflow/workflow.h"

namespace tollgate::judge {

Json to_json(const scorecard::Score& score);
Json to_json(const workflow::State& state);
Json to_json(const workflow::RequirementState& requirement, bool with_verdict);
// {values, unreadable, hidden, hidden_sections, required, read_only, errors, warnings}
void add_form_state(const form::FormSession& session, Json& verdict);

}  // namespace tollgate::judge
