#include "commands/serve_apps.h"

#include "hub/app_install.h"
#include "hub/data_folder.h"
#include "hub/open_engine.h"
#include "hub/today.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

Diagnostic app_twice(const AppSource& source) {
  const std::string id = source.app->id;
  return make_error("server.app_twice",
                    {"应用“" + id + "”给出了两次。", "the app '" + id + "' is given twice"},
                    {.source = source.file.string()});
}

Diagnostic other_app_in_file(const fs::path& database, const std::string& held) {
  return make_error(
      "server.other_app_in_file",
      {"这个数据库存的是应用“" + held + "”；文件名应为 " + held + ".db。",
       "this database holds the app '" + held + "': its name should be " + held + ".db"},
      {.source = database.string()});
}

// The engine with its app and, on a first start, the sample data. `id`: of the app that must be in
// it, "" for any.
Result<std::unique_ptr<EnginePort>> prepared_engine(const ServeOptions& options,
                                                    const std::optional<fs::path>& database,
                                                    const AppSource* source, const std::string& id,
                                                    const Terminal& terminal) {
  auto engine =
      open_engine(database, {.accept_log = options.accept_log, .app_version = options.app_version});
  if (!engine) return engine;
  const auto held = app_in_force(**engine);
  if (!held) return Failure{held.diagnostics()};
  if (held->empty() && source == nullptr) return no_app();
  for (const Diagnostic& notice : notices_of(**engine)) terminal.report(notice);
  if (!held->empty() && !id.empty() && *held != id) return other_app_in_file(*database, *held);
  InstallOptions install;
  install.database = database;
  install.with_samples =
      source != nullptr && source->with_samples ? *source->with_samples : options.with_samples;
  install.today = days_today();
  install.say = [&](const LocalizedText& text) { terminal.say(text); };
  install.report = [&](const Diagnostic& finding) { terminal.report(finding); };
  if (Status done = install_app(**engine, source, install); !done) return std::move(done).error();
  return engine;
}

// An app that does not open is served as one that does not, and holds up no other.
ServedApp open_app(const ServeOptions& options, const std::optional<fs::path>& database,
                   const AppSource* source, const std::string& id, const Terminal& terminal) {
  ServedApp served;
  served.id = id;
  served.label = "{}";
  served.database = database;
  auto thread = EngineThread::start([&]() -> Result<std::unique_ptr<EnginePort>> {
    auto engine = prepared_engine(options, database, source, id, terminal);
    if (!engine) return engine;
    const auto held = app_in_force(**engine);
    const auto label = label_in_force(**engine);
    if (!held) return Failure{held.diagnostics()};
    if (!label) return Failure{label.diagnostics()};
    served.id = *held;
    served.label = *label;
    return engine;
  });
  if (thread) {
    served.thread = std::move(*thread);
  } else {
    served.problems = thread.diagnostics();
  }
  return served;
}

std::optional<fs::path> database_in(const std::optional<fs::path>& folder, const std::string& id) {
  return folder ? std::optional(database_of(*folder, id)) : std::nullopt;
}

}  // namespace

Result<std::vector<AppSource>> load_sources(const std::vector<std::string>& paths) {
  std::vector<AppSource> sources;
  for (const std::string& path : paths) {
    auto loaded = load_app_source(path);
    if (!loaded) return std::move(loaded).error();
    for (const AppSource& other : sources) {
      if (other.app->id == loaded->app->id) return app_twice(*loaded);
    }
    sources.push_back(std::move(*loaded));
  }
  return sources;
}

Result<std::vector<ServedApp>> open_apps(const ServeOptions& options,
                                         const std::vector<AppSource>& sources,
                                         const Terminal& terminal) {
  std::vector<ServedApp> apps;
  if (options.database) {
    const AppSource* source = sources.empty() ? nullptr : &sources.front();
    apps.push_back(open_app(options, options.database, source, "", terminal));
    return apps;
  }
  const std::optional<fs::path>& folder = options.data_folder;
  std::vector<std::string> stored;
  if (folder) {
    if (Status made = make_data_folder(*folder); !made) return std::move(made).error();
    const auto taken_over = take_over_earlier_database(*folder);
    if (!taken_over) return Failure{taken_over.diagnostics()};
    if (!taken_over->empty()) {
      const std::string name = database_of(*folder, *taken_over).string();
      terminal.say({"原有数据库已改名为 " + name, "the database of before is now " + name});
    }
    stored = apps_in(*folder);
  }
  for (const AppSource& source : sources) {
    const std::string& id = source.app->id;
    std::erase(stored, id);
    apps.push_back(open_app(options, database_in(folder, id), &source, id, terminal));
  }
  for (const std::string& id : stored) {
    apps.push_back(open_app(options, database_in(folder, id), nullptr, id, terminal));
  }
  return apps;
}

ServedApp open_new_app(const ServeOptions& options, const AppSource& source,
                       const Terminal& terminal) {
  const std::string& id = source.app->id;
  return open_app(options, source.in_memory ? std::nullopt : database_in(options.data_folder, id),
                  &source, id, terminal);
}

}  // namespace tollgate::server
