#include "narrowed_days.h"
#include "require.h"
#include "tollgate/base/limits.h"
#include "tollgate/base/temporal.h"
#include "widgets.h"

namespace tollgate::query {
namespace {

std::vector<messages::Option> options_of(const Context& context, const model::Field& field,
                                         const Texts& texts) {
  std::vector<messages::Option> options;
  for (const model::Option& o : field.options)
    options.push_back({.id = o.id, .label = texts.of(o.label)});
  if (!is_reference(field.type)) return options;
  store::RecordPage page = context.sight->list(
      {.entity = field.entity, .sort = {{"title", false}}, .limit = limits::kRows});
  for (const store::StoredRecord& r : page.records)
    options.push_back({.id = r.state.id, .label = r.title});
  return options;
}

}  // namespace

Result<messages::DashboardReadReply> read_dashboard(const Source& source, const Viewer& viewer,
                                                    const messages::DashboardReadRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const model::App& app = context->model();
  Result<const model::Dashboard*> found = require_dashboard(*context, request.dashboard);
  if (!found) return std::move(found).error();
  const model::Dashboard* dashboard = *found;
  const Texts texts = context->texts();
  messages::DashboardReadReply reply;
  reply.label = texts.of(dashboard->label);
  reply.as_of = texts.instant(context->clock.now().microseconds / 1000);
  Result<std::optional<NarrowedDays>> days = narrowed_days(request.days, context->today());
  if (!days) return std::move(days).error();
  if (*days) {
    reply.days = messages::DayRange{.from = to_text(Date{(*days)->range.first}),
                                    .to = to_text(Date{(*days)->range.last})};
  }
  Widgets widgets(*context, *dashboard, request.filters, *days);
  for (const model::DashboardFilter& filter : dashboard->filters) {
    const model::Entity* entity = app.find_entity(filter.entity);
    const model::Field* field = entity ? entity->find_field(filter.field) : nullptr;
    if (!field || context->sight->hides(filter.entity, filter.field)) continue;
    reply.filters.push_back({.entity = filter.entity,
                             .field = filter.field,
                             .label = texts.of(filter.label.empty() ? field->label : filter.label),
                             .options = options_of(*context, *field, texts),
                             .value = widgets.value_of(filter)});
  }
  widgets.prepare();
  for (const model::Widget& w : dashboard->widgets) reply.widgets.push_back(widgets.widget(w));
  return reply;
}

}  // namespace tollgate::query
