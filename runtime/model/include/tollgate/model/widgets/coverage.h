// A widget that shows a share by a group, and proposes people for the groups that are at risk.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tollgate/model/grouping.h"
#include "tollgate/model/text.h"

namespace tollgate::model {

// Who could take over the uncovered records of a group, and what assigning sets.
struct Dispatch {
  static constexpr int64_t kDefaultLimit = 20;
  std::string records;  // a metric that counts the uncovered ones
  std::string field;    // of their entity: the reference to a person that is set
  // Over an uncovered record, and item: a person.
  std::optional<Expression> who;
  std::optional<Expression> by;   // whose experience and load a record of theirs counts for
  std::string experience;         // metric, "" for none
  std::string load;               // metric, "" for none
  std::string load_below;         // decimal text, "" for any
  int64_t limit = kDefaultLimit;  // records assigned in one step
  std::string pointer;
};

struct CoverageWidget {
  static constexpr std::string_view kType = "coverage";
  std::string metric;
  std::optional<Grouping> group_by;
  std::optional<Dispatch> dispatch;
};

}  // namespace tollgate::model
