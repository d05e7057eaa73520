#include "cursor.h"
#include "require.h"
#include "rows.h"
#include "tollgate/base/limits.h"
#include "tollgate/metrics/metrics.h"

namespace tollgate::query {
namespace {

// The metric that a tag rests on; without a tag the filter's first.
Result<const model::Metric*> metric_of(const model::App& app, const model::QuickFilter& filter,
                                       const std::optional<std::string>& tag_id) {
  std::string metric = filter.metrics.empty() ? "" : filter.metrics.front();
  if (tag_id) {
    const model::Tag* found = nullptr;
    for (const model::Tag& tag : filter.tags) {
      if (tag.id == *tag_id) found = &tag;
    }
    if (!found) return unknown("tag", *tag_id, "/params/tag", ids_of(filter.tags));
    if (!found->metric.empty()) metric = found->metric;
  }
  if (const model::Metric* found = app.find_metric(metric)) return found;
  return unknown("metric", metric, "/params/quick_filter", ids_of(app.metrics));
}

}  // namespace

Result<messages::QuickFilterRowsReply> quick_filter_rows(
    const Source& source, const Viewer& viewer, const messages::QuickFilterRowsRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const model::App& app = context->model();
  const model::QuickFilter* filter = app.find_quick_filter(request.quick_filter);
  if (!filter) {
    return unknown("quick_filter", request.quick_filter, "/params/quick_filter",
                   ids_of(app.quick_filters));
  }
  Result<const model::Metric*> found = metric_of(app, *filter, request.tag);
  if (!found) return std::move(found).error();
  const model::Metric* metric = *found;
  std::vector<int64_t> found_rows;
  if (const auto slice = metric_slice(*context, *metric, model::Grouping(filter->group_by))) {
    found_rows =
        context->app.metrics->rows(*metric, *slice, {write_json(request.group)}, context->today());
  }
  if (metric->aggregate == model::Aggregate::kRatio) metric = app.find_metric(metric->numerator);
  const model::Entity* entity = metric ? app.find_entity(metric->entity) : nullptr;
  if (!entity) return unknown("entity", "", "/params/quick_filter", ids_of(app.entities));

  const model::View* view = view_of(app, entity->id);
  store::RecordQuery query{.entity = entity->id,
                           .rows = std::move(found_rows),
                           .offset = bounded(request.offset, 0, INT64_MAX),
                           .limit = bounded(request.limit, kDefaultRows, limits::kRows)};
  if (view) query.sort = query_of(*context, *view, "").sort;
  if (Status placed = set_place(query, request.after); !placed) return std::move(placed).error();
  Rows rows(*context, *entity, view);
  store::RecordPage page = context->sight->list(query);
  messages::QuickFilterRowsReply reply;
  reply.label = app.text_for(metric->label, viewer.locale);
  reply.columns = rows.columns();
  for (const store::StoredRecord& record : page.records) reply.rows.push_back(rows.row(record));
  reply.total = page.total;
  if (page.next) reply.next = cursor_of(query, *page.next);
  if (const model::Form* form = app.form_of(entity->id)) reply.form = form->id;
  return reply;
}

}  // namespace tollgate::query
