// A widget of rules over metrics, one a row: its figures, healthy or at risk, and who is concerned.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/model/drill.h"
#include "tollgate/model/text.h"

namespace tollgate::model {

struct Check {
  std::string id;
  Text label;
  Text help;
  std::vector<std::string> metrics;  // the first is what it is about
  // Over the metrics by id, and `concerned`: how many groups are.
  std::optional<Expression> healthy;
  std::optional<Expression> at_risk;
  // Over the metrics of one group of the drill-down, and `group`.
  std::optional<Expression> concerned;
  std::string records_of;  // the metric that is drilled; "": the first
  std::optional<Drill> drill;

  const std::string& drilled() const { return records_of.empty() ? metrics.front() : records_of; }
  std::string pointer;
};

struct ChecksWidget {
  static constexpr std::string_view kType = "checks";
  std::vector<Check> checks;

  const Check* find_check(std::string_view check_id) const;
};

}  // namespace tollgate::model
