#include "commands/package_install.h"

#include <nlohmann/json.hpp>

#include "cli/files.h"
#include "hub/app_install.h"
#include "hub/backup_of_hub.h"
#include "hub/control_socket.h"
#include "hub/data_folder.h"
#include "hub/open_engine.h"
#include "hub/packages/shop.h"
#include "hub/today.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMaxSignatureBytes = 65'536;

Diagnostic where_to_install() {
  return make_error(
      "package.install_where",
      {"请用 --data 指定服务的数据文件夹。", "name the hub's data folder with --data"}, {},
      {"--data"});
}

Diagnostic hub_is_running() {
  return make_error("package.hub_runs", {"服务正在运行：请在它的“应用库”页安装。",
                                         "the hub is running: install it on its page 'Gallery'"});
}

// As the hub opens an app that comes, less what only a running one has.
ServedApp open_for_install(const fs::path& folder, const AppSource& source,
                           const Terminal& terminal) {
  ServedApp served;
  served.id = source.app->id;
  served.label = "{}";
  served.database = database_of(folder, source.app->id);
  auto thread = EngineThread::start([&]() -> Result<std::unique_ptr<EnginePort>> {
    auto engine = open_engine(served.database);
    if (!engine) return engine;
    InstallOptions install;
    install.database = served.database;
    install.with_samples = source.with_samples.value_or(false);
    install.today = days_today();
    install.say = [&](const LocalizedText& text) { terminal.say(text); };
    install.report = [&](const Diagnostic& finding) { terminal.report(finding); };
    if (Status done = install_app(**engine, &source, install); !done) {
      return std::move(done).error();
    }
    return engine;
  });
  if (thread) {
    served.thread = std::move(*thread);
  } else {
    served.problems = thread.diagnostics();
  }
  return served;
}

Result<std::string> install(const fs::path& folder, const std::string& file,
                            const std::string& signature, bool samples, const Terminal& terminal) {
  if (Status made = make_data_folder(folder); !made) return std::move(made).error();
  const HubData data{folder, std::nullopt};
  if (hub_runs(data.control())) return hub_is_running();
  const auto bytes = read_file(file, package::kMaxPackageBytes);
  if (!bytes) return Failure{bytes.diagnostics()};
  auto store = packages::PackageStore::open(data.packages());
  if (!store) return std::move(store).error();
  AppShelf shelf({});
  PackageShop shop(shelf, **store, {.data_folder = folder, .work_folder = folder, .key_file = {}});
  shop.on_open([&](const AppSource& source) { return open_for_install(folder, source, terminal); });
  const auto kept = shop.keep(*bytes, signature);
  if (!kept) return Failure{kept.diagnostics()};
  packages::PackageInstallRequest request;
  request.sha256 = *kept;
  request.samples = samples;
  // Whoever may write there may do anything with the hub.
  request.consent = true;
  const auto installed = shop.handle(request);
  shelf.stop();
  if (!installed) return Failure{installed.diagnostics()};
  return installed->app;
}

}  // namespace

int run_package_install(const Arguments& arguments, const Terminal& terminal) {
  const std::string& file = arguments.plain()[1];
  if (!arguments.has("data")) {
    terminal.report(where_to_install());
    return kExitBadUse;
  }
  const std::string beside =
      arguments.has("signature") ? arguments.value("signature") : file + ".sig";
  const auto signature = read_file(beside, kMaxSignatureBytes);
  if (!signature && arguments.has("signature")) {
    terminal.report(signature.diagnostics());
    return kExitBadInput;
  }
  const auto app = install(arguments.value("data"), file, signature ? *signature : "",
                           !arguments.has("no-samples"), terminal);
  if (!app) {
    Diagnostics findings = app.diagnostics();
    for (Diagnostic& finding : findings) {
      if (finding.place.source.empty()) finding.place.source = file;
    }
    terminal.report(findings);
    return kExitBadInput;
  }
  if (terminal.json) terminal.print(write_json({{"app", *app}}));
  terminal.say({"已安装为应用“" + *app + "”。", "installed as the app '" + *app + "'"});
  return kExitOk;
}

}  // namespace tollgate::server
