#include "widget_numbers.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "groups_in_time.h"
#include "rows.h"
#include "tollgate/base/json.h"
#include "tollgate/base/turn.h"

namespace tollgate::query {

WidgetNumbers::WidgetNumbers(const Context& context, Narrowing narrowing,
                             std::optional<NarrowedDays> days)
    : app_(context.app),
      sight_(*context.sight),
      texts_(context.texts()),
      narrowing_(std::move(narrowing)),
      days_(std::move(days)),
      today_(context.today()),
      now_(context.clock.now()),
      rules_(context.rules()) {}

live::SeenSince WidgetNumbers::since(const std::string& check, int health,
                                     const std::function<live::SeenSince()>& look) const {
  std::string key = check;
  if (const auto sight = sight_.for_metrics()) key += "|" + sight->key;
  for (const auto& [field, value] : narrowing_) key += "|" + field + "=" + value;
  const auto known = app_.seen_since.find(key);
  if (known != app_.seen_since.end() && known->second.health == health) {
    live::SeenSince& seen = known->second;
    // It was so yesterday and is so today.
    if (seen.looked_on == today_ - 1 && !seen.is_earlier) seen.looked_on = today_;
    if (seen.looked_on == today_) return seen;
  }
  constexpr size_t kMaxKept = 1000;
  if (app_.seen_since.size() >= kMaxKept) app_.seen_since.clear();
  // It moves through the days: another turn would begin anew.
  const AtOnce at_once;
  return app_.seen_since[key] = look();
}

std::vector<metrics::GroupValue> WidgetNumbers::read(
    const model::Metric& metric, std::vector<model::Grouping> group_by,
    const std::optional<metrics::DayRange>& days) const {
  if (withholds(metric, group_by)) return {};
  return app_.metrics->read(metric, slice(metric, std::move(group_by), days), today_);
}

// A ratio counts in a window as far as what it divides does.
std::optional<NarrowedDays> WidgetNumbers::days_of(const model::Metric& metric) const {
  const model::Metric* counted = &metric;
  if (metric.aggregate == model::Aggregate::kRatio) counted = model().find_metric(metric.numerator);
  if (counted == nullptr || !counted->window) return std::nullopt;
  if (days_) return days_;
  return NarrowedDays{metrics::days_of(*counted->window, today_), counted->window->period};
}

metrics::MetricSlice WidgetNumbers::slice(const model::Metric& metric,
                                          std::vector<model::Grouping> group_by,
                                          const std::optional<metrics::DayRange>& days) const {
  metrics::MetricSlice slice{.group_by = std::move(group_by), .where = narrowing_};
  if (days) {
    slice.days = days;
  } else if (days_) {
    slice.days = days_->range;
  }
  if (!metric.may_reveal_totals) slice.sight = sight_.for_metrics();
  return slice;
}

std::optional<Decimal> WidgetNumbers::value_of_nothing(
    const model::Metric& metric, const std::vector<model::Grouping>& group_by) const {
  if (withholds(metric, group_by)) return std::nullopt;
  return metrics::value_of_nothing(metric);
}

std::string WidgetNumbers::group_label(const model::Metric& metric, const model::Grouping& group_by,
                                       const Json& key) const {
  return query::group_label(model(), texts_, metric.entity, group_by, key);
}

messages::Group WidgetNumbers::group(const model::Metric& metric, const model::Grouping& group_by,
                                     const metrics::GroupValue& value) const {
  messages::Group out;
  out.key = stored_json(value.keys.back());
  out.label = group_label(metric, group_by, out.key);
  out.value = value_text(value.value);
  out.text = texts_.metric(metric, value.value);
  out.level = level_name(metric, value.value);
  out.count = value.count;
  return out;
}

messages::Cell WidgetNumbers::cell(const model::Metric& metric,
                                   const std::optional<Decimal>& value) const {
  return {.value = value ? Json(value->to_text()) : Json(), .text = texts_.metric(metric, value)};
}

std::optional<std::string> value_text(const std::optional<Decimal>& value) {
  if (!value) return std::nullopt;
  return value->to_text();
}

std::string format_name(const model::Metric& metric) { return std::string(name_of(metric.format)); }

std::string level_name(const model::Metric& metric, const std::optional<Decimal>& value) {
  std::optional<model::Threshold> level = metrics::level_of(metric, value);
  return level ? std::string(name_of(level->level)) : "none";
}

void order_groups(std::vector<messages::Group>& groups, bool descending) {
  auto number = [](const messages::Group& g) {
    return g.value ? Decimal::parse(*g.value) : std::optional<Decimal>();
  };
  std::sort(groups.begin(), groups.end(), [&](const auto& a, const auto& b) {
    auto x = number(a);
    auto y = number(b);
    if (x.has_value() != y.has_value()) return x.has_value();
    int order = x ? compare(*x, *y) : 0;
    if (order != 0) return descending ? order > 0 : order < 0;
    if (a.label != b.label) return a.label < b.label;
    return a.key < b.key;
  });
}

void take_groups(std::vector<messages::Group> groups, const model::Widget& widget,
                 const std::optional<int64_t>& limit, const GroupOrder& order,
                 messages::Widget& out) {
  const size_t most = limit ? size_t(std::max<int64_t>(0, *limit)) : kDefaultGroups;
  if (order.group_by && order.group_by->by) {
    std::set<std::string> left_out;
    for (const messages::Group& group : groups) left_out.insert(write_json(group.key));
    groups = groups_in_time(order.numbers, *order.group_by, std::move(groups), most, order.empty);
    if (widget.descending.value_or(false)) std::reverse(groups.begin(), groups.end());
    for (const messages::Group& group : groups) left_out.erase(write_json(group.key));
    if (!left_out.empty()) out.group_total = int64_t(groups.size() + left_out.size());
  } else {
    order_groups(groups, widget.descending.value_or(true));
    if (groups.size() > most) {
      out.group_total = int64_t(groups.size());
      groups.resize(most);
    }
  }
  out.groups = std::move(groups);
}

}  // namespace tollgate::query
