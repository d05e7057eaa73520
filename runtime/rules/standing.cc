#include "tollgate/rules/standing.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/record/message.h"
#include "view.h"

namespace tollgate::rules {
namespace {

using workflow::PassedGate;

const workflow::Workflow* workflow_of(const CompiledApp& app, const Record& record) {
  const EntityRules* rules = app.rules_of(record.facts.entity);
  return rules == nullptr || rules->workflows.empty() ? nullptr : &rules->workflows.front();
}

const PassedGate* find_gate(const std::vector<PassedGate>& passed, std::string_view stage) {
  const auto found = std::find_if(passed.begin(), passed.end(),
                                  [&](const PassedGate& gate) { return gate.stage == stage; });
  return found == passed.end() ? nullptr : &*found;
}

// The stage that a record stood in when the gate was asked, or would have.
std::string stage_before(const model::Workflow& workflow, std::string_view stage,
                         const PassedGate* passed) {
  if (passed != nullptr) return passed->from;
  for (const model::Transition& move : workflow.transitions) {
    if (move.to == stage && workflow.index_of(move.from) < workflow.index_of(stage)) {
      return move.from;
    }
  }
  return {};
}

// While a document without this gate was in force, say, when nothing kept it.
workflow::RequirementState evidence_is_gone(const CompiledApp& app, const Record& record,
                                            std::vector<std::string> fields) {
  const LocalizedText names =
      quoted_labels(app.app(), *app.app().find_entity(record.facts.entity), fields);
  workflow::RequirementState state;
  state.id = "seen";
  state.label = {"放行时看过的内容还在", "What the gate saw is still there"};
  state.message = {"放行之后被改动或删除：" + names.zh + "。",
                   "Changed or removed after the gate let it through: " + names.en + "."};
  state.fields = std::move(fields);
  return state;
}

// One record, asked by its gates.
class Standing {
 public:
  Standing(const CompiledApp& app, const workflow::Workflow& workflow, const Record& record,
           const std::vector<EarlierScore>& scores, const Setting& setting)
      : app_(app), workflow_(workflow), record_(record), scores_(scores), setting_(setting) {}

  std::vector<workflow::RequirementState> unmet(const std::string& stage) const {
    const PassedGate* passed = find_gate(record_.passed, stage);
    const FixedClock then(passed != nullptr ? passed->at : setting_.clock->now());
    return workflow_.unmet(stage, passed, view_before(stage, passed), app_.context(then));
  }

  std::vector<std::string> lost(const PassedGate& passed) const {
    return workflow_.lost(passed, view_before(passed.stage, &passed));
  }

 private:
  record::RecordView view_before(const std::string& stage, const PassedGate* passed) const {
    const model::Workflow& model = workflow_.model();
    Record then = record_;
    then.facts.stage = stage_before(model, stage, passed);
    // Gates do not ask each other.
    then.facts.stage_origin.clear();
    then.facts.stage_holds.reset();
    if (then.facts.stage.empty()) {
      then.values.erase(model.stage_field);
    } else {
      then.values[model.stage_field] = then.facts.stage;
    }
    // Who looks is nobody: whoever moved the record did.
    Setting nobody = setting_;
    nobody.person = {};
    record::RecordView view = view_of(app_, then, nobody);
    set_scores(view, score_context(scores_));
    return view;
  }

  const CompiledApp& app_;
  const workflow::Workflow& workflow_;
  const Record& record_;
  const std::vector<EarlierScore>& scores_;
  const Setting& setting_;
};

}  // namespace

LocalizedText quoted_labels(const model::App& app, const model::Entity& entity,
                            const std::vector<std::string>& fields) {
  LocalizedText labels;
  for (const std::string& id : fields) {
    const model::Field* field = entity.find_field(id);
    const LocalizedText label =
        field != nullptr ? record::localized(field->label, app) : LocalizedText{id, id};
    labels.zh += (labels.zh.empty() ? "“" : "、“") + label.zh + "”";
    labels.en += (labels.en.empty() ? "“" : ", “") + label.en + "”";
  }
  return labels;
}

std::string_view stage_origin(const model::Workflow& workflow, std::string_view stage,
                              bool imported, const std::vector<PassedGate>& passed) {
  if (stage.empty() || stage == workflow.first_stage().id) return kBegun;
  if (find_gate(passed, stage) != nullptr) return kPassed;
  return imported ? kImported : kEarlier;
}

std::vector<BrokenGate> broken_gates(const CompiledApp& app, const Record& record,
                                     const std::vector<EarlierScore>& scores,
                                     const Setting& setting) {
  std::vector<BrokenGate> broken;
  const workflow::Workflow* workflow = workflow_of(app, record);
  const std::string& origin = record.facts.stage_origin;
  if (workflow == nullptr || origin == kBegun || origin == kEarlier) return broken;
  std::vector<std::string> gates = workflow->gates_before(record.facts.stage);
  for (const PassedGate& passed : record.passed) {
    if (std::find(gates.begin(), gates.end(), passed.stage) == gates.end()) {
      gates.push_back(passed.stage);
    }
  }
  const Standing standing(app, *workflow, record, scores, setting);
  for (const std::string& stage : gates) {
    std::vector<workflow::RequirementState> missing = standing.unmet(stage);
    const PassedGate* passed = find_gate(record.passed, stage);
    if (passed != nullptr && workflow->model().find_stage(stage) != nullptr) {
      std::vector<std::string> lost = standing.lost(*passed);
      if (!lost.empty()) missing.push_back(evidence_is_gone(app, record, std::move(lost)));
    }
    if (!missing.empty()) broken.push_back({stage, std::move(missing)});
  }
  return broken;
}

std::vector<LostEvidence> lost_evidence(const CompiledApp& app, const Before& before,
                                        const Record& after,
                                        const std::vector<EarlierScore>& scores,
                                        const Setting& setting) {
  std::vector<LostEvidence> lost;
  const workflow::Workflow* workflow = workflow_of(app, after);
  if (workflow == nullptr || !before.record) return lost;
  const Standing old(app, *workflow, *before.record, before.scores, setting);
  const Standing now(app, *workflow, after, scores, setting);
  for (const PassedGate& passed : after.passed) {
    // What the group's own move saw cannot have been lost before, and a gate that is in no document
    // any more keeps nothing.
    const bool is_there = workflow->model().find_stage(passed.stage) != nullptr;
    if (!is_there || find_gate(before.record->passed, passed.stage) == nullptr) continue;
    std::vector<std::string> fields = now.lost(passed);
    const std::vector<std::string> gone = old.lost(passed);
    std::erase_if(fields, [&](const std::string& field) {
      return std::find(gone.begin(), gone.end(), field) != gone.end();
    });
    if (fields.empty()) {
      const std::vector<workflow::RequirementState> unmet_before = old.unmet(passed.stage);
      for (const workflow::RequirementState& state : now.unmet(passed.stage)) {
        const bool is_new = std::none_of(
            unmet_before.begin(), unmet_before.end(),
            [&](const workflow::RequirementState& earlier) { return earlier.id == state.id; });
        if (!is_new) continue;
        for (const std::string& field : state.fields) {
          if (std::find(fields.begin(), fields.end(), field) == fields.end()) {
            fields.push_back(field);
          }
        }
        // A requirement that names no field is lost all the same.
        if (state.fields.empty()) fields.push_back(workflow->model().stage_field);
      }
    }
    if (!fields.empty()) lost.push_back({passed.stage, std::move(fields)});
  }
  return lost;
}

}  // namespace tollgate::rules
