#include "tollgate/model/widgets/funnel.h"

#include "read_parts.h"

namespace tollgate::model {

void read_kind(const Reader& from, FunnelWidget& widget) { widget = {from.text("workflow")}; }

}  // namespace tollgate::model
