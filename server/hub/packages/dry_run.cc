#include <nlohmann/json.hpp>

#include "hub/ask.h"
#include "hub/engine_job.h"
#include "hub/open_engine.h"
#include "hub/packages/package_info.h"
#include "hub/packages/update_plan.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/temporary_folder.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

Status copy_database(const ServedApp& app, const fs::path& file) {
  for (bool done = false; !done;) {
    const Result<bool> step = on_engine<bool>(app, [&file](EnginePort& engine) -> Result<bool> {
      const auto made = result_of(engine.copy_database(file.string()));
      if (!made) return Failure{made.diagnostics()};
      return made->value("done", false);
    });
    if (!step) return Failure{step.diagnostics()};
    done = *step;
  }
  return ok_status();
}

int64_t rows_of(EnginePort& engine, const std::string& entity) {
  const auto list = ask(engine, "record.list", {{"entity", entity}, {"limit", 1}});
  return list ? list->value("total", int64_t{0}) : 0;
}

// What each of the members `kind` is called by, and each is asked for by `type`.
void read_all(EnginePort& engine, const Json& document, const char* kind, const char* type,
              const char* member, Diagnostics& findings) {
  const Json* parts = find_pointer(document, std::string("/") + kind);
  if (parts == nullptr || !parts->is_array()) return;
  for (const Json& part : *parts) {
    const auto read = ask(engine, type, {{member, part.value("id", "")}});
    if (read) continue;
    for (Diagnostic finding : read.diagnostics()) {
      finding.place.source = part.value("id", "");
      findings.push_back(std::move(finding));
    }
  }
}

Status try_on_copy(const fs::path& file, UpdatePlan& plan) {
  auto engine = open_engine(file, {.accept_log = true});
  if (!engine) return std::move(engine).error();
  const Json document = stored_json(plan.merged);
  const Json* entities = find_pointer(document, "/entities");
  for (const Json& entity : entities != nullptr ? *entities : Json::array()) {
    packages::EntityRows rows;
    rows.entity = entity.value("id", "");
    const auto label = entity.find("label");
    if (label != entity.end()) rows.label = texts_of(*label);
    rows.before = rows_of(**engine, rows.entity);
    plan.rows.push_back(std::move(rows));
  }
  const auto saved = ask(**engine, "app.save", {{"text", plan.merged}});
  if (!saved) return Failure{saved.diagnostics()};
  for (packages::EntityRows& rows : plan.rows) rows.after = rows_of(**engine, rows.entity);
  read_all(**engine, document, "views", "record.list", "view", plan.findings);
  read_all(**engine, document, "dashboards", "dashboard.read", "dashboard", plan.findings);
  return ok_status();
}

}  // namespace

void dry_run(const ServedApp& app, const fs::path& folder, UpdatePlan& plan) {
  const TemporaryFolder copy(folder);
  const fs::path database = copy.path() / "copy.db";
  Status tried = copy.exists()
                     ? copy_database(app, database)
                     : Status(make_error("packages.no_room",
                                         {"没有地方存放试运行的副本。",
                                          "there is no place for a copy to try the update on"}));
  if (tried) tried = try_on_copy(database, plan);
  if (tried) return;
  const Diagnostics found = std::move(tried).error().diagnostics;
  plan.findings.insert(plan.findings.end(), found.begin(), found.end());
}

}  // namespace tollgate::server
