// Quick filters: the entity of the groups, the metrics they look at, the tags' metrics.
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {

void quick_filter_references(const model::App& app, Findings& findings) {
  const auto& metrics = app.metrics;
  for (const model::QuickFilter& filter : app.quick_filters) {
    check_id(findings, kEntity, filter.entity, app.entities,
             pointer_child(filter.pointer, "entity"));
    const std::string pointer = pointer_child(filter.pointer, "metrics");
    for (size_t i = 0; i < filter.metrics.size(); ++i) {
      check_id(findings, kMetric, filter.metrics[i], metrics, pointer_child(pointer, i));
    }
    for (const model::Tag& tag : filter.tags) {
      if (tag.metric.empty()) continue;
      check_id(findings, kMetric, tag.metric, filter.metrics, pointer_child(tag.pointer, "metric"),
               named(kQuickFilter, quoted(filter)));
    }
  }
}

}  // namespace tollgate::lint
