#include <nlohmann/json.hpp>

#include "require.h"
#include "rows.h"
#include "tollgate/base/json.h"
#include "tollgate/insight/quick_filter.h"

namespace tollgate::query {

Result<messages::QuickFilterReadReply> read_quick_filter(
    const Source& source, const Viewer& viewer, const messages::QuickFilterReadRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const model::App& app = context->model();
  const model::QuickFilter* model = app.find_quick_filter(request.quick_filter);
  if (!model) {
    return unknown("quick_filter", request.quick_filter, "/params/quick_filter",
                   ids_of(app.quick_filters));
  }
  Result<insight::QuickFilter> filter = insight::QuickFilter::compile(app, *model);
  if (!filter) return std::move(filter).error();
  const Texts texts = context->texts();
  const auto slice_of = [&](const model::Metric& metric, const model::Grouping& group_by) {
    return metric_slice(*context, metric, group_by);
  };
  insight::QuickFilterResult found =
      filter->find(*context->app.metrics, slice_of, *context->sight, context->today(),
                   context->rules(), texts.locale());

  messages::QuickFilterReadReply reply;
  reply.label = texts.of(model->label);
  reply.checked = found.checked;
  std::vector<const model::Metric*> metrics;
  for (const std::string& id : model->metrics) {
    const model::Metric* metric = app.find_metric(id);
    if (!metric) continue;
    metrics.push_back(metric);
    reply.columns.push_back({.field = std::nullopt,
                             .id = metric->id,
                             .label = texts.of(metric->label),
                             .type = std::string(name_of(metric->format))});
  }
  for (const insight::FoundGroup& group : found.groups) {
    messages::QuickFilterReadReplyGroup out;
    out.key = stored_json(group.key);
    bool names_record = out.key.is_string() && app.find_entity(model->entity);
    out.label = names_record ? texts.title(model->entity, out.key.get<std::string>())
                             : texts.of_any(out.key);
    for (size_t i = 0; i < metrics.size(); ++i) {
      const std::optional<Decimal>& value = group.values[i];
      out.cells.push_back(
          {value ? Json(value->to_text()) : Json(), texts.metric(*metrics[i], value)});
    }
    for (const insight::FoundTag& tag : group.tags) out.tags.push_back({tag.id, tag.label});
    reply.groups.push_back(std::move(out));
  }
  return reply;
}

}  // namespace tollgate::query
