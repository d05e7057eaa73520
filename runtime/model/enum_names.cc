#include "enum_names.h"

namespace tollgate::model {
namespace {

template <typename E>
std::string_view name(E value) {
  return kEnumNames<E>[static_cast<size_t>(value)];
}

}  // namespace

std::string_view name_of(FieldType type) { return name(type); }
std::string_view name_of(Width width) { return name(width); }
std::string_view name_of(CriterionKind kind) { return name(kind); }
std::string_view name_of(StageKind kind) { return name(kind); }
std::string_view name_of(TriggerEvent event) { return name(event); }
std::string_view name_of(Channel channel) { return name(channel); }
std::string_view name_of(Aggregate aggregate) { return name(aggregate); }
std::string_view name_of(TimeUnit unit) { return name(unit); }
std::string_view name_of(NumberFormat format) { return name(format); }
std::string_view name_of(Level level) { return name(level); }
std::string_view name_of(MenuItemType type) { return name(type); }

std::optional<FieldType> field_type_of(std::string_view type) { return enum_of<FieldType>(type); }

bool is_text(FieldType type) { return type == FieldType::kText || type == FieldType::kLongText; }

bool is_temporal(FieldType type) {
  return type == FieldType::kDate || type == FieldType::kTime || type == FieldType::kDateTime ||
         type == FieldType::kDuration;
}

bool is_choice(FieldType type) {
  return type == FieldType::kChoice || type == FieldType::kMultiChoice;
}

bool is_evidence(FieldType type) {
  return type == FieldType::kPhoto || type == FieldType::kFile || type == FieldType::kSignature ||
         type == FieldType::kAudio;
}

}  // namespace tollgate::model
