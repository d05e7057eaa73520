// tollgate serve
#include <sys/resource.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/listen_address.h"
#include "commands/commands.h"
#include "commands/database.h"
#include "http/http_server.h"
#include "hub/app_install.h"
#include "hub/hub.h"
#include "hub/open_engine.h"
#include "hub/today.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDefaultListen = "127.0.0.1:8080";

constexpr const char* kInMemory = ":memory:";
// Every connection takes a file handle, and the usual limit of 1024 is below what the server
// allows.
constexpr rlim_t kFileHandles = 65536;

void raise_file_handle_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= kFileHandles) return;
  limit.rlim_cur = std::min(limit.rlim_max, kFileHandles);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

struct ServeOptions {
  ListenAddress address;
  std::optional<fs::path> database;
  std::string app;
  HubOptions hub;
  bool with_samples = true;
};

Diagnostic no_app() {
  return make_error("server.no_app", {"新的数据库需要一个应用：请用 --app 指定。",
                                      "a new database needs an app: name one with --app"});
}

Result<ServeOptions> read_options(const Arguments& arguments) {
  ServeOptions options;
  const std::string listen = arguments.has("listen") ? arguments.value("listen") : kDefaultListen;
  const auto address = parse_listen_address(listen);
  if (!address) {
    return make_error(
        "cli.listen_address",
        {"监听地址“" + listen + "”无效。", "'" + listen + "' is no address to listen on"}, {},
        {"127.0.0.1:8080", "[::1]:8080", "0.0.0.0:8080"});
  }
  options.address = *address;
  if (const std::string name = arguments.value("db"); !name.empty() && name != kInMemory) {
    options.database = name;
  }
  options.app = arguments.value("app");
  if (options.app.empty() && (!options.database || is_new_database(*options.database))) {
    return no_app();
  }
  options.hub.site = arguments.value("site");
  options.hub.allowed_hosts = arguments.values("host");
  for (const std::string& host : options.hub.allowed_hosts) {
    if (is_host_name(host)) continue;
    return make_error("cli.host",
                      {"“" + host + "”不是主机名；请只写名称，不带 http:// 和端口。",
                       "'" + host +
                           "' is no host name: give the name alone, without scheme and "
                           "port"},
                      {}, {"hub.example"});
  }
  options.with_samples = !arguments.has("no-samples");
  return options;
}

// The engine with its app and, on a first start, the sample data.
Result<std::unique_ptr<EnginePort>> prepared_engine(const ServeOptions& options,
                                                    const AppPackage* package,
                                                    const Terminal& terminal) {
  auto engine = open_engine(options.database);
  if (!engine) return engine;
  const auto held = app_in_force(**engine);
  if (!held) return Failure{held.diagnostics()};
  if (held->empty() && package == nullptr) return no_app();
  InstallOptions install;
  install.database = options.database;
  install.with_samples = options.with_samples;
  install.today = days_today();
  install.say = [&](const LocalizedText& text) { terminal.say(text); };
  install.report = [&](const Diagnostic& finding) { terminal.report(finding); };
  if (Status done = install_app(**engine, package, install); !done) return std::move(done).error();
  return engine;
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
  const auto options = read_options(arguments);
  if (!options) {
    terminal.report(options.diagnostics());
    return kExitBadUse;
  }
  const auto fail = [&](const Diagnostics& diagnostics) {
    terminal.report(diagnostics);
    return kExitBadInput;
  };
  raise_file_handle_limit();
  std::optional<AppPackage> package;
  if (!options->app.empty()) {
    auto loaded = load_app_package(options->app);
    if (!loaded) return fail(loaded.diagnostics());
    package = std::move(*loaded);
  }
  // The port before the database: a start that comes to nothing leaves nothing behind.
  auto server =
      HttpServer::listen({.address = options->address.host, .port = options->address.port});
  if (!server) return fail(server.diagnostics());
  auto thread = EngineThread::start(
      [&] { return prepared_engine(*options, package ? &*package : nullptr, terminal); });
  if (!thread) return fail(thread.diagnostics());
  Hub hub(options->hub, **thread);
  hub.on_change([&server](std::string name, std::string data) {
    (*server)->publish(std::move(name), std::move(data));
  });
  std::error_code error;
  const bool has_site = fs::is_directory(options->hub.site, error);
  if (!has_site && arguments.has("site")) {
    terminal.say({"警告：没有网站文件夹“" + arguments.value("site") + "”，只提供接口。",
                  "warning: there is no site folder '" + arguments.value("site") +
                      "', only the API is served"});
  }
  greet(terminal, options->address, (*server)->port(), has_site);
  if (!options->database) {
    terminal.say({"数据只在内存中，结束后不保留；用 --db 文件 保存。",
                  "data is kept in memory and ends with the hub: --db FILE keeps it"});
  }
  (*server)->run(hub);
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
      .details = {"新的数据库以 --app 的应用开始，并导入其示例数据；已有的数据库使用其中的应用。",
                  "A new database begins with the app of --app and its sample data; an existing "
                  "one goes on "
                  "with the app it holds."},
      .options = {{"db",
                   "FILE",
                   {"SQLite 数据库文件（缺省或 :memory:：只在内存中）",
                    "the SQLite file (default, or :memory:: in memory only)"}},
                  {"app",
                   "FILE|FOLDER",
                   {"应用文档，或含 app.json 的文件夹",
                    "the app document, or a folder with app.json"}},
                  {"site", "FOLDER", {"网站的静态文件", "the static files of the site"}},
                  {"listen",
                   "ADDR:PORT",
                   {"监听地址（缺省 127.0.0.1:8080；端口 0 表示任意空闲端口）",
                    "address to listen on (default 127.0.0.1:8080; port 0: any free one)"}},
                  {"host",
                   "NAME",
                   {"允许使用的主机名（不带端口），可多次给出",
                    "a host name, without port, that the hub may be called by; may be repeated"}},
                  {"no-samples", "", {"不导入示例数据", "leave the sample data out"}}},
      .min_plain = 0,
      .max_plain = 0,
      .run = run_serve,
  };
}

}  // namespace tollgate::server
