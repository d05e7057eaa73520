#include "handlers.h"
#include "present.h"
#include "require.h"
#include "tollgate/engine/workflow_commands.h"

namespace tollgate::api {

Result<messages::WorkflowAdvanceReply> handle(Call& call,
                                              const messages::WorkflowAdvanceRequest& request) {
  Result<engine::AppRules*> app = require_app(call);
  if (!app) return std::move(app).error();
  const workflow::Workflow* workflow = (*app)->find_workflow(request.workflow);
  if (!workflow) {
    return unknown("workflow", request.workflow, "/params/workflow",
                   ids_of((*app)->model->workflows));
  }
  const std::string& entity = workflow->model().entity;
  Result<store::StoredRecord> record = require_record(call, entity, request.record);
  if (!record) return std::move(record).error();

  Result<engine::Outcome> outcome = engine::advance(call.engine, request.workflow, *record, request.to,
                                                    effective_role(call), call.caller);
  if (!outcome) return std::move(outcome).error();
  const workflow::Advance& advance = *outcome->advance;
  // What is missing is an answer; a move that does not exist is a mistake of whoever asks.
  if (!advance.accepted && advance.missing.empty() && advance.refusal) return *advance.refusal;

  engine::Texts texts = texts_of(call);
  messages::WorkflowAdvanceReply reply;
  reply.advanced = advance.accepted;
  for (const workflow::RequirementState& r : advance.missing) {
    reply.missing.push_back(present(r, texts));
  }
  reply.effects = present(call, *outcome);
  if (!outcome->problems.empty()) reply.problems = outcome->problems;
  const store::StoredRecord& after = outcome->record ? *outcome->record : *record;
  reply.state = *workflow_state(call, after, workflow);
  return reply;
}

}  // namespace tollgate::api
