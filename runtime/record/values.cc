#include "tollgate/record/values.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tollgate/feel/operations.h"
#include "tollgate/record/field_behavior.h"

namespace tollgate::record {
using feel::Kind;
using feel::Value;
using model::Field;

ZoneRef zone_of(const model::App& app) {
  const std::optional<uint32_t> zone = find_time_zone(app.time_zone);
  return zone ? ZoneRef::named(*zone) : ZoneRef::offset(0);
}

std::optional<Value> read_value(const Field& field, const Json& wire, const ValueContext& context) {
  if (wire.is_null()) return Value::null();
  if (wire.is_string() && wire.get_ref<const std::string&>().empty()) return Value::null();
  return behavior_of(field.type).read(field, wire, context);
}

Value to_feel(const Field& field, const Json& wire, const ValueContext& context) {
  return read_value(field, wire, context).value_or(Value::null());
}

Json to_wire(const Field& field, const Value& value) {
  if (value.is_null()) return nullptr;
  return behavior_of(field.type).write(field, value);
}

std::optional<Value> fit_value(const Field& field, const Value& value,
                               const ValueContext& context) {
  if (value.is_null()) return Value::null();
  if (value.is_string() && value.as_string().empty()) return Value::null();
  if (value.is_list() && value.as_list().empty()) return Value::null();
  return behavior_of(field.type).fit(field, value, context);
}

Value reference_context(const model::Entity& entity, std::string_view id, const Json& values,
                        const ValueContext& context) {
  const HeldFiles files(entity.id, id, files_in(values), context.records);
  ValueContext inner = context;
  inner.records = nullptr;  // one level: references inside stay ids
  inner.files = &files;
  std::vector<std::pair<std::string, Value>> members;
  members.reserve(entity.fields.size() + 1);
  members.emplace_back("id", Value::string(id));
  for (const Field& field : entity.fields) {
    if (field.id == "id") continue;
    const auto found = values.find(field.id);
    members.emplace_back(field.id,
                         found == values.end() ? Value::null() : to_feel(field, *found, inner));
  }
  return Value::context(std::move(members));
}

std::string_view reference_id(const Value& value) {
  if (value.is_string()) return value.as_string();
  const Value* id = value.find("id");
  return id != nullptr && id->is_string() ? id->as_string() : std::string_view();
}

bool same_value(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::kNull:
      return true;
    case Kind::kList: {
      const std::span<const Value> left = a.as_list(), right = b.as_list();
      if (left.size() != right.size()) return false;
      for (size_t i = 0; i < left.size(); ++i) {
        if (!same_value(left[i], right[i])) return false;
      }
      return true;
    }
    case Kind::kContext: {
      const feel::ContextRep& left = a.as_context();
      const feel::ContextRep& right = b.as_context();
      if (&left == &right) return true;
      if (left.size() != right.size()) return false;
      for (size_t i = 0; i < left.size(); ++i) {
        if (left.key(i) != right.key(i) || !same_value(left.value(i), right.value(i))) return false;
      }
      return true;
    }
    case Kind::kFunction:
      return a.rep() == b.rep();
    default:
      return feel::identical(a, b);
  }
}

}  // namespace tollgate::record
