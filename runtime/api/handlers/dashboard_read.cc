#include "handlers.h"
#include "require.h"
#include "widgets.h"

#include "tollgate/base/limits.h"

namespace tollgate::api {
namespace {

std::vector<messages::Option> options_of(Call& call, const model::Field& field,
                                         const engine::Texts& texts) {
  std::vector<messages::Option> options;
  for (const model::Option& o : field.options) options.push_back({o.id, texts.of(o.label)});
  if (field.type != model::FieldType::kReference) return options;
  store::RecordPage page = call.engine.store().list(
      {.entity = field.entity, .sort = {{"title", false}}, .limit = limits::kRows});
  for (const store::StoredRecord& r : page.records) options.push_back({r.state.id, r.title});
  return options;
}

}  // namespace

Result<messages::DashboardReadReply> handle(Call& call,
                                            const messages::DashboardReadRequest& request) {
  Result<engine::AppRules*> rules = require_app(call);
  if (!rules) return std::move(rules).error();
  const model::App& app = *(*rules)->model;
  const model::Dashboard* dashboard = app.find_dashboard(request.dashboard);
  if (!dashboard) {
    return unknown("dashboard", request.dashboard, "/params/dashboard", ids_of(app.dashboards));
  }
  engine::Texts texts(app, call.engine.store(), call.caller.locale);
  messages::DashboardReadReply reply;
  reply.label = texts.of(dashboard->label);
  reply.as_of = texts.instant(call.engine.now().microseconds / 1000);
  Widgets widgets(call, *dashboard, request.filters);
  for (const model::DashboardFilter& filter : dashboard->filters) {
    const model::Entity* entity = app.find_entity(filter.entity);
    const model::Field* field = entity ? entity->find_field(filter.field) : nullptr;
    if (!field) continue;
    reply.filters.push_back({filter.entity, filter.field,
                             texts.of(filter.label.empty() ? field->label : filter.label),
                             options_of(call, *field, texts), widgets.value_of(filter)});
  }
  widgets.prepare();
  for (const model::Widget& w : dashboard->widgets) reply.widgets.push_back(widgets.widget(w));
  return reply;
}

}  // namespace tollgate::api
