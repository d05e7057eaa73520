// A field that is never shown does not exist for rules: where the app itself gives it a value, that
// value is null for whoever reads it.
#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

bool is_never(const std::optional<model::Condition>& condition) {
  return condition && !condition->expression && !condition->constant;
}

bool is_never_shown(const std::vector<model::FieldPlace>& places, const model::Field& field) {
  if (places.empty()) return is_never(field.visible);
  return std::all_of(places.begin(), places.end(), [&](const model::FieldPlace& place) {
    return is_never(place.section->visible) ||
           is_never(place.field->visible ? place.field->visible : field.visible);
  });
}

// Fields that automations set, by entity.
std::map<const model::Entity*, std::set<std::string_view>> set_by_automations(
    const model::App& app) {
  std::map<const model::Entity*, std::set<std::string_view>> fields;
  for (const model::Automation& automation : app.automations) {
    for (const model::Effect& effect : automation.effects) {
      const auto* set = std::get_if<model::SetField>(&effect);
      if (set != nullptr) fields[app.entity_set_by(*set, automation.on.entity)].insert(set->field);
    }
  }
  return fields;
}

}  // namespace

void never_shown(const model::App& app, Findings& findings) {
  auto set_by = set_by_automations(app);
  for (const model::Entity& entity : app.entities) {
    model::App::FieldPlaces places = app.places_in(entity.id);
    for (const model::Field& field : entity.fields) {
      const bool is_given =
          field.computed || field.default_value || set_by[&entity].contains(field.id);
      if (!is_given || !is_never_shown(places[field.id], field)) continue;
      const LocalizedText name = quoted(field);
      findings.warning(
          "never_shown",
          "字段" + name.zh +
              "从不显示，对规则来说没有值；只给规则用的字段不要设为隐藏，不放进任何表单即可",
          "the field " + name.en +
              " is never shown and has no value for rules; leave a field for rules "
              "alone out of all forms instead of hiding it",
          field.pointer, {"visible"});
    }
  }
}

}  // namespace tollgate::lint
