#include "tollgate/automation/automation.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "effect_rule.h"

namespace tollgate::automation {
namespace {

using model::TriggerEvent;

bool contains(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_triggered(const model::Trigger& trigger, const Event& event) {
  if (trigger.event != event.type) return false;
  if (trigger.event == TriggerEvent::kStageEntered && !trigger.stage.empty() &&
      trigger.stage != event.stage) {
    return false;
  }
  if (trigger.event == TriggerEvent::kPoolEntered && !trigger.pool.empty() &&
      trigger.pool != event.pool) {
    return false;
  }
  return trigger.fields.empty() ||
         std::any_of(trigger.fields.begin(), trigger.fields.end(),
                     [&](const std::string& f) { return contains(event.changed_fields, f); });
}

}  // namespace

Automations::Automations() = default;
Automations::Automations(Automations&&) noexcept = default;
Automations& Automations::operator=(Automations&&) noexcept = default;
Automations::~Automations() = default;

Result<Automations> Automations::compile(const model::App& app, const model::Entity& entity,
                                         const record::Names& names) {
  Automations compiled;
  compiled.app_ = &app;
  Diagnostics problems;
  for (const model::Automation& automation : app.automations) {
    if (automation.on.entity != entity.id) continue;
    Compiled& one = compiled.automations_.emplace_back();
    one.model = &automation;
    if (automation.when) one.when = record::compile_rule(*automation.when, names.scope(), problems);
    const CompileContext context{app, automation.id, names, problems};
    for (const model::Effect& effect : automation.effects) {
      one.effects.push_back(compile_effect(effect, context));
    }
  }
  if (has_errors(problems)) return Failure{std::move(problems)};
  return compiled;
}

std::vector<Effect> Automations::react(const Event& event, const record::RecordView& view,
                                       const record::ValueContext& values,
                                       const record::RuleContext& context,
                                       Diagnostics& problems) const {
  std::vector<Effect> effects;
  for (const Compiled& automation : automations_) {
    if (!is_triggered(automation.model->on, event)) continue;
    run(automation, view, values, context, effects, problems);
  }
  return effects;
}

void Automations::run(const Compiled& automation, const record::RecordView& view,
                      const record::ValueContext& values, const record::RuleContext& context,
                      std::vector<Effect>& effects, Diagnostics& problems) const {
  if (automation.when) {
    record::Outcome outcome = record::run_boolean(*automation.when, view.slots, context);
    if (outcome.failure) problems.push_back(*std::move(outcome.failure));
    if (!outcome.value.is_true()) return;
  }
  const RunContext run{*app_, *automation.model, view, values, context, problems};
  for (const std::unique_ptr<EffectRule>& rule : automation.effects) {
    if (std::optional<Effect> effect = rule->run(run)) effects.push_back(*std::move(effect));
  }
}

std::vector<Effect> Automations::reach(std::string_view id, const record::RecordView& view,
                                       const record::ValueContext& values,
                                       const record::RuleContext& context,
                                       Diagnostics& problems) const {
  std::vector<Effect> effects;
  for (const Compiled& automation : automations_) {
    if (automation.model->id != id || !model::is_timed(automation.model->on.event)) continue;
    run(automation, view, values, context, effects, problems);
  }
  return effects;
}

Automations::Tried Automations::try_on(std::string_view id, const record::RecordView& view,
                                       const record::ValueContext& values,
                                       const record::RuleContext& context,
                                       Diagnostics& problems) const {
  Tried tried;
  for (const Compiled& automation : automations_) {
    if (automation.model->id != id) continue;
    tried.holds = !automation.when ||
                  record::run_boolean(*automation.when, view.slots, context).value.is_true();
    run(automation, view, values, context, tried.effects, problems);
  }
  return tried;
}

std::vector<const model::Automation*> Automations::timed() const {
  std::vector<const model::Automation*> timed;
  for (const Compiled& automation : automations_) {
    if (model::is_timed(automation.model->on.event)) timed.push_back(automation.model);
  }
  return timed;
}

const record::Rule* Automations::condition(std::string_view id) const {
  for (const Compiled& automation : automations_) {
    if (automation.model->id == id) return automation.when ? &*automation.when : nullptr;
  }
  return nullptr;
}

bool Automations::waits_for_conditions() const {
  return std::ranges::any_of(automations_, [](const Compiled& each) {
    return each.model->on.event == TriggerEvent::kConditionMet;
  });
}

Automations::Met Automations::meet(const std::vector<std::string>& met_before,
                                   const record::RecordView& view, const record::RecordView* was,
                                   bool a_draft, const record::ValueContext& values,
                                   const record::RuleContext& context,
                                   Diagnostics& problems) const {
  Met met;
  for (const Compiled& automation : automations_) {
    const model::Automation& model = *automation.model;
    if (model.on.event != TriggerEvent::kConditionMet || !automation.when) continue;
    if (contains(met_before, model.id)) continue;
    record::Outcome now = record::run_boolean(*automation.when, view.slots, context);
    if (now.failure && !a_draft) problems.push_back(*std::move(now.failure));
    if (!now.value.is_true()) continue;
    const bool held_before =
        was != nullptr &&
        record::run_boolean(*automation.when, was->slots, context).value.is_true();
    std::vector<Effect> effects;
    Diagnostics found;
    const RunContext run{*app_, model, view, values, context, found};
    for (const std::unique_ptr<EffectRule>& rule : automation.effects) {
      if (held_before) break;
      if (std::optional<Effect> effect = rule->run(run)) effects.push_back(*std::move(effect));
    }
    if (!found.empty() && a_draft) continue;
    std::ranges::move(found, std::back_inserter(problems));
    std::ranges::move(effects, std::back_inserter(met.effects));
    met.automations.push_back(model.id);
  }
  return met;
}

}  // namespace tollgate::automation
