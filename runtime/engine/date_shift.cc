#include "date_shift.h"

#include <nlohmann/json.hpp>
#include <span>

#include "tollgate/base/temporal.h"
#include "tollgate/base/value_members.h"

namespace tollgate::engine {
namespace {

constexpr size_t kDateSize = 10;

}  // namespace

// Only the date's digits change: offset and zone stay as they were written.
std::string shifted_text(const std::string& iso, int64_t days) {
  if (iso.size() < kDateSize) return iso;
  if (iso.size() > kDateSize && iso[kDateSize] != 'T') return iso;
  std::optional<Date> date = parse_date(std::string_view(iso).substr(0, kDateSize));
  if (!date) return iso;
  return to_text(Date{date->days + days}) + iso.substr(kDateSize);
}

void shift_value(const model::Field& field, Json& value, int64_t days) {
  using enum model::FieldType;
  if (value.is_array()) {
    for (Json& item : value) {
      if (field.type != kList) {
        shift_value(field, item, days);
        continue;
      }
      if (!item.is_object()) continue;
      for (const model::Field& inner : field.fields) {
        auto found = item.find(inner.id);
        if (found != item.end()) shift_value(inner, *found, days);
      }
    }
    return;
  }
  if (field.type == kDate || field.type == kDateTime) {
    if (value.is_string()) value = shifted_text(value.get<std::string>(), days);
    return;
  }
  if (!value.is_object()) return;
  for (const std::span<const ValueMember> members :
       {std::span<const ValueMember>(kLocationMembers),
        std::span<const ValueMember>(kEvidenceMembers)}) {
    for (const ValueMember& member : members) {
      if (member.type != MemberType::kDateTime) continue;
      auto found = value.find(member.name);
      if (found == value.end() || !found->is_string()) continue;
      *found = shifted_text(found->get<std::string>(), days);
    }
  }
}

}  // namespace tollgate::engine
