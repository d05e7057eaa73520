#include "tollgate/model/effects/notify.h"

#include "read_parts.h"

namespace tollgate::model {

void read_kind(const Reader& from, Notify& notify) {
  notify = {from.enumeration("channel", Channel::kInApp), from.expression("to"),
            from.message("message"), from.flag("urgent"), from.pointer()};
}

}  // namespace tollgate::model
