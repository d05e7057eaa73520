// A widget that shows a metric over time, as a line: one point for each period.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tollgate/model/grouping.h"

namespace tollgate::model {

struct LineWidget {
  static constexpr std::string_view kType = "line";
  std::string metric;
  std::optional<Grouping> group_by;  // by periods of time: the schema takes nothing else
  std::optional<int64_t> limit;
  std::optional<Grouping> split_by = std::nullopt;  // a line for each
  bool area = false;                                // filled below the line
};

}  // namespace tollgate::model
