#include "handlers.h"

namespace tollgate::api {

Result<messages::WorkflowStateReply> handle(Call& call,
                                            const messages::WorkflowStateRequest& request) {
  Result<messages::WorkflowState> state =
      query::workflow_state(call.engine.source(), call.viewer(), request.workflow, request.record);
  if (!state) return std::move(state).error();
  return messages::WorkflowStateReply{std::move(*state)};
}

}  // namespace tollgate::api
