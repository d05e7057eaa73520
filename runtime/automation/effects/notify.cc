// Tells people something, each of them once.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "effect_rule.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/record/lookup.h"
#include "tollgate/record/message.h"
#include "tollgate/record/values.h"

namespace tollgate::automation {
namespace {

void add_people(const feel::Value& value, std::vector<std::string>& people) {
  if (value.is_list()) {
    for (const feel::Value& one : value.as_list()) add_people(one, people);
    return;
  }
  const std::string id(record::reference_id(value));
  if (!id.empty() && std::find(people.begin(), people.end(), id) == people.end()) {
    people.push_back(id);
  }
}

Diagnostic nobody(const RunContext& context, const model::Notify& notify) {
  const model::Automation& automation = context.automation;
  const LocalizedText name = label_of(automation.label, automation.id, context.app);
  return make_diagnostic(
      Severity::kWarning, "automation.nobody",
      {"自动化“" + name.zh + "”没有找到要通知的人。",
       "Automation “" + name.en + "” found nobody to notify."},
      {.source = automation.id, .pointer = notify.to ? notify.to->pointer : notify.pointer});
}

class NotifyRule final : public EffectRule {
 public:
  NotifyRule(const model::Notify& model, std::optional<record::Rule> to,
             record::MessageTemplate message)
      : model_(model), to_(std::move(to)), message_(std::move(message)) {}

  std::optional<Effect> run(const RunContext& context) const override {
    Notify notify{.channel = model_.channel, .to = {}, .message = {}, .urgent = model_.urgent};
    if (to_) add_people(run_rule(*to_, context), notify.to);
    add_roles(context, notify.to);
    if (notify.to.empty()) {
      context.problems.push_back(nobody(context, model_));
      return std::nullopt;
    }
    notify.message = message_.render(context.view.slots, context.rules, &context.problems);
    return Effect{context.automation.id, std::move(notify)};
  }

 private:
  void add_roles(const RunContext& context, std::vector<std::string>& people) const {
    record::RecordLookup* records = context.values.records;
    if (records == nullptr || context.rules.clock == nullptr) return;
    for (const std::string& role : model_.roles) {
      for (std::string& id : records->people_in_role(role, *context.rules.clock)) {
        if (std::find(people.begin(), people.end(), id) == people.end()) {
          people.push_back(std::move(id));
        }
      }
    }
  }

  const model::Notify& model_;
  std::optional<record::Rule> to_;
  record::MessageTemplate message_;
};

}  // namespace

std::unique_ptr<EffectRule> compile_kind(const model::Notify& notify,
                                         const CompileContext& context) {
  const feel::Scope& scope = context.names.scope();
  std::optional<record::Rule> to;
  if (notify.to) to = record::compile_rule(*notify.to, scope, context.problems);
  record::MessageTemplate message =
      record::MessageTemplate::compile(notify.message, context.app, scope, context.problems);
  if (notify.to && !to) return nullptr;
  return std::make_unique<NotifyRule>(notify, std::move(to), std::move(message));
}

void write_kind(const Notify& notify, Json& json) {
  json["channel"] = model::name_of(notify.channel);
  json["to"] = notify.to;
  json["message"] = tollgate::to_json(notify.message);
  if (notify.urgent) json["urgent"] = true;
}

}  // namespace tollgate::automation
