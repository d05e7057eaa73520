#include "tollgate/model/widgets/breakdown.h"

#include "read_parts.h"

namespace tollgate::model {

void read_kind(const Reader& from, BreakdownWidget& widget) {
  widget = {from.text("metric"), from.optional_expression("group_by"), from.integer("limit")};
}

}  // namespace tollgate::model
