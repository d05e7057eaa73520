#include "tollgate/model/effects/set_field.h"

#include "read_parts.h"

namespace tollgate::model {

void read_kind(const Reader& from, SetField& set) {
  set = {from.text("record"), from.text("field"), from.object("find", read_find),
         from.expression("value"), from.pointer()};
}

}  // namespace tollgate::model
