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
// Those of effects and problems that the reader of the texts may know of. An effect may tell what
// stands in a hidden field or in another record: one on a hidden field or an unseen record is left
// out, and a message about a record with hidden fields reads only whom it is for.
std::vector<messages::Effect> present(const std::vector<automation::Effect>& effects,
                                      const std::string& entity, const Texts& texts);

}  // namespace tollgate::query
