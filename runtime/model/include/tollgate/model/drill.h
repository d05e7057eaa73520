// What lies below a number: first groups, then rows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tollgate/model/grouping.h"
#include "tollgate/model/view.h"

namespace tollgate::model {

struct Drill {
  std::optional<Grouping> group_by;
  std::string view;  // "" when absent
  std::optional<int64_t> limit;
  std::vector<SortKey> sort;
};

}  // namespace tollgate::model
