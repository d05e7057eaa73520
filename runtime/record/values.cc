#include "tollgate/record/values.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "evidence_values.h"
#include "tollgate/base/decimal.h"
#include "tollgate/feel/operations.h"
#include "typed_text.h"

namespace tollgate::record {
namespace {

using feel::Kind;
using feel::Value;
using model::Field;
using model::FieldType;

std::optional<Value> read_text(const Json& wire) {
  if (!wire.is_string()) return std::nullopt;
  return Value::string(wire.get_ref<const std::string&>());
}

std::optional<Value> read_options(const Json& wire) {
  if (!wire.is_array()) return std::nullopt;
  std::vector<Value> ids;
  for (const Json& id : wire) {
    if (!id.is_string()) return std::nullopt;
    ids.push_back(Value::string(id.get_ref<const std::string&>()));
  }
  return ids.empty() ? Value::null() : Value::list(std::move(ids));
}

Value reference_to(const Field& field, std::string_view id, const ValueContext& context) {
  if (context.records == nullptr) return Value::string(id);
  if (const Value* found = context.records->find(field.entity, id)) return *found;
  // A record that is not here (yet) still has its id.
  const model::Entity* entity =
      context.app == nullptr ? nullptr : context.app->find_entity(field.entity);
  if (entity == nullptr) return Value::context({{"id", Value::string(id)}});
  return reference_context(*entity, id, Json::object(), context);
}

std::optional<Value> read_items(const Field& field, const Json& wire, const ValueContext& context) {
  if (!wire.is_array()) return std::nullopt;
  std::vector<Value> items;
  for (const Json& item : wire) {
    if (!item.is_object()) return std::nullopt;
    std::vector<std::pair<std::string, Value>> members;
    for (const Field& member : field.fields) {
      const auto found = item.find(member.id);
      if (found == item.end()) {
        members.emplace_back(member.id, Value::null());
        continue;
      }
      std::optional<Value> value = read_value(member, *found, context);
      if (!value) return std::nullopt;
      members.emplace_back(member.id, *std::move(value));
    }
    items.push_back(Value::context(std::move(members)));
  }
  return items.empty() ? Value::null() : Value::list(std::move(items));
}

std::optional<Value> read_several(const Field& field, const Json& wire,
                                  const ValueContext& context) {
  if (wire.is_object()) {
    std::optional<Value> one = read_evidence(wire, context.time_zone);
    if (!one) return std::nullopt;
    return field.multiple ? Value::list({*std::move(one)}) : *std::move(one);
  }
  if (!wire.is_array() || (!field.multiple && wire.size() > 1)) return std::nullopt;
  std::vector<Value> files;
  for (const Json& file : wire) {
    std::optional<Value> one = read_evidence(file, context.time_zone);
    if (!one) return std::nullopt;
    files.push_back(*std::move(one));
  }
  if (files.empty()) return Value::null();
  return field.multiple ? Value::list(std::move(files)) : files[0];
}

}  // namespace

ZoneRef zone_of(const model::App& app) {
  const std::optional<uint32_t> zone = find_time_zone(app.time_zone);
  return zone ? ZoneRef::named(*zone) : ZoneRef::offset(0);
}

std::optional<Value> read_value(const Field& field, const Json& wire, const ValueContext& context) {
  if (wire.is_null()) return Value::null();
  if (wire.is_string() && wire.get_ref<const std::string&>().empty()) return Value::null();
  switch (field.type) {
    case FieldType::kText:
    case FieldType::kLongText:
    case FieldType::kChoice:
      return read_text(wire);
    case FieldType::kNumber:
      return read_number(wire, field.unit);
    case FieldType::kBoolean:
      if (!wire.is_boolean()) return std::nullopt;
      return Value::boolean(wire.get<bool>());
    case FieldType::kDate:
    case FieldType::kTime:
    case FieldType::kDateTime:
    case FieldType::kDuration:
      if (!wire.is_string()) return std::nullopt;
      return read_temporal(field.type, wire.get_ref<const std::string&>(), context.time_zone);
    case FieldType::kMultiChoice:
      return read_options(wire);
    case FieldType::kReference:
      if (!wire.is_string()) return std::nullopt;
      return reference_to(field, wire.get_ref<const std::string&>(), context);
    case FieldType::kList:
      return read_items(field, wire, context);
    case FieldType::kLocation:
      return read_location(wire, context.time_zone);
    case FieldType::kPhoto:
    case FieldType::kFile:
    case FieldType::kSignature:
    case FieldType::kAudio:
      return read_several(field, wire, context);
  }
  return std::nullopt;
}

Value to_feel(const Field& field, const Json& wire, const ValueContext& context) {
  return read_value(field, wire, context).value_or(Value::null());
}

Json to_wire(const Field& field, const Value& value) {
  if (value.is_null()) return nullptr;
  switch (field.type) {
    case FieldType::kReference:
      return std::string(reference_id(value));
    case FieldType::kMultiChoice: {
      Json ids = Json::array();
      for (const Value& id : value.as_list()) ids.push_back(std::string(id.as_string()));
      return ids;
    }
    case FieldType::kList: {
      Json items = Json::array();
      for (const Value& item : value.as_list()) {
        Json members = Json::object();
        for (const Field& member : field.fields) {
          const Value* found = item.find(member.id);
          if (found != nullptr && !found->is_null()) members[member.id] = to_wire(member, *found);
        }
        items.push_back(std::move(members));
      }
      return items;
    }
    case FieldType::kLocation:
      return write_evidence(value);
    case FieldType::kPhoto:
    case FieldType::kFile:
    case FieldType::kSignature:
    case FieldType::kAudio: {
      if (!value.is_list()) return write_evidence(value);
      Json files = Json::array();
      for (const Value& file : value.as_list()) files.push_back(write_evidence(file));
      return files;
    }
    default:
      return write_scalar(value);
  }
}

std::optional<Value> fit_value(const Field& field, const Value& value,
                               const ValueContext& context) {
  if (value.is_null()) return Value::null();
  if (value.is_string() && value.as_string().empty()) return Value::null();
  if (value.is_list() && value.as_list().empty()) return Value::null();
  switch (field.type) {
    case FieldType::kText:
    case FieldType::kLongText:
    case FieldType::kChoice:
      if (value.is_string()) return value;
      return std::nullopt;
    case FieldType::kNumber: {
      if (!value.is_number()) return std::nullopt;
      if (!field.decimals) return value;
      return Value::number(round_to(value.as_number(), *field.decimals, Rounding::kHalfEven));
    }
    case FieldType::kBoolean:
      if (value.is_boolean()) return value;
      return std::nullopt;
    case FieldType::kDate:
      if (value.kind() == Kind::kDate) return value;
      return std::nullopt;
    case FieldType::kTime:
      if (value.kind() == Kind::kTime) return value;
      return std::nullopt;
    case FieldType::kDateTime:
      if (value.kind() != Kind::kDateTime) return std::nullopt;
      return Value::date_time(in_zone(value.as_date_time(), context.time_zone));
    case FieldType::kDuration:
      if (value.kind() == Kind::kDaysTimeDuration) return value;
      return std::nullopt;
    case FieldType::kMultiChoice: {
      if (value.is_string()) return Value::list({value});
      if (!value.is_list()) return std::nullopt;
      for (const Value& id : value.as_list()) {
        if (!id.is_string()) return std::nullopt;
      }
      return value;
    }
    case FieldType::kReference: {
      const std::string_view id = reference_id(value);
      if (id.empty()) return std::nullopt;
      return reference_to(field, id, context);
    }
    case FieldType::kList: {
      if (!value.is_list() && !value.is_context()) return std::nullopt;
      const std::span<const Value> given =
          value.is_list() ? value.as_list() : std::span<const Value>(&value, 1);
      std::vector<Value> items;
      for (const Value& item : given) {
        if (!item.is_context()) return std::nullopt;
        std::vector<std::pair<std::string, Value>> members;
        for (const Field& member : field.fields) {
          const Value* found = item.find(member.id);
          std::optional<Value> fitted =
              found == nullptr ? Value::null() : fit_value(member, *found, context);
          if (!fitted) return std::nullopt;
          members.emplace_back(member.id, *std::move(fitted));
        }
        items.push_back(Value::context(std::move(members)));
      }
      return Value::list(std::move(items));
    }
    case FieldType::kLocation:
    case FieldType::kPhoto:
    case FieldType::kFile:
    case FieldType::kSignature:
    case FieldType::kAudio:
      return fit_evidence(field, value, context.time_zone);
  }
  return std::nullopt;
}

Value reference_context(const model::Entity& entity, std::string_view id, const Json& values,
                        const ValueContext& context) {
  ValueContext inner = context;
  inner.records = nullptr;  // one level: references inside stay ids
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
