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

// A form over all fields of the record, where something is computed.
std::optional<form::FormSession> whole_form(const CompiledApp& app, const Record& record,
                                            const Setting& setting) {
  const model::Entity* entity = app.app().find_entity(record.facts.entity);
  if (entity == nullptr || !computes(*entity)) return std::nullopt;
  auto rules = app.form(*entity, "");
  if (!rules) return std::nullopt;  // refused when the app was saved
  form::OpenOptions options;
  options.clock = setting.clock;
  options.records = setting.records;
  options.user = setting.person;
  options.facts = record.facts;
  options.is_new = false;
  options.values = record.values;
  return std::optional<form::FormSession>(std::in_place, *std::move(rules), std::move(options));
}

}  // namespace

bool computes(const model::Entity& entity) {
  return std::any_of(entity.fields.begin(), entity.fields.end(), is_computed);
}

std::vector<FieldWrite> stale_computed(const CompiledApp& app, const Record& record,
                                       const Setting& setting) {
  std::vector<FieldWrite> writes;
  const std::optional<form::FormSession> form = whole_form(app, record, setting);
  if (!form) return writes;
  const Json made = form->values();
  const Json kept = form->kept_values();
  for (const model::Field& field : app.app().find_entity(record.facts.entity)->fields) {
    if (!is_computed(field)) continue;
    const Json stored = record.values.value(field.id, Json());
    Json value = made.value(field.id, Json());
    if (stored == value || stored == kept.value(field.id, Json())) continue;
    writes.push_back({field.id, std::move(value)});
  }
  return writes;
}

FieldSetter::FieldSetter(const CompiledApp& app, const Record& record, const Setting& setting)
    : entity_(app.app().find_entity(record.facts.entity)),
      form_(whole_form(app, record, setting)) {}

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
