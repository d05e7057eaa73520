#include <algorithm>
#include <nlohmann/json.hpp>

#include "cursor.h"
#include "narrowed_days.h"
#include "require.h"
#include "rows.h"
#include "tollgate/base/json.h"
#include "tollgate/base/limits.h"
#include "widgets.h"
#include "widgets/kinds.h"

namespace tollgate::query {
namespace {

Status add_rows(const Context& context, const model::Widget& widget, std::vector<int64_t> found,
                const std::string& entity_id, const messages::DashboardDrillRequest& request,
                messages::DashboardDrillReply& reply) {
  const model::App& app = context.model();
  const model::Entity* entity = app.find_entity(entity_id);
  if (!entity) return ok_status();
  const model::View* view = widget.drill ? app.find_view(widget.drill->view) : nullptr;
  if (!view || view->entity != entity_id) view = view_of(app, entity_id);
  store::RecordQuery query{.entity = entity_id, .rows = std::move(found)};
  if (widget.drill) {
    for (const model::SortKey& key : widget.drill->sort) {
      query.sort.push_back({key.field, key.descending});
    }
  }
  if (query.sort.empty() && view) query.sort = query_of(context, *view).sort;
  const int64_t first = widget.drill ? widget.drill->limit.value_or(kDefaultRows) : kDefaultRows;
  query.offset = bounded(request.offset, 0, INT64_MAX);
  query.limit = bounded(request.limit, first, limits::kRows);
  if (Status placed = set_place(query, request.after); !placed) return placed;
  Rows rows(context, *entity, view);
  store::RecordPage page = context.sight->list(query);
  reply.columns = rows.columns();
  reply.rows.emplace();
  for (const store::StoredRecord& record : page.records) reply.rows->push_back(rows.row(record));
  reply.total = page.total;
  if (page.next) reply.next = cursor_of(query, *page.next);
  const model::Form* form = app.form_of(entity_id);
  if (view && !view->form.empty()) {
    reply.form = view->form;
  } else if (form) {
    reply.form = form->id;
  }
  return ok_status();
}

}  // namespace

Result<messages::DashboardDrillReply> drill_down(const Source& source, const Viewer& viewer,
                                                 const messages::DashboardDrillRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const model::App& app = context->model();
  Result<const model::Dashboard*> found = require_dashboard(*context, request.dashboard);
  if (!found) return std::move(found).error();
  const model::Dashboard* dashboard = *found;
  const model::Widget* widget = dashboard->find_widget(request.widget);
  if (!widget) {
    return unknown("widget", request.widget, "/params/widget", ids_of(dashboard->widgets));
  }
  std::optional<std::vector<messages::DashboardReadRequestFilter>> filters;
  if (request.filters) {
    filters.emplace();
    for (const auto& f : *request.filters)
      filters->push_back({.entity = f.entity, .field = f.field, .value = f.value});
  }
  Result<std::optional<NarrowedDays>> days = narrowed_days(request.days, context->today());
  if (!days) return std::move(days).error();
  Widgets widgets(*context, *dashboard, filters, *days);
  messages::DashboardDrillReply reply;
  reply.dashboard_label = app.text_for(dashboard->label, viewer.locale);
  reply.label = app.text_for(widget->label, viewer.locale);
  if (auto narrowing = widgets.filters_of(*widget); !narrowing.empty()) {
    reply.filters = std::move(narrowing);
  }
  std::vector<messages::Crumb> crumbs = request.path;
  std::optional<CheckBelow> below;
  if (const auto* checks = std::get_if<model::ChecksWidget>(&widget->kind)) {
    if (crumbs.empty())
      return make_error("api.path_too_short",
                        {"下钻要从一个自检项开始", "a drill-down begins with a check"},
                        {.pointer = "/params/path"});
    const Json& key = crumbs.front().key;
    const std::string check = key.is_string() ? key.get<std::string>() : std::string();
    below = widgets.below_check(*widget, check);
    if (!below) return unknown("check", check, "/params/path/0/key", ids_of(checks->checks));
    reply.crumbs.push_back({.key = key, .label = widgets.texts().of(below->widget.label)});
    crumbs.erase(crumbs.begin());
    widget = &below->widget;
  }
  const size_t steps = widgets.steps(*widget).size();
  if (crumbs.size() > steps) {
    const std::string most = std::to_string(steps + (request.path.size() - crumbs.size()));
    return make_error(
        "api.path_too_long",
        {"下钻路径太长：最多 " + most + " 步", "the path is too long: at most " + most + " steps"},
        {.pointer = "/params/path"});
  }
  std::vector<Json> path;
  for (const messages::Crumb& crumb : crumbs) {
    reply.crumbs.push_back(
        {.key = crumb.key, .label = widgets.label_of(*widget, path.size(), crumb.key)});
    path.push_back(crumb.key);
  }
  if (path.size() < steps) {
    reply.kind = "groups";
    if (const model::Metric* metric = widgets.metric_of(*widget)) {
      reply.format = format_name(*metric);
    }
    reply.groups = widgets.groups_below(*widget, path);
    if (below && below->concerned) {
      std::erase_if(*reply.groups, [&](const messages::Group& group) {
        const std::string key = write_json(group.key);
        return std::ranges::find(*below->concerned, key) == below->concerned->end();
      });
    }
    reply.total = int64_t(reply.groups->size());
    return reply;
  }
  reply.kind = "rows";
  std::string entity;
  std::vector<int64_t> found_rows = widgets.rows_below(*widget, path, entity);
  if (Status added = add_rows(*context, *widget, std::move(found_rows), entity, request, reply);
      !added) {
    return std::move(added).error();
  }
  return reply;
}

}  // namespace tollgate::query
