#include "types/contexts.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tollgate/record/field_behavior.h"
#include "typed_text.h"

namespace tollgate::record {
namespace {

using feel::Value;

std::optional<Value> read_texts(const Json& wire) {
  if (!wire.is_array()) return std::nullopt;
  std::vector<Value> texts;
  for (const Json& text : wire) {
    if (!text.is_string()) return std::nullopt;
    texts.push_back(Value::string(text.get_ref<const std::string&>()));
  }
  return Value::list(std::move(texts));
}

bool are_texts(const Value& value) {
  return value.is_list() && std::all_of(value.as_list().begin(), value.as_list().end(),
                                        [](const Value& text) { return text.is_string(); });
}

std::optional<Value> read_context_member(MemberType type, const Json& wire, ZoneRef time_zone) {
  if (wire.is_null()) return Value::null();
  switch (type) {
    case MemberType::kPlaces:
      return Value::null();
    case MemberType::kNumber:
      return read_number(wire);
    case MemberType::kBoolean:
      if (!wire.is_boolean()) return std::nullopt;
      return Value::boolean(wire.get<bool>());
    case MemberType::kDateTime:
      if (!wire.is_string()) return std::nullopt;
      return read_date_time(wire.get_ref<const std::string&>(), time_zone);
    case MemberType::kTexts:
      return read_texts(wire);
    default:
      if (!wire.is_string()) return std::nullopt;
      if (wire.get_ref<const std::string&>().empty()) return Value::null();
      return Value::string(wire.get_ref<const std::string&>());
  }
}

bool has_shape(const Value& value, MemberType type) {
  if (value.is_null()) return true;
  switch (type) {
    case MemberType::kPlaces:
      return value.is_list();
    case MemberType::kNumber:
      return value.is_number();
    case MemberType::kBoolean:
      return value.is_boolean();
    case MemberType::kDateTime:
      return value.kind() == feel::Kind::kDateTime;
    case MemberType::kTexts:
      return are_texts(value);
    default:
      return value.is_string();
  }
}

}  // namespace

std::optional<Value> read_context(ContextMembers members, const Json& wire, ZoneRef time_zone) {
  if (!wire.is_object()) return std::nullopt;
  std::vector<std::pair<std::string, Value>> entries;
  for (const ValueMember& member : members) {
    if (!member.in_value) continue;
    const auto found = wire.find(member.name);
    std::optional<Value> value = found == wire.end() || member.said_by == SaidBy::kLookedUp
                                     ? Value::null()
                                     : read_context_member(member.type, *found, time_zone);
    if (!value) return std::nullopt;
    entries.emplace_back(member.name, *std::move(value));
  }
  return Value::context(std::move(entries));
}

Json write_context(ContextMembers members, const Value& value) {
  Json json = Json::object();
  if (!value.is_context()) return json;
  for (const ValueMember& member : members) {
    if (!member.in_value || member.said_by == SaidBy::kLookedUp) continue;
    const Value* found = value.find(member.name);
    if (found == nullptr || found->is_null()) continue;
    if (member.type == MemberType::kTexts) {
      Json& texts = json[std::string(member.name)] = Json::array();
      for (const Value& text : found->as_list()) texts.push_back(text.as_string());
      continue;
    }
    const std::optional<int64_t> whole = member.is_count ? found->as_integer() : std::nullopt;
    json[std::string(member.name)] = whole ? Json(*whole) : write_scalar(*found);
  }
  return json;
}

std::optional<Value> fit_context(ContextMembers members, const Value& value) {
  if (!value.is_context()) return std::nullopt;
  std::vector<std::pair<std::string, Value>> entries;
  for (const ValueMember& member : members) {
    if (!member.in_value) continue;
    // What was looked up holds for the record that the value comes from.
    const Value* found = member.said_by == SaidBy::kLookedUp ? nullptr : value.find(member.name);
    if (found != nullptr && !has_shape(*found, member.type)) return std::nullopt;
    entries.emplace_back(member.name, found == nullptr ? Value::null() : *found);
  }
  return Value::context(std::move(entries));
}

Value with_members(const Value& context,
                   std::initializer_list<std::pair<std::string_view, Value>> added) {
  const bool any = std::any_of(added.begin(), added.end(),
                               [](const auto& member) { return !member.second.is_null(); });
  if (!any) return context;
  const feel::ContextRep& members = context.as_context();
  std::vector<std::pair<std::string, Value>> entries;
  for (size_t i = 0; i < members.size(); ++i) {
    const auto found = std::find_if(added.begin(), added.end(), [&](const auto& member) {
      return member.first == members.key(i);
    });
    entries.emplace_back(members.key(i), found == added.end() ? members.value(i) : found->second);
  }
  return Value::context(std::move(entries));
}

std::string_view text_of_member(const Value& context, const char* name) {
  const Value* member = context.find(name);
  return member != nullptr && member->is_string() ? member->as_string() : std::string_view();
}

void shift_context(ContextMembers members, Json& value, int64_t days) {
  if (!value.is_object()) return;
  for (const ValueMember& member : members) {
    if (!member.in_value) continue;
    const auto found = value.find(member.name);
    if (member.type != MemberType::kDateTime || found == value.end() || !found->is_string()) {
      continue;
    }
    *found = shifted_text(found->get<std::string>(), days);
  }
}

}  // namespace tollgate::record
