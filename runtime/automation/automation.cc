#include "tollgate/automation/automation.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "tollgate/record/values.h"

namespace tollgate::automation {
namespace {

using feel::Value;
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

void add_people(const Value& value, std::vector<std::string>& people) {
  if (value.is_list()) {
    for (const Value& one : value.as_list()) add_people(one, people);
    return;
  }
  const std::string id(record::reference_id(value));
  if (!id.empty() && !contains(people, id)) people.push_back(id);
}

Diagnostic nobody(const model::Automation& automation, const model::Effect& effect) {
  return make_diagnostic(Severity::kWarning, "automation.nobody",
                         {"自动化“" + automation.id + "”没有找到要通知的人。",
                          "Automation “" + automation.id + "” found nobody to notify."},
                         {.source = automation.id, .pointer = effect.to.pointer});
}

Diagnostic does_not_fit(const model::Automation& automation, const model::Effect& effect,
                        const Value& value) {
  const std::string got = feel::to_text(value);
  return make_error(
      "automation.value_type",
      {"自动化“" + automation.id + "”要填的 " + got + " 不适合字段“" + effect.field + "”。",
       "Automation “" + automation.id + "” gives " + got + ", which does not fit field “" +
           effect.field + "”."},
      {.source = automation.id, .pointer = effect.value.pointer});
}

Diagnostic no_record(const model::Automation& automation, const model::Effect& effect) {
  return make_diagnostic(
      Severity::kWarning, "automation.no_record",
      {"自动化“" + automation.id + "”没有找到关联字段“" + effect.record +
           "”所指的记录，没有填写其字段“" + effect.field + "”。",
       "Automation “" + automation.id + "” found no record that field “" + effect.record +
           "” refers to; its field “" + effect.field + "” was not set."},
      {.source = automation.id, .pointer = effect.pointer});
}

// The id of the record whose field is set: of one that exists, or "".
std::string referred_record(const model::Entity& target, const model::Effect& effect,
                            const record::RecordView& view, const record::ValueContext& values) {
  const std::string id(record::reference_id(view.field(effect.record)));
  if (id.empty() || values.records == nullptr) return {};
  return values.records->find(target.id, id) == nullptr ? std::string() : id;
}

}  // namespace

Result<Automations> Automations::compile(const model::App& app, const model::Entity& entity,
                                         const record::Names& names) {
  Automations compiled;
  Diagnostics problems;
  for (const model::Automation& automation : app.automations) {
    if (automation.on.entity != entity.id) continue;
    Compiled& one = compiled.automations_.emplace_back();
    one.model = &automation;
    if (automation.when) one.when = record::compile_rule(*automation.when, names.scope(), problems);
    for (const model::Effect& effect : automation.effects) {
      CompiledEffect& made = one.effects.emplace_back();
      made.model = &effect;
      const bool notifies = effect.type == model::EffectType::kNotify;
      if (!notifies) made.target = app.entity_set_by(effect, entity.id);
      made.value =
          record::compile_rule(notifies ? effect.to : effect.value, names.scope(), problems);
      if (notifies) {
        made.message =
            record::MessageTemplate::compile(effect.message, app, names.scope(), problems);
      }
    }
  }
  if (has_errors(problems)) return Failure{std::move(problems)};
  return compiled;
}

bool Automations::set_field(const Compiled& automation, const CompiledEffect& compiled,
                            const Value& value, const record::RecordView& view,
                            const record::ValueContext& values, Effect& effect,
                            Diagnostics& problems) {
  const model::Effect& model = *compiled.model;
  const model::Entity* target = compiled.target;
  const model::Field* field = target == nullptr ? nullptr : target->find_field(model.field);
  std::optional<Value> fitted =
      field == nullptr ? std::nullopt : record::fit_value(*field, value, values);
  if (!fitted) {
    problems.push_back(does_not_fit(*automation.model, model, value));
    return false;
  }
  if (!model.record.empty()) {
    effect.record = referred_record(*target, model, view, values);
    if (effect.record.empty()) {
      problems.push_back(no_record(*automation.model, model));
      return false;
    }
  }
  effect.entity = target->id;
  effect.field = field;
  effect.value = *std::move(fitted);
  return true;
}

std::vector<Effect> Automations::react(const Event& event, const record::RecordView& view,
                                       const record::ValueContext& values,
                                       const record::RuleContext& context,
                                       Diagnostics& problems) const {
  std::vector<Effect> effects;
  const auto take = [&](const record::Rule& rule, bool boolean) {
    record::Outcome outcome = boolean ? record::run_boolean(rule, view.slots, context)
                                      : record::run(rule, view.slots, context);
    if (outcome.failure) problems.push_back(*std::move(outcome.failure));
    return outcome.value;
  };
  for (const Compiled& automation : automations_) {
    if (!is_triggered(automation.model->on, event)) continue;
    if (automation.when && !take(*automation.when, true).is_true()) continue;
    for (const CompiledEffect& compiled : automation.effects) {
      const model::Effect& model = *compiled.model;
      const Value value = take(*compiled.value, false);
      Effect effect;
      effect.automation = automation.model->id;
      effect.type = model.type;
      if (model.type == model::EffectType::kNotify) {
        add_people(value, effect.to);
        if (effect.to.empty()) {
          problems.push_back(nobody(*automation.model, model));
          continue;
        }
        effect.channel = model.channel;
        effect.message = compiled.message.render(view.slots, context, &problems);
      } else if (!set_field(automation, compiled, value, view, values, effect, problems)) {
        continue;
      }
      effects.push_back(std::move(effect));
    }
  }
  return effects;
}

}  // namespace tollgate::automation
