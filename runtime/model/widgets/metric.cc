#include "tollgate/model/widgets/metric.h"

#include "read_parts.h"

namespace tollgate::model {

void read_kind(const Reader& from, MetricWidget& widget) {
  widget = {from.text("metric"), from.number("target")};
}

}  // namespace tollgate::model
