#include "require.h"
#include "tollgate/query/present.h"
#include "verdicts.h"

namespace tollgate::query {
namespace {

// How the record came to its stage, by what, and what does not hold any more.
void add_standing(const Context& context, const ops::RecordState& record,
                  const model::Workflow& workflow, messages::WorkflowState& out) {
  live::AppRules& app = context.app;
  const model::Entity& entity = *app.model->find_entity(record.entity);
  const Texts texts = context.texts();
  const record::RecordFacts facts = app.records->facts(record);
  out.stage_origin = facts.stage_origin;
  out.stage_holds = facts.stage_holds;
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
      broken.requirements.push_back(present(missing, texts));
    }
  }
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
  const record::RecordView view = app.records->view(record.state, context.person());
  const workflow::State state =
      workflow->state(view, live::passed_gates(record.state), context.role(), context.rules());
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
  return *workflow_state(*context, record, *found);
}

std::optional<messages::WorkflowState> first_workflow_state(const Source& source,
                                                            const Viewer& viewer,
                                                            const ops::StoredRecord& record) {
  const Result<Context> context = context_of(source, viewer);
  return context ? workflow_state(*context, record) : std::nullopt;
}

}  // namespace tollgate::query
