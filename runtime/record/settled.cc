#include "tollgate/record/settled.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tollgate::record {
namespace {

const Json& value_of(const Json& values, const std::string& field) {
  static const Json kNull;
  const auto found = values.find(field);
  return found == values.end() ? kNull : *found;
}

}  // namespace

bool has_settled_fields(const model::Entity& entity) {
  return std::any_of(entity.fields.begin(), entity.fields.end(),
                     [](const model::Field& field) { return !field.settled_by.empty(); });
}

void note_settled(const model::Entity& entity, const Json& before, const Json& after,
                  SettledValues& settled) {
  for (const model::Field& field : entity.fields) {
    if (field.settled_by.empty() || settled.contains(field.id)) continue;
    const bool filled_in = !value_of(before, field.settled_by).is_null() ||
                           !value_of(after, field.settled_by).is_null();
    if (!filled_in) continue;
    const Json& earlier = value_of(before, field.id);
    const Json& value = earlier.is_null() ? value_of(after, field.id) : earlier;
    if (!value.is_null()) settled.emplace(field.id, value);
  }
}

std::vector<std::string> changed_after(const model::Entity& entity, const SettledValues& settled,
                                       const Json& values, ValueContext context) {
  context.records = nullptr;  // references are compared by their ids
  std::vector<std::string> changed;
  for (const model::Field& field : entity.fields) {
    if (field.settled_by.empty()) continue;
    const auto found = settled.find(field.id);
    if (found == settled.end()) continue;
    const Json& value = value_of(values, field.id);
    if (found->second == value) continue;
    const feel::Value now = to_feel(field, value, context);
    const bool same = !now.is_null() && same_value(to_feel(field, found->second, context), now);
    if (!same) changed.push_back(field.id);
  }
  return changed;
}

}  // namespace tollgate::record
