// A widget that shows several metrics by a group.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/model/grouping.h"

namespace tollgate::model {

struct TableWidget {
  static constexpr std::string_view kType = "table";
  std::vector<std::string> metrics;
  std::optional<Grouping> group_by;
  std::optional<int64_t> limit;
  std::optional<Grouping> split_by =
      std::nullopt;  // a pivot: a column of the first metric for each
};

}  // namespace tollgate::model
