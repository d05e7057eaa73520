#include <algorithm>

#include "require.h"
#include "tollgate/query/present.h"
#include "verdicts.h"

namespace tollgate::query {
namespace {

// The stage's requirements that rest on nothing hidden from the viewer: whether another is met
// would tell. The gate asks all of them.
bool may_tell(const Context& context, const model::Entity& entity, const model::Workflow& workflow,
              const std::string& stage_id, const std::string& requirement) {
  if (context.sight->is_whole()) return true;
  const model::Stage* stage = workflow.find_stage(stage_id);
  if (stage == nullptr) return false;
  for (const model::Requirement& each : stage->requirements) {
    if (each.id == requirement) return !context.sight->rests_on_hidden(each, entity);
  }
  return false;
}

void keep_what_may_be_told(const Context& context, const model::Entity& entity,
                           const model::Workflow& workflow, workflow::State& state) {
  for (workflow::Move& move : state.moves) {
    const size_t kept = std::erase_if(move.requirements, [&](const auto& requirement) {
      return !may_tell(context, entity, workflow, move.to, requirement.id);
    });
    if (kept == 0) continue;
    move.allowed = std::all_of(move.requirements.begin(), move.requirements.end(),
                               [](const auto& requirement) { return requirement.met; });
  }
}

// How the record came to its stage, by what, and what does not hold any more.
void add_standing(const Context& context, const ops::RecordState& record,
                  const model::Workflow& workflow, messages::WorkflowState& out) {
  live::AppRules& app = context.app;
  const model::Entity& entity = *app.model->find_entity(record.entity);
  const Texts texts = context.texts();
  const record::RecordFacts facts = app.records->facts(record);
  out.stage_origin = facts.stage_origin;
  out.stage_holds = facts.stage_holds;
  out.stages.emplace();
  for (const model::Stage& stage : workflow.stages) {
    out.stages->push_back({.id = stage.id, .label = texts.of(stage.label)});
  }
  const auto label_of = [&](const std::string& id) {
    const model::Stage* stage = workflow.find_stage(id);
    return stage != nullptr ? texts.of(stage->label) : id;
  };
  for (const ops::PassedGate& gate : record.standing.passed) {
    if (!out.passed) out.passed.emplace();
    messages::PassedGate& passed = out.passed->emplace_back();
    passed.stage = gate.stage;
    passed.stage_label = label_of(gate.stage);
    passed.at = texts.instant(gate.at_ms);
    if (!gate.user.empty()) passed.user = gate.user;
    passed.app_version = gate.app_version;
    const auto fields = gate.saw.find("fields");
    if (fields == gate.saw.end() || !fields->is_object()) continue;
    for (const auto& [field, value] : fields->items()) {
      if (value.is_null()) continue;
      const model::Field* model = entity.find_field(field);
      passed.fields.push_back(field);
      passed.field_labels.push_back(model != nullptr ? texts.of(model->label) : field);
    }
  }
  if (record.standing.broken.empty()) return;
  // The rules saw the time of the last write.
  const FixedClock then({record.updated_ms * 1000});
  out.broken.emplace();
  for (const rules::BrokenGate& gate : app.broken_gates(record, context.store, then)) {
    messages::BrokenGate& broken = out.broken->emplace_back();
    broken.stage = gate.stage;
    broken.stage_label = label_of(gate.stage);
    for (const workflow::RequirementState& missing : gate.missing) {
      if (!may_tell(context, entity, workflow, gate.stage, missing.id)) continue;
      broken.requirements.push_back(present(missing, texts));
    }
  }
}

// A record that a command gave, which is as it is stored.
ops::StoredRecord as_seen(const Context& context, ops::StoredRecord record) {
  context.sight->remove_hidden(record);
  return record;
}

}  // namespace

std::optional<messages::WorkflowState> workflow_state(const Context& context,
                                                      const ops::StoredRecord& record,
                                                      const workflow::Workflow* workflow) {
  live::AppRules& app = context.app;
  if (!workflow) {
    const live::EntityRules* rules = app.rules_of(record.state.entity);
    if (!rules || rules->workflows.empty()) return std::nullopt;
    workflow = &rules->workflows.front();
  }
  const record::RecordView view = context.sight->view(record.state);
  workflow::State state =
      workflow->state(view, live::passed_gates(record.state), context.role(), context.rules());
  const model::Entity& entity = *app.model->find_entity(record.state.entity);
  keep_what_may_be_told(context, entity, workflow->model(), state);
  messages::WorkflowState out = present(state, record.state.id, context.texts());
  add_standing(context, record.state, workflow->model(), out);
  return out;
}

Result<messages::WorkflowState> workflow_state(const Source& source, const Viewer& viewer,
                                               const std::string& workflow,
                                               const std::string& record) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<const workflow::Workflow*> found = require_workflow(*context, workflow);
  if (!found) return std::move(found).error();
  Result<ops::StoredRecord> stored = require_record(*context, (*found)->model().entity, record);
  if (!stored) return std::move(stored).error();
  return *workflow_state(*context, *stored, *found);
}

Result<messages::WorkflowState> workflow_state(const Source& source, const Viewer& viewer,
                                               const std::string& workflow,
                                               const ops::StoredRecord& record) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<const workflow::Workflow*> found = require_workflow(*context, workflow);
  if (!found) return std::move(found).error();
  return *workflow_state(*context, as_seen(*context, record), *found);
}

std::optional<messages::WorkflowState> first_workflow_state(const Source& source,
                                                            const Viewer& viewer,
                                                            const ops::StoredRecord& record) {
  const Result<Context> context = context_of(source, viewer);
  return context ? workflow_state(*context, as_seen(*context, record)) : std::nullopt;
}

}  // namespace tollgate::query
