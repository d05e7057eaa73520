#include <nlohmann/json.hpp>

#include "tollgate/model/field.h"

namespace tollgate::model {

std::optional<FieldType> field_type_of(std::string_view name) {
  for (size_t i = 0; i < kFieldTypes.size(); ++i) {
    if (kFieldTypes[i].name == name) return static_cast<FieldType>(i);
  }
  return std::nullopt;
}

std::optional<FieldMember> field_member_of(std::string_view name) {
  for (size_t i = 0; i < kFieldMemberNames.size(); ++i) {
    if (kFieldMemberNames[i] == name) return static_cast<FieldMember>(i);
  }
  return std::nullopt;
}

bool allows(std::string_view type, std::string_view member) {
  const std::optional<FieldMember> special = field_member_of(member);
  if (!special) return true;
  const std::optional<FieldType> known = field_type_of(type);
  return known && info_of(*known).allowed.has(*special);
}

bool says_something(const Json& member) {
  if (member.is_boolean()) return member.get<bool>();
  if (member.is_string()) return !member.get_ref<const std::string&>().empty();
  return !member.is_null() && !(member.is_array() && member.empty());
}

const Currency* find_currency(std::string_view code) {
  for (const Currency& currency : kCurrencies) {
    if (currency.code == code) return &currency;
  }
  return nullptr;
}

}  // namespace tollgate::model
