#include "tollgate/live/app_rules.h"
#include "widgets.h"

namespace tollgate::query {
namespace {

// Every filter that it offers, on a value that hardly a record has: what is read is the same.
std::vector<messages::DashboardReadRequestFilter> all_filters(const model::Dashboard& dashboard) {
  std::vector<messages::DashboardReadRequestFilter> filters;
  for (const model::DashboardFilter& filter : dashboard.filters) {
    filters.push_back({.entity = filter.entity, .field = filter.field, .value = Json("")});
  }
  return filters;
}

}  // namespace

Status prepare_dashboards(const Source& source, const Viewer& viewer) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  metrics::Metrics::Needs needs;
  for (const model::Dashboard& dashboard : context->model().dashboards) {
    for (const auto& filters : {decltype(all_filters(dashboard)){}, all_filters(dashboard)}) {
      for (auto& need : Widgets(*context, dashboard, filters).needs()) {
        needs.push_back(std::move(need));
      }
    }
  }
  context->app.metrics->make_columns(needs, context->today());
  return ok_status();
}

}  // namespace tollgate::query
