#include "tollgate/engine/workflow_commands.h"

#include <nlohmann/json.hpp>

#include "derivation.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/query/query.h"
#include "tollgate/query/unknown.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

Result<Outcome> advance(Engine& engine, const StageMove& move, const Caller& caller) {
  if (!engine.app()) return query::no_app();
  live::AppRules& app = *engine.app();
  const model::Workflow* workflow = app.model->find_workflow(move.workflow);
  if (!workflow) {
    return query::unknown("workflow", move.workflow, "/params/workflow",
                          query::ids_of(app.model->workflows));
  }
  Result<ops::StoredRecord> record =
      query::require_record(engine.source(), viewer_of(caller), workflow->entity, move.record);
  if (!record) return std::move(record).error();

  return advance_record(engine, std::move(*record), {workflow->id, move.to, caller.role}, caller);
}

Result<Outcome> advance_record(Engine& engine, ops::StoredRecord record, const rules::Claim& claim,
                               const Caller& caller) {
  live::AppRules& app = *engine.app();
  const KnownRecord known{{record.state.entity, record.state.id}, std::move(record)};
  const ops::RecordState& state = known.record->state;
  Outcome outcome;
  outcome.advance =
      rules::try_advance(*app.compiled, app.record(state),
                         earlier_scores(engine.store().scores(state.entity, state.id)), claim,
                         app.setting(engine.clock(), caller.user));
  outcome.problems = outcome.advance->problems;
  if (!outcome.advance->accepted) {
    outcome.record = known.record;
    return outcome;
  }
  const model::Workflow& workflow = *app.model->find_workflow(claim.workflow);
  const Json& from = state.value(workflow.stage_field);
  Json saw = std::move(outcome.advance->saw);
  if (saw.is_object()) saw["app"] = {{"version", app.model->version}, {"hash", app.hash}};
  return engine.commit(
      {ops::WorkflowAdvance{workflow.entity, state.id, workflow.id, workflow.stage_field,
                            from.is_string() ? from.get<std::string>() : "", claim.to, claim.role,
                            std::move(saw), std::move(outcome.advance->leaves)}},
      caller, {}, &known);
}

}  // namespace tollgate::engine
