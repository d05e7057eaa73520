#include "enum_names.h"

namespace tollgate::model {
namespace {

template <typename E>
std::string_view name(E value) {
  return kEnumNames<E>[static_cast<size_t>(value)];
}

}  // namespace

std::string_view name_of(Width width) { return name(width); }
std::string_view name_of(CriterionKind kind) { return name(kind); }
std::string_view name_of(StageKind kind) { return name(kind); }
std::string_view name_of(AfterPassing after_passing) { return name(after_passing); }
std::string_view name_of(TriggerEvent event) { return name(event); }
std::string_view name_of(Relation relation) { return name(relation); }
std::string_view name_of(Every every) { return name(every); }
std::string_view name_of(Weekday weekday) { return name(weekday); }
std::string_view name_of(Crosses crosses) { return name(crosses); }
std::string_view name_of(Channel channel) { return name(channel); }
std::string_view name_of(Aggregate aggregate) { return name(aggregate); }
std::string_view name_of(TimeUnit unit) { return name(unit); }
std::string_view name_of(WindowPeriod period) { return name(period); }
std::string_view name_of(NumberFormat format) { return name(format); }
std::string_view name_of(Level level) { return name(level); }
std::string_view name_of(MenuItemType type) { return name(type); }
std::string_view name_of(ViewKind kind) { return name(kind); }
std::string_view name_of(Rows rows) { return name(rows); }
std::string_view name_of(FieldAccess access) { return name(access); }

}  // namespace tollgate::model
