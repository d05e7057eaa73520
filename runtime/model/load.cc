#include <nlohmann/json.hpp>
#include <utility>

#include "migrate.h"
#include "read_parts.h"
#include "schema_check.h"
#include "tollgate/model/value_types.h"

namespace tollgate::model {
namespace {

constexpr const char* kDefaultTimeZone = "Asia/Shanghai";

void name_source(Diagnostics& diagnostics, const std::string& source) {
  for (Diagnostic& d : diagnostics) d.place.source = source;
}

std::shared_ptr<App> read_app(const Reader& from) {
  auto app = std::make_shared<App>();
  app->id = from.text("id");
  app->version = from.integer("version").value_or(1);
  app->label = from.label("label");
  app->locales = from.texts("locales");
  app->time_zone = from.text("time_zone");
  if (app->time_zone.empty()) app->time_zone = kDefaultTimeZone;
  app->roles = from.list("roles", read_role);
  app->users = from.object("users", read_users);
  app->entities = from.list("entities", read_entity);
  app->forms = from.list("forms", read_form);
  app->scorecards = from.list("scorecards", read_scorecard);
  app->workflows = from.list("workflows", read_workflow);
  app->automations = from.list("automations", read_automation);
  app->views = from.list("views", read_view);
  app->metrics = from.list("metrics", read_metric);
  app->dashboards = from.list("dashboards", read_dashboard);
  app->quick_filters = from.list("quick_filters", read_quick_filter);
  const auto files = from.object("sample_data", [](const Reader& r) { return r.texts("files"); });
  if (files) app->sample_files = *files;
  note_gate_dates(*app);
  keep_plain_types(*app);
  return app;
}

}  // namespace

Result<std::shared_ptr<const App>> load(std::string_view text, const LoadOptions& options) {
  Result<Json> document = parse_json(text, options.limits);
  if (!document) {
    Failure failure = std::move(document).error();
    name_source(failure.diagnostics, options.source);
    return failure;
  }
  return load_json(std::move(*document), options);
}

Result<std::shared_ptr<const App>> load_json(Json document, const LoadOptions& options) {
  Status migrated = migrate(document, options.source);
  if (!migrated) return std::move(migrated).error();
  Diagnostics findings = check_schema(document, app_schema(), options.source);
  if (has_errors(findings)) return Failure{std::move(findings)};
  auto raw = std::make_shared<const Json>(std::move(document));
  std::shared_ptr<App> app = read_app(Reader(*raw, ""));
  app->raw = std::move(raw);
  app->warnings = std::move(findings);
  return std::shared_ptr<const App>(std::move(app));
}

}  // namespace tollgate::model
