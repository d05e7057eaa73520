// A widget that shows a metric by a group, as bars.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tollgate/model/grouping.h"

namespace tollgate::model {

struct BreakdownWidget {
  static constexpr std::string_view kType = "breakdown";
  std::string metric;
  std::optional<Grouping> group_by;
  std::optional<int64_t> limit;
  std::optional<Grouping> split_by = std::nullopt;  // each bar in parts
  bool side_by_side = false;                        // parts beside each other, not stacked
};

}  // namespace tollgate::model
