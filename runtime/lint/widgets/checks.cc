#include <set>

#include "tollgate/base/json_pointer.h"
#include "widgets/widgets.h"

namespace tollgate::lint {

WidgetParts kind_parts(const model::ChecksWidget& widget) {
  std::set<std::string> metrics;
  for (const model::Check& check : widget.checks) {
    metrics.insert(check.metrics.begin(), check.metrics.end());
  }
  return {{metrics.begin(), metrics.end()}, "", "", {}};
}

void check_kind(WidgetMembers& members, const model::ChecksWidget& widget) {
  members.need(!widget.checks.empty(), "checks");
  std::set<std::string> ids;
  for (const model::Check& check : widget.checks) {
    if (!ids.insert(check.id).second) members.twice(check.id, pointer_child(check.pointer, "id"));
    const std::string pointer = pointer_child(check.pointer, "metrics");
    for (size_t i = 0; i < check.metrics.size(); ++i) {
      members.metric(check.metrics[i], pointer_child(pointer, i));
    }
    members.metric(check.records_of, pointer_child(check.pointer, "records_of"));
    if (!check.drill) {
      // Nobody is concerned where there are no groups.
      members.without_groups(!check.concerned, pointer_child(check.pointer, "concerned"));
      continue;
    }
    members.without_groups(!check.concerned || check.drill->group_by.has_value(),
                           pointer_child(check.pointer, "concerned"));
    if (!check.metrics.empty()) members.drill(*check.drill, check.drilled(), check.pointer);
  }
}

}  // namespace tollgate::lint
