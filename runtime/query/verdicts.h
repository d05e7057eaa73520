// Stored verdicts as replies say them.
#pragma once

#include "context.h"

namespace tollgate::query {

// A stored score; what a mass import left unexplained is explained now.
messages::Score present(const Context& context, const store::ScoreRow& row,
                        const ops::StoredRecord& record);

// nullopt where the viewer may not know of it; `entity` is that of the record that set it off.
std::optional<messages::Effect> present_effect(const Json& effect, const std::string& entity,
                                               const Texts& texts);
// As the store keeps them; what cannot be read, or may not, is left out.
std::vector<messages::KeptProblem> present(const std::vector<store::ProblemRow>& problems,
                                           const Texts& texts);

// The record's place in a workflow; with nullptr in its entity's first, nullopt when it has none.
std::optional<messages::WorkflowState> workflow_state(const Context& context,
                                                      const ops::StoredRecord& record,
                                                      const workflow::Workflow* workflow = nullptr);

}  // namespace tollgate::query
