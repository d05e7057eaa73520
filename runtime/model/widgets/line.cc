#include "tollgate/model/widgets/line.h"

#include "read_parts.h"

namespace tollgate::model {

void read_kind(const Reader& from, LineWidget& widget) {
  widget = {from.text("metric"), read_grouping(from), from.integer("limit"),
            read_grouping(from, "split_by"), from.flag("area")};
}

}  // namespace tollgate::model
