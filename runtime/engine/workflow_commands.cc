#include "tollgate/engine/workflow_commands.h"

#include <nlohmann/json.hpp>

namespace tollgate::engine {

Result<Outcome> advance(Engine& engine, const workflow::Workflow& workflow,
                        const store::StoredRecord& record, const std::string& to,
                        const std::string& role, const Caller& caller) {
  Records& records = *engine.app()->records;
  record::RecordView view = records.view(record.state, records.user(caller.user));
  Outcome outcome;
  outcome.advance = workflow.advance(view, to, role, records.rules(engine.clock()));
  if (!outcome.advance->accepted) return outcome;
  const model::Workflow& model = workflow.model();
  const Json& from = record.state.value(model.stage_field);
  return engine.commit(
      {ops::WorkflowAdvance{model.entity, record.state.id, model.id, model.stage_field,
                            from.is_string() ? from.get<std::string>() : "", to, role}},
      caller);
}

}  // namespace tollgate::engine
