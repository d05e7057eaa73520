#include "effect_rule.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "tollgate/record/message.h"

namespace tollgate::automation {

LocalizedText label_of(const model::Text& label, const std::string& id, const model::App& app) {
  if (label.empty()) return {id, id};
  return record::localized(label, app);
}

feel::Value run_rule(const record::Rule& rule, const RunContext& context) {
  record::Outcome outcome = record::run(rule, context.view.slots, context.rules);
  if (outcome.failure) context.problems.push_back(*std::move(outcome.failure));
  return std::move(outcome.value);
}

Json to_json(const Effect& effect) {
  Json json = {{"automation", effect.automation}, {"type", type_of(effect)}};
  std::visit([&](const auto& kind) { write_kind(kind, json); }, effect.kind);
  return json;
}

}  // namespace tollgate::automation
