#include "stages.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "derivation.h"
#include "referrers.h"
#include "tollgate/record/message.h"
#include "tollgate/rules/problems.h"
#include "tollgate/rules/standing.h"

namespace tollgate::engine {
namespace {

using ops::RecordStatus;

std::string stage_of(const ops::RecordState& state, const model::Workflow& workflow) {
  const Json& stage = state.value(workflow.stage_field);
  return stage.is_string() ? stage.get<std::string>() : std::string();
}

LocalizedText label_of(const model::App& app, const model::Workflow& workflow,
                       std::string_view stage) {
  const model::Stage* found =
      workflow.find_stage(stage.empty() ? workflow.first_stage().id : stage);
  return found != nullptr ? record::localized(found->label, app)
                          : LocalizedText{std::string(stage), std::string(stage)};
}

LocalizedText quoted(const LocalizedText& text) {
  return {"“" + text.zh + "”", "“" + text.en + "”"};
}

Diagnostic stage_set(const model::App& app, const model::Workflow& workflow,
                     const ops::RecordState& state, const std::string& stage) {
  const LocalizedText name = quoted(label_of(app, workflow, stage));
  return make_error(
      "workflow.stage_set",
      {"阶段不能直接改为" + name.zh + "：记录从第一个阶段开始，通过流转和关卡进入后面的阶段",
       "the stage cannot be set to " + name.en +
           ": a record begins in the first stage and enters the others by "
           "transitions and their gates"},
      {.source = state.id, .pointer = "/values/" + workflow.stage_field});
}

Diagnostic not_importable(const model::App& app, const model::Workflow& workflow,
                          const ops::RecordState& state, const std::string& stage) {
  const LocalizedText name = quoted(label_of(app, workflow, stage));
  return make_error(
      "workflow.stage_not_importable",
      {"不能把记录“" + state.id + "”直接导入到阶段" + name.zh +
           "：没有允许您的角色连同阶段导入；请去掉阶段，或由流程中允许的角色导入",
       "the record '" + state.id + "' cannot be imported in the stage " + name.en +
           ": your role may not import stages; leave the stage out, or let a role import it that "
           "the workflow names for that"},
      {.source = state.id, .pointer = "/values/" + workflow.stage_field}, workflow.stage_importers);
}

Diagnostic unknown_stage(const model::Workflow& workflow, const ops::RecordState& state,
                         const std::string& stage) {
  std::vector<std::string> stages;
  for (const model::Stage& each : workflow.stages) stages.push_back(each.id);
  return make_error("workflow.unknown_stage",
                    {"没有“" + stage + "”这个阶段。", "There is no stage “" + stage + "”."},
                    {.source = state.id, .pointer = "/values/" + workflow.stage_field},
                    nearest_names(stage, stages));
}

bool reopens(const model::Workflow& workflow, std::string_view gate) {
  const model::Stage* stage = workflow.find_stage(gate);
  const model::AfterPassing after =
      stage != nullptr ? workflow.after_passing_of(*stage) : workflow.after_passing;
  return after == model::AfterPassing::kReopen;
}

const ops::PassedGate& gate_of(const ops::RecordState& state, const rules::LostEvidence& lost) {
  return *state.standing.find(lost.stage);
}

}  // namespace

bool may_import_stages(const model::App& app, std::string_view entity, const Caller& caller) {
  if (caller.administrator) return true;
  const model::Workflow* workflow = app.workflow_of(entity);
  if (workflow == nullptr || caller.role.empty()) return false;
  const std::vector<std::string>& roles = workflow->stage_importers;
  return std::find(roles.begin(), roles.end(), caller.role) != roles.end();
}

void mark_imported_stage(const model::App& app, const ops::RecordState* before,
                         ops::RecordImport& body) {
  const model::Workflow* workflow = app.workflow_of(body.entity);
  if (workflow == nullptr) return;
  const auto stage = body.values.find(workflow->stage_field);
  if (stage == body.values.end() || !stage->is_string()) return;
  const bool moves = before == nullptr || before->value(workflow->stage_field) != *stage;
  body.stage_imported = moves && *stage != workflow->first_stage().id;
}

Diagnostic seen_by_gate(const model::App& app, const model::Workflow& workflow,
                        const model::Entity& entity, const std::string& record,
                        const std::string& gate, const std::string& from,
                        const std::vector<std::string>& fields, Severity severity) {
  const LocalizedText names = fields.empty() ? LocalizedText{"这条记录", "this record"}
                                             : rules::quoted_labels(app, entity, fields);
  const LocalizedText to = quoted(label_of(app, workflow, gate));
  const LocalizedText back = quoted(label_of(app, workflow, from));
  LocalizedText message =
      severity == Severity::kError
          ? LocalizedText{"进入" + to.zh + "的关卡放行时看过" + names.zh +
                              "，之后不能改动或删除；确需修改，请先把记录移回" + back.zh,
                          "the gate of " + to.en + " saw " + names.en +
                              " when it let the record through: that cannot be changed or removed "
                              "now; to change it, move the record back to " +
                              back.en + " first"}
          : LocalizedText{"进入" + to.zh + "的关卡放行时看过" + names.zh +
                              "；提交这处改动后，关卡会重新打开，记录退回" + back.zh,
                          "the gate of " + to.en + " saw " + names.en +
                              " when it let the record through: once this change is submitted the "
                              "gate is open again and the record goes back to " +
                              back.en};
  return make_diagnostic(
      severity, "workflow.seen_by_gate", std::move(message),
      {.source = record, .pointer = fields.empty() ? "" : "/values/" + fields.front()},
      {from.empty() ? workflow.first_stage().id : from});
}

std::vector<std::string> broken_stages(const AppRules& rules, store::Store& store,
                                       const ops::RecordState& state, const Clock& clock) {
  std::vector<std::string> broken;
  for (const rules::BrokenGate& gate : rules.broken_gates(state, store, clock)) {
    broken.push_back(gate.stage);
  }
  return broken;
}

Status Derivation::guard_stage(const Touched& touched, const model::Workflow& workflow) const {
  const ops::RecordState& state = touched.state;
  // One that is gone stands nowhere.
  if (state.status == RecordStatus::kDiscarded) return ok_status();
  const bool was_there = touched.before && touched.before->status != RecordStatus::kDiscarded;
  const std::string before = was_there ? stage_of(*touched.before, workflow) : "";
  const std::string after = stage_of(state, workflow);
  if (touched.moved) {
    const bool known = after.empty() || workflow.find_stage(after) != nullptr;
    return known ? ok_status() : Status(unknown_stage(workflow, state, after));
  }
  if (after == before) return ok_status();
  // Nothing and the first stage are one place.
  const auto is_first = [&](const std::string& stage) {
    return stage.empty() || stage == workflow.first_stage().id;
  };
  if (is_first(before) && is_first(after)) return ok_status();
  const model::App& app = *rules_.model;
  if (touched.imported) return not_importable(app, workflow, state, after);
  return stage_set(app, workflow, state, after);
}

std::vector<rules::LostEvidence> Derivation::lost_evidence(const Touched& touched,
                                                           const ops::RecordState& after) const {
  if (!touched.before || after.standing.passed.empty()) return {};
  const rules::Before before = before_of(touched);
  if (after.status == RecordStatus::kDiscarded &&
      touched.before->status != RecordStatus::kDiscarded) {
    std::vector<rules::LostEvidence> all;
    for (const ops::PassedGate& gate : after.standing.passed) {
      all.push_back({gate.stage, {}});
    }
    return all;
  }
  const std::vector<rules::EarlierScore> scores =
      touched.decision && !touched.decision->scores.empty()
          ? rules::earlier(touched.decision->scores)
          : before.scores;
  return rules::lost_evidence(*rules_.compiled, before, rules_.record(after), scores, setting_);
}

bool Derivation::refuses(const ops::Body& effect) {
  const auto* set = std::get_if<ops::RecordSet>(&effect);
  const model::Workflow* workflow = set ? rules_.model->workflow_of(set->entity) : nullptr;
  if (workflow == nullptr) return false;
  const Touched& touched = load({set->entity, set->record});
  if (touched.state.id.empty() && !touched.before) return false;
  ops::Op trial;
  trial.body = effect;
  const ops::RecordState after =
      *ops::apply_op(touched.state.id.empty() ? *touched.before : touched.state, trial);
  for (const rules::LostEvidence& lost : lost_evidence(touched, after)) {
    const model::Stage* stage = workflow->find_stage(lost.stage);
    const bool reopens =
        stage != nullptr && workflow->after_passing_of(*stage) == model::AfterPassing::kReopen;
    if (reopens) continue;
    Diagnostic problem =
        seen_by_gate(*rules_.model, *workflow, *rules_.model->find_entity(set->entity), set->record,
                     lost.stage, gate_of(after, lost).from, lost.fields, Severity::kError);
    problem.severity = Severity::kWarning;  // the save itself stands
    problem.place.pointer = "/automations/" + set->cause;
    rules::add_once(outcome_.problems, {std::move(problem)});
    return true;
  }
  return false;
}

Result<std::vector<ops::Body>> Derivation::guard() {
  std::vector<ops::Body> reopened;
  for (const auto& [key, touched] : touched_) {
    const model::Workflow* workflow = rules_.model->workflow_of(key.entity);
    if (workflow == nullptr || touched.state.id.empty()) continue;
    if (Status stage = guard_stage(touched, *workflow); !stage) return std::move(stage).error();
    const std::vector<rules::LostEvidence> lost = lost_evidence(touched, touched.state);
    if (lost.empty()) continue;
    for (const rules::LostEvidence& each : lost) {
      if (reopens(*workflow, each.stage)) continue;
      return seen_by_gate(*rules_.model, *workflow, *rules_.model->find_entity(key.entity),
                          key.record, each.stage, gate_of(touched.state, each).from, each.fields,
                          Severity::kError);
    }
    // What was passed behind the first one is open again, too.
    const ops::PassedGate& gate = gate_of(touched.state, lost.front());
    reopened.push_back(
        ops::WorkflowReopen{key.entity, key.record, workflow->id, workflow->stage_field,
                            stage_of(touched.state, *workflow),
                            gate.from.empty() ? workflow->first_stage().id : gate.from, gate.stage,
                            lost.front().fields});
  }
  return reopened;
}

// Last, because a gate may read what other records of the group say.
void Derivation::settle_standings() {
  const std::set<store::RecordKey> touched(outcome_.touched.begin(), outcome_.touched.end());
  for (const store::RecordKey& key : touched) {
    if (rules_.model->workflow_of(key.entity) == nullptr) continue;
    const auto written = touched_.find(key);
    if (written != touched_.end() && !written->second.state.id.empty() &&
        written->second.state.standing.is_plain()) {
      continue;
    }
    std::optional<store::StoredRecord> stored = store_.find_record(key.entity, key.record);
    if (!stored || !refresh_standing(rules_, store_, *stored, clock_)) continue;
    if (key == asked_about_) outcome_.record = std::move(stored);
  }
}

}  // namespace tollgate::engine
