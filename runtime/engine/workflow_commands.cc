#include "tollgate/engine/workflow_commands.h"

#include <nlohmann/json.hpp>

namespace tollgate::engine {

Result<Outcome> advance(Engine& engine, const std::string& workflow,
                        const store::StoredRecord& record, const std::string& to,
                        const std::string& role, const Caller& caller) {
  AppRules& app = *engine.app();
  const store::RecordKey key{record.state.entity, record.state.id};
  Outcome outcome;
  outcome.advance =
      rules::try_advance(*app.compiled, app.record(record.state),
                         earlier_scores(engine.store().scores(key.entity, key.record)),
                         {workflow, to, role}, app.setting(engine.clock(), caller.user));
  outcome.problems = outcome.advance->problems;
  if (!outcome.advance->accepted) return outcome;
  const model::Workflow& model = *app.model->find_workflow(workflow);
  const KnownRecord known{key, record};
  const Json& from = record.state.value(model.stage_field);
  return engine.commit(
      {ops::WorkflowAdvance{model.entity, record.state.id, model.id, model.stage_field,
                            from.is_string() ? from.get<std::string>() : "", to, role}},
      caller, {}, &known);
}

}  // namespace tollgate::engine
