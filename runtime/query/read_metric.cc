#include "require.h"
#include "tollgate/base/limits.h"
#include "widgets/kinds.h"

namespace tollgate::query {
namespace {

std::optional<model::TimeUnit> unit_named(const std::optional<std::string>& name) {
  for (const model::TimeUnit unit :
       {model::TimeUnit::kHour, model::TimeUnit::kDay, model::TimeUnit::kWeek,
        model::TimeUnit::kMonth, model::TimeUnit::kQuarter}) {
    if (name == model::name_of(unit)) return unit;
  }
  return std::nullopt;
}

}  // namespace

Result<messages::MetricReadReply> read_metric(const Source& source, const Viewer& viewer,
                                              const messages::MetricReadRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const model::App& app = context->model();
  const model::Metric* metric = app.find_metric(request.metric);
  if (!metric) return unknown("metric", request.metric, "/params/metric", ids_of(app.metrics));
  const WidgetNumbers numbers(*context, {});
  messages::MetricReadReply reply;
  messages::Widget& out = reply.widget;
  out.id = metric->id;
  out.label = numbers.texts().of(metric->label);
  out.width = name_of(model::Width::kHalf);
  out.level = "none";
  model::Widget shown;
  shown.kind = model::MetricWidget{.metric = metric->id};
  out.type = model::type_of(shown);
  fill(numbers, shown, out);
  if (!request.group_by) return reply;
  model::Expression expression;
  expression.text = *request.group_by;
  const Grouping group_by = model::Grouping(std::move(expression), unit_named(request.by));
  const std::optional<int64_t> limit =
      bounded(request.limit, int64_t(kDefaultGroups), int64_t(kDefaultGroups));
  fill_groups(numbers, shown, {metric->id, group_by, limit}, out);
  return reply;
}

}  // namespace tollgate::query
