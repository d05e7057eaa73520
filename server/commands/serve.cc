// tollgate serve
#include <fstream>
#include <future>
#include <nlohmann/json.hpp>

#include "cli/files.h"
#include "cli/listen_address.h"
#include "commands/commands.h"
#include "http/http_server.h"
#include "hub/ask.h"
#include "hub/hub.h"
#include "hub/open_engine.h"
#include "hub/sample_import.h"
#include "hub/today.h"
#include "tollgate/model/app.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDefaultListen = "127.0.0.1:8080";

// The app document of --app: a file, or app.json in a folder. Empty path: no --app.
struct AppSource {
  fs::path folder;
  std::string text;
  std::vector<std::string> sample_files;
};

Result<AppSource> read_app(const std::string& option) {
  AppSource source;
  if (option.empty()) return source;
  std::error_code error;
  fs::path file = option;
  if (fs::is_directory(file, error)) file /= "app.json";
  source.folder = file.parent_path();
  auto text = read_file(file.string(), kMaxDocumentBytes);
  if (!text) return std::move(text).error();
  auto app = model::load(*text, {.source = file.string()});
  if (!app) return std::move(app).error();
  source.text = std::move(*text);
  source.sample_files = (*app)->sample_files;
  return source;
}

// The sample data of an app belongs into a new database. The marker beside the database says that
// an import was begun; it goes when all of it is in, so that one that was broken off is repeated.
class SampleImport {
 public:
  SampleImport(const AppSource& app, const std::optional<fs::path>& database,
               const Terminal& terminal)
      : app_(app), terminal_(terminal) {
    std::error_code error;
    is_due_ = !database || !fs::exists(*database, error);
    if (!database) return;
    marker_ = *database;
    marker_ += ".importing";
    if (fs::exists(marker_, error)) {
      is_due_ = true;
      std::ifstream(marker_) >> today_;  // the same dates as the first time
    }
  }

  bool is_due() const { return is_due_ && !app_.sample_files.empty(); }

  Status run(EnginePort& engine) const {
    if (!marker_.empty()) std::ofstream(marker_) << today_ << std::flush;
    for (const std::string& name : app_.sample_files) {
      terminal_.say(
          {"正在导入样例数据 " + name + " …", "bringing in the sample data " + name + " ..."});
      ImportOptions options;
      options.today = today_;
      options.progress = [&](int64_t records) {
        const std::string count = std::to_string(records);
        terminal_.say({"  已处理 " + count + " 条记录", "  " + count + " records"});
      };
      const auto summary = import_sample(engine, app_.folder / name, options);
      if (!summary) return Failure{summary.diagnostics()};
      terminal_.report(summary->findings);
    }
    std::error_code error;
    if (!marker_.empty()) fs::remove(marker_, error);
    return ok_status();
  }

 private:
  const AppSource& app_;
  const Terminal& terminal_;
  fs::path marker_;  // empty: nothing is kept, so nothing can be broken off
  int64_t today_ = days_today();
  bool is_due_ = false;
};

// Runs on the engine's thread and waits for it.
Status on_engine_thread(EngineThread& thread, const std::function<Status(EnginePort&)>& work) {
  std::promise<Status> done;
  thread.submit([&](EnginePort& engine) { done.set_value(work(engine)); });
  return done.get_future().get();
}

void greet(const Terminal& terminal, const ListenAddress& address, uint16_t port, bool has_site) {
  const std::string url = address.url(port);
  if (terminal.json) {
    terminal.print(write_json({{"url", url}}));
    return;
  }
  terminal.say({"Tollgate 已启动：", "Tollgate is running:"});
  terminal.print("  " + url + "/");
  if (has_site) {
    const bool zh = terminal.language == Language::kChinese;
    terminal.print("  " + url + "/designer.html" + (zh ? "   设计器" : "   designer"));
    terminal.print("  " + url + "/rep.html" + (zh ? "        销售代表" : "        rep's app"));
    terminal.print("  " + url + "/manager.html" +
                   (zh ? "    经理看板" : "    manager's dashboard"));
  }
  terminal.say({"按 Ctrl+C 结束。", "Ctrl+C ends it."});
  if (!address.is_loopback()) {
    terminal.say(
        {"警告：" + address.host + " 可从其他机器访问，而本服务还没有登录，请只在可信网络中使用。",
         "warning: " + address.host +
             " can be reached from other machines and there is no login yet: use it in a "
             "trusted network only"});
  }
}

int run_serve(const Arguments& arguments, const Terminal& terminal) {
  const std::string listen = arguments.has("listen") ? arguments.value("listen") : kDefaultListen;
  const auto address = parse_listen_address(listen);
  if (!address) {
    terminal.report(make_error(
        "cli.listen_address",
        {"监听地址“" + listen + "”无效。", "'" + listen + "' is no address to listen on"}, {},
        {"127.0.0.1:8080", "[::1]:8080", "0.0.0.0:8080"}));
    return kExitBadUse;
  }
  const auto fail = [&](const Diagnostics& diagnostics) {
    terminal.report(diagnostics);
    return kExitBadInput;
  };

  const auto app = read_app(arguments.value("app"));
  if (!app) return fail(app.diagnostics());
  EngineOptions engine_options{.database = std::nullopt, .app = app->text};
  if (arguments.has("db")) engine_options.database = arguments.value("db");
  std::error_code error;
  const bool is_new = !engine_options.database || !fs::exists(*engine_options.database, error);
  if (is_new && app->text.empty()) {
    terminal.report(
        make_error("server.no_app", {"新的数据库需要一个应用：请用 --app 指定。",
                                     "a new database needs an app: name one with --app"}));
    return kExitBadUse;
  }
  const SampleImport samples(*app, engine_options.database, terminal);
  auto thread = EngineThread::start([&] { return open_engine(engine_options); });
  if (!thread) return fail(thread.diagnostics());
  HubOptions hub_options;
  hub_options.site = arguments.value("site");
  hub_options.allowed_hosts = arguments.values("host");
  Hub hub(hub_options, **thread);
  auto server = HttpServer::listen({.address = address->host, .port = address->port}, hub);
  if (!server) return fail(server.diagnostics());
  hub.on_change([&server](std::string name, std::string data) {
    (*server)->publish(std::move(name), std::move(data));
  });
  if (samples.is_due() && !arguments.has("no-samples")) {
    const Status imported =
        on_engine_thread(**thread, [&](EnginePort& port) { return samples.run(port); });
    if (!imported) return fail(imported.diagnostics());
  }
  const bool has_site = fs::is_directory(hub_options.site, error);
  if (!has_site && arguments.has("site")) {
    terminal.say({"警告：没有网站文件夹“" + arguments.value("site") + "”，只提供接口。",
                  "warning: there is no site folder '" + arguments.value("site") +
                      "', only the API is served"});
  }
  greet(terminal, *address, (*server)->port(), has_site);
  (*server)->run();
  (*thread)->stop();
  terminal.say({"已结束。", "ended."});
  return kExitOk;
}

}  // namespace

Command serve_command() {
  return {
      .name = "serve",
      .arguments = "",
      .summary = {"启动服务：网站和接口", "starts the hub: the site and the engine behind it"},
      .details = {"新的数据库以 --app 的应用开始，并导入其样例数据；已有的数据库使用其中的应用。",
                  "A new database begins with the app of --app and its sample data; an existing "
                  "one goes on "
                  "with the app it holds."},
      .options =
          {{"db",
            "FILE",
            {"SQLite 数据库文件（缺省：只在内存中）", "the SQLite file (default: in memory only)"}},
           {"app",
            "FILE|FOLDER",
            {"应用文档，或含 app.json 的文件夹", "the app document, or a folder with app.json"}},
           {"site", "FOLDER", {"网站的静态文件", "the static files of the site"}},
           {"listen",
            "ADDR:PORT",
            {"监听地址（缺省 127.0.0.1:8080；端口 0 表示任意空闲端口）",
             "address to listen on (default 127.0.0.1:8080; port 0: any free one)"}},
           {"host",
            "NAME",
            {"允许使用的主机名，可多次给出",
             "a host name the hub may be called by; may be repeated"}},
           {"no-samples", "", {"不导入样例数据", "leave the sample data out"}}},
      .min_plain = 0,
      .max_plain = 0,
      .run = run_serve,
  };
}

}  // namespace tollgate::server
