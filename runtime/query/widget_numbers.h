// The numbers of a dashboard's widgets, narrowed by its filters, as replies show them. What it is
// made from must outlive it.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "context.h"
#include "tollgate/metrics/metrics.h"
#include "tollgate/query/texts.h"

namespace tollgate::query {

// Days that a page is narrowed to, and the calendar's period that they are of, if any.
struct NarrowedDays {
  metrics::DayRange range;
  std::optional<model::WindowPeriod> period;
};

class WidgetNumbers {
 public:
  // Field and the key of its value; they narrow every metric whose entity has the field.
  using Narrowing = std::vector<std::pair<std::string, std::string>>;
  // `days` narrow the metrics that count in a window of days.
  WidgetNumbers(const Context& context, Narrowing narrowing,
                std::optional<NarrowedDays> days = std::nullopt);

  live::AppRules& app() const { return app_; }
  const model::App& model() const { return *app_.model; }
  const Texts& texts() const { return texts_; }
  const Narrowing& narrowing() const { return narrowing_; }
  int64_t today() const { return today_; }
  Instant now() const { return now_; }
  record::RuleContext rules() const { return rules_; }
  // What groups are the records of.
  record::RecordLookup& groups() const { return sight_; }
  // The records as the viewer sees them.
  Sight& sight() const { return sight_; }
  // Since when a check (named by its place) is as it is for this viewer and narrowing; looked for
  // once a day and whenever it turned.
  live::SeenSince since(const std::string& check, int health,
                        const std::function<live::SeenSince()>& look) const;

  // The days that the metric is over now, nullopt for all.
  std::optional<NarrowedDays> days_of(const model::Metric& metric) const;

  // The viewer's part of the metric's records; over other days than those that are narrowed to.
  metrics::MetricSlice slice(const model::Metric& metric, std::vector<model::Grouping> group_by,
                             const std::optional<metrics::DayRange>& days = std::nullopt) const;
  bool withholds(const model::Metric& metric, const std::vector<model::Grouping>& group_by) const {
    return sight_.withholds(metric, group_by);
  }
  // What is told of a group without records; nothing where the metric is withheld.
  std::optional<Decimal> value_of_nothing(const model::Metric& metric,
                                          const std::vector<model::Grouping>& group_by) const;
  std::vector<metrics::GroupValue> read(
      const model::Metric& metric, std::vector<model::Grouping> group_by,
      const std::optional<metrics::DayRange>& days = std::nullopt) const;

  messages::Group group(const model::Metric& metric, const model::Grouping& group_by,
                        const metrics::GroupValue& value) const;
  messages::Cell cell(const model::Metric& metric, const std::optional<Decimal>& value) const;
  std::string group_label(const model::Metric& metric, const model::Grouping& group_by,
                          const Json& key) const;

 private:
  live::AppRules& app_;
  Sight& sight_;
  Texts texts_;
  Narrowing narrowing_;
  std::optional<NarrowedDays> days_;
  int64_t today_;
  Instant now_;
  record::RuleContext rules_;
};

std::optional<std::string> value_text(const std::optional<Decimal>& value);
std::string level_name(const model::Metric& metric, const std::optional<Decimal>& value);
std::string format_name(const model::Metric& metric);

// By value, those without one last, then by label.
void order_groups(std::vector<messages::Group>& groups, bool descending);
// How many groups are shown where nothing says so.
inline constexpr size_t kDefaultGroups = 200;

// A group without records, from its key.
using MakeGroup = std::function<messages::Group(const std::string& key)>;

// A widget's groups in order, as many as it shows.
struct GroupOrder {
  const WidgetNumbers& numbers;
  const std::optional<model::Grouping>& group_by;
  MakeGroup empty;
};
void take_groups(std::vector<messages::Group> groups, const model::Widget& widget,
                 const std::optional<int64_t>& limit, const GroupOrder& order,
                 messages::Widget& out);

}  // namespace tollgate::query
