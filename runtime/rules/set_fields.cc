#include "tollgate/rules/set_fields.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "tollgate/record/values.h"

namespace tollgate::rules {
namespace {

// A field with a computed value, or a list with computed parts.
bool is_computed(const model::Field& field) {
  return field.computed || std::any_of(field.fields.begin(), field.fields.end(), is_computed);
}

}  // namespace

bool computes(const model::Entity& entity) {
  return std::any_of(entity.fields.begin(), entity.fields.end(), is_computed);
}

FieldSetter::FieldSetter(const CompiledApp& app, const Record& record, const Setting& setting)
    : entity_(app.app().find_entity(record.facts.entity)) {
  if (entity_ == nullptr || !computes(*entity_)) return;
  auto rules = app.form(*entity_, "");
  if (!rules) return;  // refused when the app was saved
  form::OpenOptions options;
  options.clock = setting.clock;
  options.records = setting.records;
  options.user = setting.person;
  options.facts = record.facts;
  options.is_new = false;
  options.values = record.values;
  form_.emplace(*std::move(rules), std::move(options));
}

std::vector<FieldWrite> FieldSetter::set(const automation::SetField& effect) {
  std::vector<FieldWrite> writes;
  writes.push_back({effect.field->id, record::to_wire(*effect.field, effect.value)});
  if (!form_) return writes;
  const Json before = form_->values();
  if (!form_->set_by_rule(effect.field->id, effect.value)) return writes;
  const Json after = form_->values();
  for (const model::Field& field : entity_->fields) {
    if (!is_computed(field)) continue;
    const Json value = after.value(field.id, Json());
    if (field.id == effect.field->id) {
      writes.front().value = value;
    } else if (value != before.value(field.id, Json())) {
      writes.push_back({field.id, value});
    }
  }
  return writes;
}

}  // namespace tollgate::rules
