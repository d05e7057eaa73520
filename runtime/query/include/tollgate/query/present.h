// What was decided, as replies say it: one language, labels and titles instead of ids.
#pragma once

#include <string>
#include <vector>

#include "tollgate/automation/automation.h"
#include "tollgate/messages/messages.h"
#include "tollgate/query/texts.h"
#include "tollgate/scorecard/scorecard.h"
#include "tollgate/workflow/workflow.h"

namespace tollgate::store {
struct ProblemRow;
}

namespace tollgate::query {

messages::Score present(const scorecard::Score& score, const Texts& texts);
messages::Requirement present(const workflow::RequirementState& r, const Texts& texts);
messages::WorkflowState present(const workflow::State& state, const std::string& record,
                                const Texts& texts);
// An effect as automation::to_json gives it and the outbox keeps it.
messages::Effect present_effect(const Json& effect, const Texts& texts);
messages::Effect present_effect(const std::string& stored, const Texts& texts);
std::vector<messages::Effect> present(const std::vector<automation::Effect>& effects,
                                      const Texts& texts);

// As the store keeps them; what cannot be read is left out.
std::vector<messages::KeptProblem> present(const std::vector<store::ProblemRow>& problems,
                                           const Texts& texts);

}  // namespace tollgate::query
