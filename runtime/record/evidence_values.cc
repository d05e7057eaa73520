#include "evidence_values.h"

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tollgate/base/decimal.h"
#include "typed_text.h"

namespace tollgate::record {
namespace {

using feel::Kind;
using feel::Type;
using feel::TypeKind;
using feel::Value;

struct Member {
  const char* name;
  TypeKind type;
  bool is_count = false;  // a JSON number on the wire, not decimal text
};

constexpr Member kLocation[] = {{"latitude", TypeKind::kNumber},
                                {"longitude", TypeKind::kNumber},
                                {"accuracy_m", TypeKind::kNumber},
                                {"at", TypeKind::kDateTime},
                                {"source", TypeKind::kString}};

constexpr Member kEvidence[] = {{"name", TypeKind::kString},
                                {"media_type", TypeKind::kString},
                                {"size_bytes", TypeKind::kNumber, true},
                                {"sha256", TypeKind::kString},
                                {"pages", TypeKind::kNumber, true},
                                {"slides", TypeKind::kNumber, true},
                                {"captured_at", TypeKind::kDateTime},
                                {"latitude", TypeKind::kNumber},
                                {"longitude", TypeKind::kNumber},
                                {"accuracy_m", TypeKind::kNumber},
                                {"watermarked", TypeKind::kBoolean},
                                {"source", TypeKind::kString}};

std::optional<Value> read_member(TypeKind type, const Json& wire, ZoneRef time_zone) {
  if (wire.is_null()) return Value::null();
  switch (type) {
    case TypeKind::kNumber:
      return read_number(wire);
    case TypeKind::kBoolean:
      if (!wire.is_boolean()) return std::nullopt;
      return Value::boolean(wire.get<bool>());
    case TypeKind::kDateTime:
      if (!wire.is_string()) return std::nullopt;
      return read_temporal(model::FieldType::kDateTime, wire.get_ref<const std::string&>(),
                           time_zone);
    default:
      if (!wire.is_string()) return std::nullopt;
      if (wire.get_ref<const std::string&>().empty()) return Value::null();
      return Value::string(wire.get_ref<const std::string&>());
  }
}

std::optional<Value> read_members(std::span<const Member> members, const Json& wire,
                                  ZoneRef time_zone) {
  if (!wire.is_object()) return std::nullopt;
  std::vector<std::pair<std::string, Value>> entries;
  for (const Member& member : members) {
    const auto found = wire.find(member.name);
    std::optional<Value> value =
        found == wire.end() ? Value::null() : read_member(member.type, *found, time_zone);
    if (!value) return std::nullopt;
    entries.emplace_back(member.name, *std::move(value));
  }
  return Value::context(std::move(entries));
}

bool within(const Value* number, int64_t bound) {
  return number != nullptr && number->is_number() &&
         compare(number->as_number().abs(), Decimal(bound)) <= 0;
}

// Brings a context that a rule made to the members we know.
std::optional<Value> fit_members(std::span<const Member> members, const Value& value) {
  if (!value.is_context()) return std::nullopt;
  std::vector<std::pair<std::string, Value>> entries;
  for (const Member& member : members) {
    const Value* found = value.find(member.name);
    if (found != nullptr && !feel::conforms(*found, Type(member.type))) return std::nullopt;
    entries.emplace_back(member.name, found == nullptr ? Value::null() : *found);
  }
  return Value::context(std::move(entries));
}

Type type_from(std::span<const Member> members) {
  std::vector<std::pair<std::string, Type>> entries;
  for (const Member& member : members) entries.emplace_back(member.name, Type(member.type));
  return Type::context(std::move(entries));
}

}  // namespace

std::optional<Value> read_location(const Json& wire, ZoneRef time_zone) {
  std::optional<Value> value = read_members(kLocation, wire, time_zone);
  if (!value || !within(value->find("latitude"), 90) || !within(value->find("longitude"), 180)) {
    return std::nullopt;
  }
  return value;
}

std::optional<Value> read_evidence(const Json& wire, ZoneRef time_zone) {
  std::optional<Value> value = read_members(kEvidence, wire, time_zone);
  // A piece of evidence is a blob or at least a file's name; anything else is no file at all.
  if (!value || (value->find("name")->is_null() && value->find("sha256")->is_null())) {
    return std::nullopt;
  }
  return value;
}

Json write_evidence(const Value& value) {
  Json json = Json::object();
  if (!value.is_context()) return json;
  const feel::ContextRep& context = value.as_context();
  for (size_t i = 0; i < context.size(); ++i) {
    const Value& member = context.value(i);
    if (member.is_null()) continue;
    const std::string& name = context.key(i);
    const std::optional<int64_t> whole = name == "size_bytes" || name == "pages" || name == "slides"
                                             ? member.as_integer()
                                             : std::nullopt;
    json[name] = whole ? Json(*whole) : write_scalar(member);
  }
  return json;
}

std::optional<Value> fit_evidence(const model::Field& field, const Value& value, ZoneRef) {
  if (field.type == model::FieldType::kLocation) return fit_members(kLocation, value);
  if (!field.multiple) return fit_members(kEvidence, value);
  const std::span<const Value> given =
      value.is_list() ? value.as_list() : std::span<const Value>(&value, 1);
  std::vector<Value> files;
  for (const Value& file : given) {
    std::optional<Value> fitted = fit_members(kEvidence, file);
    if (!fitted) return std::nullopt;
    files.push_back(*std::move(fitted));
  }
  return Value::list(std::move(files));
}

Type location_type() { return type_from(kLocation); }
Type evidence_type() { return type_from(kEvidence); }

}  // namespace tollgate::record
