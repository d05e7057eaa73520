#include "tollgate/model/widgets/breakdown.h"

#include "read_parts.h"

namespace tollgate::model {

void read_kind(const Reader& from, BreakdownWidget& widget) {
  widget = {from.text("metric"), read_grouping(from), from.integer("limit"),
            read_grouping(from, "split_by"), from.flag("side_by_side")};
}

}  // namespace tollgate::model
