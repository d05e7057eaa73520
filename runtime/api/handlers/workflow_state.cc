#include "handlers.h"
#include "present.h"
#include "require.h"

namespace tollgate::api {

Result<messages::WorkflowStateReply> handle(Call& call,
                                            const messages::WorkflowStateRequest& request) {
  Result<engine::AppRules*> app = require_app(call);
  if (!app) return std::move(app).error();
  const workflow::Workflow* workflow = (*app)->find_workflow(request.workflow);
  if (!workflow) {
    return unknown("workflow", request.workflow, "/params/workflow",
                   ids_of((*app)->model->workflows));
  }
  Result<store::StoredRecord> record =
      require_record(call, workflow->model().entity, request.record);
  if (!record) return std::move(record).error();
  return messages::WorkflowStateReply{*workflow_state(call, *record, workflow)};
}

}  // namespace tollgate::api
