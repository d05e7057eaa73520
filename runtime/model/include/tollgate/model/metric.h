// Numbers over many records, the dashboards that show them, and ready-made questions about them.
// Thresholds are decimal text as in the document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/model/text.h"
#include "tollgate/model/widgets.h"

namespace tollgate::model {

enum class Aggregate {
  kCount,
  kSum,
  kAverage,
  kMedian,
  kShare,
  kMinimum,
  kMaximum,
  kCountDistinct,
  kRatio,  // numerator's metric divided by denominator's
};
std::string_view name_of(Aggregate aggregate);

enum class NumberFormat { kNumber, kPercent, kCurrency, kDuration };
std::string_view name_of(NumberFormat format);

enum class Level { kGood, kWarning, kRisk };
std::string_view name_of(Level level);

struct Threshold {
  Level level = Level::kGood;
  std::string below;  // decimal text, "" when absent
  std::string at_least;
  Text label;
  std::string pointer;
};

enum class WindowPeriod { kWeek, kMonth, kQuarter, kYear };
std::string_view name_of(WindowPeriod period);

// Only records whose `field` lies in the last `days` days, counted back from today; or, with a
// period, in the one that today lies in, up to today, or in the whole one before.
struct Window {
  std::string field;
  int64_t days = 1;
  std::optional<WindowPeriod> period = std::nullopt;
  bool before = false;
  bool operator==(const Window&) const = default;
};

// Only records of the groups that stand at the top by another metric.
struct Among {
  Expression group_by;  // over the records of both metrics
  std::string metric;   // by whose number groups are ranked
  std::string share;    // which part of the groups, decimal text
  std::string of;       // a metric that counts the groups; "": those that have a number
  std::string pointer;
};

struct Metric {
  std::string id;
  Text label;
  std::string entity;
  Aggregate aggregate = Aggregate::kCount;
  std::optional<Expression> value;
  std::optional<Expression> test;
  std::string numerator;  // ratio: ids of metrics, "" otherwise
  std::string denominator;
  std::optional<Expression> filter;
  std::optional<Window> window;
  std::optional<Among> among;
  NumberFormat format = NumberFormat::kNumber;
  std::optional<int64_t> decimals;
  std::vector<Threshold> thresholds;
  Text help;
  std::vector<std::string> synonyms;  // other names, in any language
  bool may_reveal_totals = false;     // over all records, whoever reads it
  std::string pointer;
};

struct DashboardFilter {
  std::string entity;
  std::string field;
  Text label;
  std::optional<Expression> default_value;  // over user alone
  std::string pointer;
};

struct Dashboard {
  std::string id;
  Text label;
  std::vector<DashboardFilter> filters;
  std::vector<Widget> widgets;
  std::string pointer;

  const Widget* find_widget(std::string_view widget_id) const;
};

// A root cause.
struct Tag {
  std::string id;
  Message label;
  Expression when;
  std::string metric;  // "" when absent
  std::string pointer;
};

struct QuickFilter {
  std::string id;
  Text label;
  std::string entity;
  Expression group_by;
  std::vector<std::string> metrics;
  Expression when;
  std::vector<Tag> tags;
  std::string pointer;
};

}  // namespace tollgate::model
