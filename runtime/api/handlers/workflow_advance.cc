#include "handlers.h"
#include "tollgate/engine/workflow_commands.h"
#include "tollgate/query/present.h"

namespace tollgate::api {

Result<messages::WorkflowAdvanceReply> handle(Call& call,
                                              const messages::WorkflowAdvanceRequest& request) {
  Result<engine::Outcome> outcome =
      engine::advance(call.engine, {request.workflow, request.record, request.to}, call.caller);
  if (!outcome) return std::move(outcome).error();
  const workflow::Advance& advance = *outcome->advance;
  // What is missing is an answer; a move that does not exist is a mistake of whoever asks.
  if (!advance.accepted && advance.missing.empty() && advance.refusal) return *advance.refusal;

  const query::Texts texts = call.texts();
  messages::WorkflowAdvanceReply reply;
  reply.advanced = advance.accepted;
  for (const workflow::RequirementState& r : advance.missing) {
    reply.missing.push_back(query::present(r, texts));
  }
  reply.effects = query::present(outcome->effects, outcome->record->state.entity, texts);
  if (!outcome->problems.empty()) reply.problems = std::move(outcome->problems);
  Result<messages::WorkflowState> state = query::workflow_state(call.engine.source(), call.viewer(),
                                                                request.workflow, *outcome->record);
  if (!state) return std::move(state).error();
  reply.state = std::move(*state);
  return reply;
}

}  // namespace tollgate::api
