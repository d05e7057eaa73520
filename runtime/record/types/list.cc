// list: items with fields of their own.
#include <nlohmann/json.hpp>

#include "types/families.h"
#include "types/findings.h"

namespace tollgate::record {
namespace {

using feel::Value;
using model::Field;
using Members = std::vector<std::pair<std::string, Value>>;

std::optional<Value> read_items(const Field& field, const Json& wire, const ValueContext& context) {
  if (!wire.is_array()) return std::nullopt;
  std::vector<Value> items;
  for (const Json& item : wire) {
    if (!item.is_object()) return std::nullopt;
    Members members;
    for (const Field& member : field.fields) {
      const auto found = item.find(member.id);
      std::optional<Value> value =
          found == item.end() ? Value::null() : read_value(member, *found, context);
      if (!value) return std::nullopt;
      members.emplace_back(member.id, *std::move(value));
    }
    items.push_back(Value::context(std::move(members)));
  }
  return items.empty() ? Value::null() : Value::list(std::move(items));
}

Json write_items(const Field& field, const Value& value) {
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

std::optional<Value> fit_items(const Field& field, const Value& value,
                               const ValueContext& context) {
  if (!value.is_list() && !value.is_context()) return std::nullopt;
  const std::span<const Value> given =
      value.is_list() ? value.as_list() : std::span<const Value>(&value, 1);
  std::vector<Value> items;
  for (const Value& item : given) {
    if (!item.is_context()) return std::nullopt;
    Members members;
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

std::string display_items(const Field&, const Value& value, const DisplayContext& context) {
  const size_t count = value.is_list() ? value.as_list().size() : 1;
  const bool chinese = language_of(context.locale) == Language::kChinese;
  return std::to_string(count) + (chinese ? " 项" : count == 1 ? " item" : " items");
}

void check_items(const FieldCheck& check, const Value& value) {
  check_count(check, value.as_list().size());
}

void shift_items(const Field& field, Json& value, int64_t days) {
  if (!value.is_array()) return;
  for (Json& item : value) {
    if (!item.is_object()) continue;
    for (const Field& member : field.fields) {
      const auto found = item.find(member.id);
      if (found != item.end()) behavior_of(member.type).shift_days(member, *found, days);
    }
  }
}

constexpr FieldBehavior kList = {.read = read_items,
                                 .write = write_items,
                                 .fit = fit_items,
                                 .display = display_items,
                                 .check = check_items,
                                 .expected = nothing_in_particular,
                                 .request = "请填写",
                                 .shift_days = shift_items,
                                 .link = no_link};

}  // namespace

const FieldBehavior& list_behavior(model::FieldType) { return kList; }

}  // namespace tollgate::record
