#include "tollgate/model/widgets/table.h"

#include "read_parts.h"

namespace tollgate::model {

void read_kind(const Reader& from, TableWidget& widget) {
  widget = {from.texts("metrics"), read_grouping(from), from.integer("limit"),
            read_grouping(from, "split_by")};
}

}  // namespace tollgate::model
