#include "tollgate/workflow/workflow.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "reads.h"

namespace tollgate::workflow {
namespace {

using model::Transition;

bool is_open_to(const Transition& transition, std::string_view role) {
  return transition.roles.empty() || std::find(transition.roles.begin(), transition.roles.end(),
                                               role) != transition.roles.end();
}

std::string quoted_zh(const std::string& text) { return "“" + text + "”"; }

// "还不能进入“产品演示”，还缺 2 项：…" with each requirement's own words.
LocalizedText missing_sentence(const LocalizedText& stage,
                               const std::vector<RequirementState>& missing) {
  const std::string count = std::to_string(missing.size());
  LocalizedText text{
      "还不能进入" + quoted_zh(stage.zh) + "，还缺 " + count + " 项：",
      "“" + stage.en + "” cannot be entered yet, " + count +
          (missing.size() == 1 ? " requirement is missing:" : " requirements are missing:")};
  for (size_t i = 0; i < missing.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    text.zh += number + "." + missing[i].message.zh;
    text.en += " " + number + ". " + missing[i].message.en;
  }
  return text;
}

bool is_draft(const record::RecordView& view) {
  const feel::Value* status = view.slots[view.names->record()].find("status");
  return status != nullptr && status->is_string() && status->as_string() == "draft";
}

// Nobody has checked yet whether a draft holds what its form requires.
RequirementState submission() {
  RequirementState state;
  state.id = "submitted";
  state.label = {"已提交", "Submitted"};
  state.message = {"还是草稿：请先把表单填完整并提交。",
                   "It is a draft: complete its form and submit it first."};
  return state;
}

}  // namespace

Result<Workflow> Workflow::compile(const model::App& app, const model::Workflow& workflow,
                                   const record::Names& names) {
  Workflow compiled;
  compiled.app_ = &app;
  compiled.workflow_ = &workflow;
  Diagnostics problems;
  for (const model::Stage& stage : workflow.stages) {
    std::vector<Requirement>& gate = compiled.requirements_.emplace_back();
    for (const model::Requirement& requirement : stage.requirements) {
      std::optional<record::Rule> test =
          record::compile_rule(requirement.test, names.scope(), problems);
      record::MessageTemplate message =
          record::MessageTemplate::compile(requirement.message, app, names.scope(), problems);
      if (!test) continue;
      const bool reads_user = reads(*test, names.user());
      gate.push_back({&requirement, *std::move(test), std::move(message), reads_user});
    }
  }
  if (has_errors(problems)) return Failure{std::move(problems)};
  for (size_t i = 0; i < workflow.stages.size(); ++i) {
    compiled.inputs_.push_back(
        compiled.inputs_of(workflow.stages[i], compiled.requirements_[i], names));
  }
  compiled.find_gates_before();
  return compiled;
}

std::string Workflow::stage_of(const record::RecordView& view) const {
  const feel::Value& stage = view.field(workflow_->stage_field);
  if (stage.is_string() && workflow_->index_of(stage.as_string()) >= 0) {
    return std::string(stage.as_string());
  }
  return workflow_->stages.empty() ? std::string() : workflow_->stages[0].id;
}

std::vector<RequirementState> Workflow::check(int stage, const record::RecordView& view,
                                              const record::RuleContext& context,
                                              Diagnostics& problems) const {
  std::vector<RequirementState> states;
  if (is_draft(view)) states.push_back(submission());
  for (const Requirement& requirement : requirements_[static_cast<size_t>(stage)]) {
    record::Outcome outcome = record::run_boolean(requirement.test, view.slots, context);
    if (outcome.failure) problems.push_back(*std::move(outcome.failure));
    RequirementState& state = states.emplace_back();
    state.id = requirement.model->id;
    state.label = record::localized(requirement.model->label, *app_);
    state.met = outcome.value.is_true();
    state.fields = requirement.model->fields;
    if (state.met) continue;
    state.message = requirement.message.render(view.slots, context, &problems);
    if (state.message.empty()) state.message = state.label;
  }
  return states;
}

// Forward always. Back, where the record is known not to have been there: else a way around by a
// later stage would lead past the gate.
bool Workflow::asks_gate(int from, int to, const std::vector<PassedGate>& passed) const {
  if (to > from) return true;
  if (to == 0 || passed.empty()) return false;
  const bool was_there = std::any_of(passed.begin(), passed.end(), [&](const PassedGate& gate) {
    return gate.stage == workflow_->stages[static_cast<size_t>(to)].id;
  });
  // What was before the first gate that is kept is not known.
  return !was_there && to > std::max(workflow_->index_of(passed.front().from), 0);
}

State Workflow::state(const record::RecordView& view, const std::vector<PassedGate>& passed,
                      std::string_view role, const record::RuleContext& context) const {
  State state;
  state.workflow = workflow_->id;
  state.stage = stage_of(view);
  const int from = workflow_->index_of(state.stage);
  if (from < 0) return state;
  state.stage_label = record::localized(workflow_->stages[static_cast<size_t>(from)].label, *app_);
  for (const Transition& transition : workflow_->transitions) {
    const int to = workflow_->index_of(transition.to);
    if (transition.from != state.stage || to < 0 || !is_open_to(transition, role)) continue;
    Move& move = state.moves.emplace_back();
    move.to = transition.to;
    move.label = record::localized(transition.label.empty()
                                       ? workflow_->stages[static_cast<size_t>(to)].label
                                       : transition.label,
                                   *app_);
    move.backward = to < from;
    if (asks_gate(from, to, passed)) move.requirements = check(to, view, context, state.problems);
    move.allowed = std::all_of(move.requirements.begin(), move.requirements.end(),
                               [](const RequirementState& r) { return r.met; });
  }
  return state;
}

Advance Workflow::advance(const record::RecordView& view, const std::vector<PassedGate>& passed,
                          std::string_view to, std::string_view role,
                          const record::RuleContext& context) const {
  Advance advance;
  advance.from = stage_of(view);
  advance.to = std::string(to);
  const auto refuse = [&](const char* code, LocalizedText message) {
    advance.refusal = make_error(code, std::move(message), {.source = workflow_->id});
  };
  const int target = workflow_->index_of(to);
  if (target < 0) {
    refuse("workflow.unknown_stage",
           {"没有“" + advance.to + "”这个阶段。", "There is no stage “" + advance.to + "”."});
    for (const model::Stage& stage : workflow_->stages) {
      advance.refusal->candidates.push_back(stage.id);
    }
    return advance;
  }
  const auto label_of = [&](int stage) {
    return record::localized(workflow_->stages[static_cast<size_t>(stage)].label, *app_);
  };
  const int current = workflow_->index_of(advance.from);
  const LocalizedText from_label = label_of(current), to_label = label_of(target);
  if (target == current) {
    refuse("workflow.already_there", {"已经在" + quoted_zh(to_label.zh) + "阶段。",
                                      "It is in “" + to_label.en + "” already."});
    return advance;
  }
  const Transition* named = nullptr;
  for (const Transition& transition : workflow_->transitions) {
    if (transition.from != advance.from || transition.to != to) continue;
    named = &transition;
    if (is_open_to(transition, role)) break;
  }
  if (named == nullptr) {
    refuse("workflow.no_transition",
           {"不能从" + quoted_zh(from_label.zh) + "直接到" + quoted_zh(to_label.zh) + "。",
            "There is no way from “" + from_label.en + "” straight to “" + to_label.en + "”."});
    return advance;
  }
  if (!is_open_to(*named, role)) {
    refuse("workflow.role", {"您的角色不能把它移到" + quoted_zh(to_label.zh) + "。",
                             "Your role may not move it to “" + to_label.en + "”."});
    advance.refusal->candidates = named->roles;
    return advance;
  }
  const bool asked = asks_gate(current, target, passed);
  if (asked) {
    for (RequirementState& requirement : check(target, view, context, advance.problems)) {
      if (!requirement.met) advance.missing.push_back(std::move(requirement));
    }
  }
  if (!advance.missing.empty()) {
    refuse("workflow.requirements_missing", missing_sentence(to_label, advance.missing));
    return advance;
  }
  advance.accepted = true;
  if (asked) advance.saw = saw(target, view);
  if (target < current) {
    for (size_t i = static_cast<size_t>(target) + 1; i < workflow_->stages.size(); ++i) {
      advance.leaves.push_back(workflow_->stages[i].id);
    }
  }
  return advance;
}

}  // namespace tollgate::workflow
