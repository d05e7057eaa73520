#include "tollgate/model/effects/notify.h"

#include "read_parts.h"

namespace tollgate::model {

void read_kind(const Reader& from, Notify& notify) {
  notify.channel = from.enumeration("channel", Channel::kInApp);
  notify.to = from.optional_expression("to");
  notify.roles = from.texts("roles");
  notify.message = from.message("message");
  notify.urgent = from.flag("urgent");
  notify.pointer = from.pointer();
}

}  // namespace tollgate::model
