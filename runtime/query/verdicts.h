// Stored verdicts as replies say them.
#pragma once

#include "context.h"

namespace tollgate::query {

// A stored score; what a mass import left unexplained is explained now.
messages::Score present(const Context& context, const store::ScoreRow& row,
                        const ops::StoredRecord& record);

// The record's place in a workflow; with nullptr in its entity's first, nullopt when it has none.
std::optional<messages::WorkflowState> workflow_state(const Context& context,
                                                      const ops::StoredRecord& record,
                                                      const workflow::Workflow* workflow = nullptr);

}  // namespace tollgate::query
