#include "tollgate/record/find.h"

#include <nlohmann/json.hpp>

#include "tollgate/record/lookup.h"

namespace tollgate::record {
namespace {

// As the field's value is written, "" for what is none.
std::string wire_text(const model::Field& field, const feel::Value& value,
                      const ValueContext& values) {
  const std::optional<feel::Value> fitted = fit_value(field, value, values);
  if (!fitted || fitted->is_null()) return {};
  const Json wire = to_wire(field, *fitted);
  return wire.is_string() ? wire.get<std::string>() : std::string();
}

feel::Value value_of(const Rule& rule, const std::vector<feel::Value>& slots,
                     const RuleContext& context, Diagnostics& problems) {
  Outcome outcome = run(rule, slots, context);
  if (outcome.failure) problems.push_back(*std::move(outcome.failure));
  return std::move(outcome.value);
}

}  // namespace

std::optional<FindRule> FindRule::compile(const model::App& app, const model::Find& find,
                                          const Names& names, Diagnostics& problems) {
  FindRule compiled;
  compiled.entity_ = app.find_entity(find.entity);
  if (compiled.entity_ == nullptr) return std::nullopt;
  compiled.own_slot_ = names.record();
  compiled.latest_ = compiled.entity_->find_field(find.latest);
  if (compiled.latest_ == nullptr) return std::nullopt;
  for (const model::FindWhere& where : find.where) {
    const model::Field* field = compiled.entity_->find_field(where.field);
    std::optional<Rule> rule = compile_rule(where.value, names.scope(), problems);
    if (field == nullptr || !rule) return std::nullopt;
    compiled.where_.emplace_back(field, *std::move(rule));
  }
  if (find.before) {
    compiled.before_ = compile_rule(*find.before, names.scope(), problems);
    if (!compiled.before_) return std::nullopt;
  }
  return compiled;
}

FindRule::Found FindRule::run(const std::vector<feel::Value>& slots, const ValueContext& values,
                              const RuleContext& context, Diagnostics& problems) const {
  RecordLookup* records = values.records;
  if (records == nullptr) return {};
  LatestQuery query;
  query.entity = entity_->id;
  query.latest = latest_->id;
  for (const auto& [field, rule] : where_) {
    std::string wanted = wire_text(*field, value_of(rule, slots, context, problems), values);
    if (wanted.empty()) return {};
    query.where.emplace_back(field->id, std::move(wanted));
  }
  if (before_) {
    query.before = wire_text(*latest_, value_of(*before_, slots, context, problems), values);
    if (query.before.empty()) return {};
  }
  query.except = reference_id(slots[own_slot_]);
  Found found;
  found.id = records->latest(query);
  const feel::Value* record = found.id.empty() ? nullptr : records->find(entity_->id, found.id);
  if (record == nullptr) return {};
  found.record = *record;
  return found;
}

std::vector<const Rule*> FindRule::rules() const {
  std::vector<const Rule*> rules;
  for (const auto& [field, rule] : where_) rules.push_back(&rule);
  if (before_) rules.push_back(&*before_);
  return rules;
}

}  // namespace tollgate::record
