// The words of the document for each enumeration, in the order of its enumerators.
#pragma once

#include <array>
#include <string_view>

#include "tollgate/model/app.h"

namespace tollgate::model {

template <typename E>
inline constexpr std::array<std::string_view, 0> kEnumNames{};

template <>
inline constexpr std::array<std::string_view, 4> kEnumNames<Width>{"full", "half", "third",
                                                                   "quarter"};
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<CriterionKind>{"yes_no", "text_choice"};
template <>
inline constexpr std::array<std::string_view, 3> kEnumNames<StageKind>{"open", "won", "lost"};
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<AfterPassing>{"refuse", "reopen"};
template <>
inline constexpr std::array<std::string_view, 9> kEnumNames<TriggerEvent>{
    "record_saved", "record_completed", "stage_entered", "pool_entered",  "condition_met",
    "date_reached", "schedule",         "unchanged",     "metric_crossed"};
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<Relation>{"before", "after"};
template <>
inline constexpr std::array<std::string_view, 3> kEnumNames<Every>{"day", "week", "month"};
template <>
inline constexpr std::array<std::string_view, 7> kEnumNames<Weekday>{
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<Crosses>{"below", "above"};
template <>
inline constexpr std::array<std::string_view, 6> kEnumNames<Channel>{"wecom",  "in_app", "dingtalk",
                                                                     "feishu", "email",  "webhook"};
template <>
inline constexpr std::array<std::string_view, 9> kEnumNames<Aggregate>{
    "count", "sum", "average", "median", "share", "minimum", "maximum", "count_distinct", "ratio"};
template <>
inline constexpr std::array<std::string_view, 5> kEnumNames<TimeUnit>{"hour", "day", "week",
                                                                      "month", "quarter"};
template <>
inline constexpr std::array<std::string_view, 4> kEnumNames<WindowPeriod>{"week", "month",
                                                                          "quarter", "year"};
template <>
inline constexpr std::array<std::string_view, 4> kEnumNames<NumberFormat>{"number", "percent",
                                                                          "currency", "duration"};
template <>
inline constexpr std::array<std::string_view, 3> kEnumNames<Level>{"good", "warning", "risk"};
template <>
inline constexpr std::array<std::string_view, 5> kEnumNames<MenuItemType>{
    "view", "form", "dashboard", "workflow", "quick_filter"};
template <>
inline constexpr std::array<std::string_view, 6> kEnumNames<ViewKind>{
    "table", "board", "calendar", "gallery", "timeline", "map"};
template <>
inline constexpr std::array<std::string_view, 4> kEnumNames<Rows>{"none", "own", "team", "all"};
template <>
inline constexpr std::array<std::string_view, 3> kEnumNames<FieldAccess>{"full", "read_only",
                                                                         "hidden"};

template <typename E>
std::optional<E> enum_of(std::string_view name) {
  const auto& names = kEnumNames<E>;
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

template <>
inline std::optional<FieldType> enum_of<FieldType>(std::string_view name) {
  return field_type_of(name);
}

}  // namespace tollgate::model
