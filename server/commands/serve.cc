// tollgate serve
#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <nlohmann/json.hpp>

#include "cli/files.h"
#include "cli/listen_address.h"
#include "cli/public_address.h"
#include "commands/commands.h"
#include "commands/database.h"
#include "commands/serve_tls.h"
#include "http/http_server.h"
#include "hub/app_install.h"
#include "hub/backup_of_hub.h"
#include "hub/control_socket.h"
#include "hub/data_folder.h"
#include "hub/hub.h"
#include "hub/open_engine.h"
#include "hub/today.h"
#include "tollgate/accounts/accounts.h"
#include "tollgate/base/clock.h"
#include "tollgate/base/random.h"
#include "tollgate/delivery/delivery.h"
#include "tollgate/sign_in/sign_in.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDefaultListen = "127.0.0.1:8080";

constexpr const char* kInMemory = ":memory:";
// Every connection takes a file handle, and the usual limit of 1024 is below what the server
// allows. So many are kept for databases, files and uploads.
constexpr rlim_t kFileHandles = 65536;
constexpr rlim_t kKeptFileHandles = 256;

// How many connections there are file handles for, after asking for as many as there may be.
uint32_t connections_by_file_handles() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return HttpServerOptions{}.max_connections;
  if (limit.rlim_cur < kFileHandles) {
    limit.rlim_cur = std::min(limit.rlim_max, kFileHandles);
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
  }
  const rlim_t kept = std::min(kKeptFileHandles, limit.rlim_cur / 2);
  return static_cast<uint32_t>(
      std::min<rlim_t>(limit.rlim_cur - kept, HttpServerOptions{}.max_connections));
}

void tell_of_few_connections(const Terminal& terminal, uint32_t connections) {
  if (connections >= HttpServerOptions{}.max_connections) return;
  const std::string most = std::to_string(connections);
  const std::string wanted = std::to_string(HttpServerOptions{}.max_connections + kKeptFileHandles);
  terminal.say({"警告：本系统允许打开的文件数只够 " + most +
                    " 个连接；需要更多时，请先执行 ulimit -n " + wanted + "。",
                "warning: this system allows files for " + most +
                    " connections only: for more, run 'ulimit -n " + wanted + "' before"});
}

struct ServeOptions {
  ListenAddress address;
  std::optional<fs::path> database;     // of one app
  std::optional<fs::path> data_folder;  // a database an app
  std::vector<std::string> apps;
  HubOptions hub;
  bool with_samples = true;
  std::optional<int64_t> app_version;
  bool accept_log = false;
  std::optional<PublicAddress> public_address;
  bool is_demo = false;  // nobody signs in
  TlsOptions tls;
  std::string metrics_token;
  std::optional<std::string> log;  // a file, or "-"
  LogLevel log_level = LogLevel::kInfo;
};

Diagnostic no_app() {
  return make_error("server.no_app", {"新的数据库需要一个应用：请用 --app 指定。",
                                      "a new database needs an app: name one with --app"});
}

Diagnostic database_and_folder() {
  return make_error("cli.db_or_data",
                    {"--db 和 --data 不能同时使用：--db 是一个应用的数据库，--data "
                     "是每个应用一个数据库的文件夹。",
                     "give --db, the database of one app, or --data, a folder with a database for "
                     "each app, not both"},
                    {}, {"--data"});
}

Diagnostic several_apps_in_a_database() {
  return make_error("cli.one_app_per_db",
                    {"一个数据库只存一个应用；多个应用请用 --data 文件夹。",
                     "a database holds one app: for several give --data FOLDER"},
                    {}, {"--data"});
}

Diagnostic demo_for_others() {
  return make_error(
      "cli.demo_loopback",
      {"--demo 让任何人扮演任何人，因此只能用本机地址（127.0.0.1），也不能同时使用 "
       "--host 或 --public-address；要让别人使用，请去掉 --demo。",
       "with --demo anybody acts as anybody: it listens on this machine's own address "
       "(127.0.0.1) alone and goes with neither --host nor --public-address; for "
       "others to use the hub, leave --demo out"},
      {}, {"--listen 127.0.0.1:8080"});
}

Diagnostic demo_has_accounts(const fs::path& file) {
  return make_error(
      "cli.demo_has_accounts",
      {"这些数据属于有账号的服务；演示会让任何人扮演任何人。请去掉 --demo，或用 --data "
       "指定另一个文件夹。",
       "this is the data of a hub with accounts, and in a demo anybody acts as anybody: "
       "leave --demo out, or name another folder with --data"},
      {.source = file.string()});
}

Diagnostic bad_public_address(const std::string& text) {
  return make_error(
      "cli.public_address",
      {"“" + text + "”不是网址；应只有协议、主机名和端口，例如 https://hub.example。",
       "'" + text + "' is no address of a hub: give scheme, host name and port alone"},
      {}, {"https://hub.example", "https://hub.example:8443"});
}

Diagnostic app_twice(const AppPackage& package) {
  const std::string id = package.app->id;
  return make_error("server.app_twice",
                    {"应用“" + id + "”给出了两次。", "the app '" + id + "' is given twice"},
                    {.source = package.file.string()});
}

Diagnostic other_app_in_file(const fs::path& database, const std::string& held) {
  return make_error(
      "server.other_app_in_file",
      {"这个数据库存的是应用“" + held + "”；文件名应为 " + held + ".db。",
       "this database holds the app '" + held + "': its name should be " + held + ".db"},
      {.source = database.string()});
}

HubData data_of(const ServeOptions& options) { return {options.data_folder, options.database}; }

// A secret in a file, so that it stands in no list of processes.
Result<std::string> read_token(const std::string& file) {
  constexpr uint64_t kMostBytes = 4096;
  auto text = read_file(file, kMostBytes);
  if (!text) return text;
  const size_t end = text->find_last_not_of(" \r\n\t");
  text->resize(end == std::string::npos ? 0 : end + 1);
  if (text->size() >= 16) return text;
  return make_error(
      "cli.token",
      {"令牌文件应含至少 16 个字符。", "the file of a token holds at least 16 characters"},
      {.source = file});
}

Status read_monitoring(const Arguments& arguments, ServeOptions& options) {
  if (arguments.has("log")) options.log = arguments.value("log");
  if (const std::string text = arguments.value("log-level"); !text.empty()) {
    const auto level = parse_log_level(text);
    if (!level) {
      return make_error("cli.log_level",
                        {"没有日志级别“" + text + "”。", "there is no log level '" + text + "'"},
                        {}, {"error", "warning", "info", "debug"});
    }
    options.log_level = *level;
  }
  if (!arguments.has("metrics-token")) return ok_status();
  auto token = read_token(arguments.value("metrics-token"));
  if (!token) return std::move(token).error();
  options.metrics_token = std::move(*token);
  return ok_status();
}

Diagnostic tls_without_data() {
  return make_error("cli.tls",
                    {"--tls 的证书保存在数据旁：请用 --data 指定数据文件夹。",
                     "the certificate of --tls is kept beside the data: name a folder with --data"},
                    {}, {"--data"});
}

// How people on this machine call the hub.
std::string url_of(const ServeOptions& options, uint16_t port) {
  std::string url = options.address.url(port);
  return options.tls.is_on() ? "https" + url.substr(std::string_view("http").size()) : url;
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
  if (arguments.has("data")) options.data_folder = arguments.value("data");
  options.apps = arguments.values("app");
  if (options.database && options.data_folder) return database_and_folder();
  if (options.database && options.apps.size() > 1) return several_apps_in_a_database();
  const bool has_data = options.database      ? !is_new_database(*options.database)
                        : options.data_folder ? holds_databases(*options.data_folder)
                                              : false;
  if (options.database && options.apps.empty() && !has_data) return no_app();
  options.hub.site = arguments.value("site");
  // Where there is room for what they become: the usual folder for such files may be memory.
  if (options.data_folder) options.hub.upload_folder = *options.data_folder;
  if (options.database && options.database->has_parent_path()) {
    options.hub.upload_folder = options.database->parent_path();
  }
  options.hub.allowed_hosts = arguments.values("host");
  for (const std::string& host : options.hub.allowed_hosts) {
    if (is_host_name(host) || is_ip_address(host)) continue;
    return make_error(
        "cli.host",
        {"“" + host + "”不是主机名或地址；请只写名称，不带 http:// 和端口。",
         "'" + host + "' is no host name or address: give it alone, without scheme and port"},
        {}, {"hub.example"});
  }
  options.with_samples = !arguments.has("no-samples");
  options.accept_log = arguments.has("accept-log");
  options.is_demo = arguments.has("demo");
  if (Status read = read_monitoring(arguments, options); !read) return std::move(read).error();
  auto tls = read_tls_options(arguments);
  if (!tls) return std::move(tls).error();
  options.tls = std::move(*tls);
  if (options.tls.own && !options.data_folder && !options.database) return tls_without_data();
  if (options.tls.is_on()) options.hub.desk.secure_cookies = true;
  if (const std::string text = arguments.value("public-address"); !text.empty()) {
    options.public_address = parse_public_address(text);
    if (!options.public_address) return bad_public_address(text);
    options.hub.allowed_hosts.push_back(options.public_address->host);
    options.hub.desk.secure_cookies = options.public_address->is_secure;
    options.hub.desk.behind_proxy = true;
  }
  if (options.is_demo && (!options.address.is_loopback() || !options.hub.allowed_hosts.empty())) {
    return demo_for_others();
  }
  std::error_code error;
  if (options.is_demo && fs::exists(data_of(options).accounts(), error)) {
    return demo_has_accounts(data_of(options).accounts());
  }
  if (const std::string text = arguments.value("app-version"); !text.empty()) {
    int64_t version = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), version);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) {
      return make_error("cli.app_version", {"版本应是整数，而不是“" + text + "”。",
                                            "a version is an integer, not '" + text + "'"});
    }
    options.app_version = version;
    if (!options.database) {
      return make_error("cli.app_version",
                        {"--app-version 只用于一个应用：请用 --db 指明它的数据库。",
                         "--app-version is for one app: name its database with --db"});
    }
  }
  return options;
}

// The engine with its app and, on a first start, the sample data. `id`: of the app that must be in
// it, "" for any.
Result<std::unique_ptr<EnginePort>> prepared_engine(const ServeOptions& options,
                                                    const std::optional<fs::path>& database,
                                                    const AppPackage* package,
                                                    const std::string& id,
                                                    const Terminal& terminal) {
  auto engine =
      open_engine(database, {.accept_log = options.accept_log, .app_version = options.app_version});
  if (!engine) return engine;
  const auto held = app_in_force(**engine);
  if (!held) return Failure{held.diagnostics()};
  if (held->empty() && package == nullptr) return no_app();
  for (const Diagnostic& notice : notices_of(**engine)) terminal.report(notice);
  if (!held->empty() && !id.empty() && *held != id) return other_app_in_file(*database, *held);
  InstallOptions install;
  install.database = database;
  install.with_samples = options.with_samples;
  install.today = days_today();
  install.say = [&](const LocalizedText& text) { terminal.say(text); };
  install.report = [&](const Diagnostic& finding) { terminal.report(finding); };
  if (Status done = install_app(**engine, package, install); !done) return std::move(done).error();
  return engine;
}

// An app that does not open is served as one that does not, and holds up no other.
ServedApp open_app(const ServeOptions& options, const std::optional<fs::path>& database,
                   const AppPackage* package, const std::string& id, const Terminal& terminal) {
  ServedApp served;
  served.id = id;
  served.label = "{}";
  served.database = database;
  auto thread = EngineThread::start([&]() -> Result<std::unique_ptr<EnginePort>> {
    auto engine = prepared_engine(options, database, package, id, terminal);
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

Result<std::vector<AppPackage>> load_packages(const std::vector<std::string>& paths) {
  std::vector<AppPackage> packages;
  for (const std::string& path : paths) {
    auto loaded = load_app_package(path);
    if (!loaded) return std::move(loaded).error();
    for (const AppPackage& other : packages) {
      if (other.app->id == loaded->app->id) return app_twice(*loaded);
    }
    packages.push_back(std::move(*loaded));
  }
  return packages;
}

// The apps of the packages first, in their order, then those that only have a database.
Result<std::vector<ServedApp>> open_apps(const ServeOptions& options,
                                         const std::vector<AppPackage>& packages,
                                         const Terminal& terminal) {
  std::vector<ServedApp> apps;
  if (options.database) {
    const AppPackage* package = packages.empty() ? nullptr : &packages.front();
    apps.push_back(open_app(options, options.database, package, "", terminal));
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
  for (const AppPackage& package : packages) {
    const std::string& id = package.app->id;
    std::erase(stored, id);
    apps.push_back(open_app(options, database_in(folder, id), &package, id, terminal));
  }
  for (const std::string& id : stored) {
    apps.push_back(open_app(options, database_in(folder, id), nullptr, id, terminal));
  }
  return apps;
}

// Where nobody is administrator yet, a link for the first one is printed: there is no password
// that somebody else could know.
Status tell_first_invitation(const Terminal& terminal, accounts::Accounts& accounts,
                             const std::string& url) {
  const auto token = accounts.first_invitation();
  if (!token) return Failure{token.diagnostics()};
  if (!token->has_value()) return ok_status();
  const std::string link = url + "/sign_in.html#invitation=" + **token;
  if (terminal.json) {
    terminal.print(write_json({{"administrator_link", link}}));
    return ok_status();
  }
  terminal.say({"还没有管理员。请打开这个链接（只能用一次，一周内有效）设置管理员账号：",
                "There is no administrator yet. This link makes one (once, within a week):"});
  terminal.print("  " + link);
  return ok_status();
}

void greet(const Terminal& terminal, const std::string& url, bool has_site,
           const std::vector<std::string>& apps, bool is_demo) {
  if (terminal.json) {
    terminal.print(write_json({{"url", url}, {"apps", apps}}));
    return;
  }
  terminal.say({"Tollgate 已启动：", "Tollgate is running:"});
  terminal.print("  " + url + "/");
  const bool zh = terminal.language == Language::kChinese;
  for (const std::string& id : apps) {
    if (!has_site) break;
    const std::string app = url + "/apps/" + id + "/";
    terminal.print("  " + app + (zh ? "   应用" : "   the app"));
    terminal.print("  " + app + "designer.html" + (zh ? "   设计器" : "   its designer"));
  }
  if (apps.empty()) {
    terminal.say({"还没有应用：打开上面的网址新建一个。",
                  "There is no app yet: make one at the address above."});
  }
  terminal.say({"按 Ctrl+C 结束。", "Ctrl+C ends it."});
  if (is_demo) {
    terminal.say({"这是演示：无需登录，任何人都可以扮演任何人；只有本机能访问。",
                  "This is a demo: nobody signs in, anybody may act as anybody; only this machine "
                  "reaches it."});
  }
}

// What a backup copies of the apps that are open.
std::vector<BackupSource> sources_of(const AppShelf& apps) {
  std::vector<BackupSource> sources;
  for (const ServedApp* app : apps.all()) {
    if (app->thread && app->database)
      sources.push_back(source_of(app->id, *app->database, *app->thread));
  }
  return sources;
}

Result<Json> answer_command(const Json& asked, const HubData& data, const AppShelf& apps,
                            accounts::Accounts* people, delivery::Delivery* messages,
                            const Say& say) {
  const std::string to = asked.is_object() ? asked.value("to", "") : "";
  if (!asked.is_object() || asked.value("command", "") != "backup" || !fs::path(to).is_absolute()) {
    return make_error("server.unknown_command",
                      {"服务不认识这个命令；tollgate 的版本不同？",
                       "the hub does not know this command: is this tollgate of another version?"});
  }
  BackupOptions options;
  options.with_keys = asked.value("with_keys", true);
  options.progress = [&say](const std::string& name, int percent) {
    say({{"name", name}, {"percent", percent}});
  };
  std::vector<BackupOther> others = certificate_files(data, options.with_keys);
  if (people) {
    others.push_back(
        {kAccountsFile, [people](const fs::path& file) { return people->copy_to(file); }});
  }
  std::ranges::move(delivery_files(data, messages, options.with_keys), std::back_inserter(others));
  const auto made = make_backup(sources_of(apps), others, to, options);
  if (!made) return Failure{made.diagnostics()};
  if (people) {
    if (Status noted = people->note_act("backup", to, ""); !noted) return std::move(noted).error();
  }
  return to_json(*made);
}

// Null where nothing is kept, and so nobody has anything to ask for.
Result<std::unique_ptr<ControlSocket>> listen_for_commands(const HubData& data,
                                                           const AppShelf& apps,
                                                           accounts::Accounts* people,
                                                           delivery::Delivery* messages) {
  if (!data.is_kept()) return std::unique_ptr<ControlSocket>();
  return ControlSocket::listen(data.control(),
                               [data, &apps, people, messages](const Json& asked, const Say& say) {
                                 return answer_command(asked, data, apps, people, messages, say);
                               });
}

Result<std::unique_ptr<delivery::Delivery>> open_delivery(const ServeOptions& options,
                                                          uint16_t port, accounts::Accounts* people,
                                                          const Clock& clock, Random& random) {
  delivery::DeliveryOptions how;
  how.file = data_of(options).delivery();
  how.public_url = options.public_address ? options.public_address->url : url_of(options, port);
  how.addresses = [people](const std::string& app, const std::string& person) {
    std::map<std::string, std::string> addresses;
    const auto account = people ? people->account_at(app, person) : std::nullopt;
    if (!account) return addresses;
    for (const accounts::Address& each : account->addresses) addresses[each.kind] = each.value;
    return addresses;
  };
  return delivery::Delivery::open(how, clock, random);
}

// Its secrets are sealed by the key that seals those of delivery.
Result<std::unique_ptr<sign_in::SignIn>> open_sign_in(const ServeOptions& options,
                                                      accounts::Accounts& people,
                                                      const Clock& clock, Random& random) {
  const fs::path beside = data_of(options).delivery();
  sign_in::SignInOptions how;
  if (!beside.empty()) how.key_file = beside.string() + ".key";
  return sign_in::SignIn::open(how, people, clock, random);
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
  std::unique_ptr<Journal> journal;
  if (options->log) {
    auto opened = Journal::open(*options->log, options->log_level);
    if (!opened) return fail(opened.diagnostics());
    journal = std::move(*opened);
  }
  const uint32_t max_connections = connections_by_file_handles();
  const fs::path beside_data = options->data_folder
                                   ? *options->data_folder
                                   : options->database.value_or(fs::path()).parent_path();
  auto tls = prepare_tls(options->tls, beside_data, options->address, options->hub.allowed_hosts);
  if (!tls) return fail(tls.diagnostics());
  const auto packages = load_packages(options->apps);
  if (!packages) return fail(packages.diagnostics());
  // The port before the database: a start that comes to nothing leaves nothing behind.
  auto server = HttpServer::listen({.address = options->address.host,
                                    .port = options->address.port,
                                    .max_connections = max_connections,
                                    .tls = tls->context});
  if (!server) return fail(server.diagnostics());
  auto apps = open_apps(*options, *packages, terminal);
  if (!apps) return fail(apps.diagnostics());
  const bool is_empty = apps->empty();
  std::vector<std::string> ids;
  bool any_open = false;
  for (const ServedApp& app : *apps) {
    ids.push_back(app.id);
    any_open = any_open || app.thread != nullptr;
    terminal.report(app.problems);
  }
  if (!any_open && !is_empty) return kExitBadInput;
  auto checker = EngineThread::start([] { return open_engine(std::nullopt); });
  if (!checker) return fail(checker.diagnostics());
  SystemClock clock;
  SystemRandom random;
  std::unique_ptr<accounts::Accounts> accounts;
  accounts::Accounts* people = nullptr;
  if (!options->is_demo) {
    auto opened = accounts::Accounts::open(data_of(*options).accounts(), clock, random);
    if (!opened) return fail(opened.diagnostics());
    accounts = std::move(*opened);
    people = accounts.get();
  }
  auto delivery = open_delivery(*options, (*server)->port(), people, clock, random);
  if (!delivery) return fail(delivery.diagnostics());
  Hub hub(options->hub, std::move(*apps), std::move(*checker), std::move(accounts));
  if (!options->database) {
    hub.on_open_app([&](const AppPackage& package) {
      return open_app(*options, database_in(options->data_folder, package.app->id), &package,
                      package.app->id, terminal);
    });
  }
  auto control = listen_for_commands(data_of(*options), hub.apps(), people, delivery->get());
  if (!control) return fail(control.diagnostics());
  hub.on_account_change([&server](const std::string& account) { (*server)->end_streams(account); });
  hub.on_change([&server](std::string app, std::optional<std::string> owner, std::string name,
                          std::string data) {
    (*server)->publish(std::move(app), std::move(owner), std::move(name), std::move(data));
  });
  hub.deliver_by(std::move(*delivery));
  if (people) {
    auto sign_in = open_sign_in(*options, *people, clock, random);
    if (!sign_in) return fail(sign_in.diagnostics());
    hub.sign_in_by(std::move(*sign_in), options->public_address ? options->public_address->url : "",
                   tls->context != nullptr);
  }
  hub.guide(tls->guide.get());
  std::unique_ptr<RedirectServer> redirect;
  if (options->tls.redirect) {
    auto started = RedirectServer::start(*options->tls.redirect, options->hub.allowed_hosts,
                                         (*server)->port(), *tls);
    if (!started) return fail(started.diagnostics());
    redirect = std::move(*started);
  }
  hub.note_in(journal.get());
  hub.monitor({.token = options->metrics_token,
               .behind_proxy = options->hub.desk.behind_proxy,
               .data = options->hub.upload_folder,
               .counts = [&server] { return (*server)->counts(); },
               .sessions = [people] { return people ? people->session_count() : 0; }});
  std::error_code error;
  const bool has_site = fs::is_directory(options->hub.site, error);
  if (!has_site && arguments.has("site")) {
    terminal.say({"警告：没有网站文件夹“" + arguments.value("site") + "”，只提供接口。",
                  "warning: there is no site folder '" + arguments.value("site") +
                      "', only the API is served"});
  }
  tell_of_few_connections(terminal, max_connections);
  greet(terminal, url_of(*options, (*server)->port()), has_site, ids, options->is_demo);
  if (tls->own) {
    terminal.say({"证书的指纹（SHA-256，安装前核对；说明见 /certificate）：",
                  "Fingerprint of its certificate authority (SHA-256, to be compared before it is "
                  "installed; /certificate tells how):"});
    terminal.say({"  " + tls->own->authority_fingerprint, "  " + tls->own->authority_fingerprint});
  }
  if (people) {
    const std::string url = options->public_address ? options->public_address->url
                                                    : url_of(*options, (*server)->port());
    if (Status told = tell_first_invitation(terminal, *people, url); !told) {
      return fail(told.diagnostics());
    }
  }
  if (!options->database && !options->data_folder) {
    terminal.say({"数据只在内存中，结束后不保留；用 --data 文件夹 保存。",
                  "data is kept in memory and ends with the hub: --data FOLDER keeps it"});
  }
  if (journal)
    journal->write(LogLevel::kInfo, "start", {{"apps", ids.size()}, {"version", TOLLGATE_VERSION}});
  (*server)->run(hub);
  if (journal) journal->write(LogLevel::kInfo, "end", Json::object());
  if (*control) (*control)->stop();
  hub.stop();  // what a command waits for ends with it
  control->reset();
  terminal.say({"已结束。", "ended."});
  return kExitOk;
}

}  // namespace

Command serve_command() {
  std::vector<OptionSpec> options = {
      {"data",
       "FOLDER",
       {"数据文件夹，每个应用一个数据库：应用标识.db（缺省：只在内存中）",
        "folder with a database for each app, ID.db (default: in memory only)"}},
      {"db",
       "FILE",
       {"只有一个应用时的 SQLite 数据库文件（:memory:：只在内存中）",
        "the SQLite file of a single app (:memory:: in memory only)"}},
      {"app",
       "FILE|FOLDER",
       {"应用文档，或含 app.json 的文件夹，可多次给出",
        "an app document, or a folder with app.json; may be repeated"}},
      {"app-version",
       "NUMBER",
       {"重新启用 --db 数据库日志里应用的这一版（最新版装不进来时）",
        "puts this version of the app from the log of --db in force again,\nfor when "
        "the latest does not load"}},
      {"site", "FOLDER", {"网站的静态文件", "the static files of the site"}},
      {"listen",
       "ADDR:PORT",
       {"监听地址（缺省 127.0.0.1:8080；端口 0 表示任意空闲端口）",
        "address to listen on (default 127.0.0.1:8080; port 0: any free one)"}},
      {"host",
       "NAME",
       {"除监听地址外，允许使用的主机名或地址（不带端口），可多次给出",
        "a host name or address, without port, that the hub may be called by besides\n"
        "the address it listens on; may be repeated"}},
      {"accept-log",
       "",
       {"照现有的日志继续，即使检查点记有更多或不同的操作（恢复较早备份时）；会留下记录",
        "goes on with the log as it is found, although its checkpoints tell of more or "
        "of\nanother one (an older backup was restored); a checkpoint notes it"}},
      {"public-address",
       "URL",
       {"经代理访问时人们使用的网址，例如 https://hub.example；https 时会话只经加密连接传送",
        "how people call the hub where a proxy stands before it, as https://hub.example;\n"
        "with https sessions travel over encrypted connections alone"}},
      {"demo",
       "",
       {"演示：无需登录，任何人都可以扮演任何人；只限本机地址",
        "a demo: nobody signs in, anybody acts as anybody; on this machine alone"}},
      {"log",
       "FILE",
       {"把运行日志写入文件，每行一个 JSON（-：标准错误）；不含个人数据",
        "notes what it does in FILE, a JSON object a line (-: standard error), without\n"
        "personal data"}},
      {"log-level",
       "LEVEL",
       {"error、warning、info（缺省）或 debug", "error, warning, info (default) or debug"}},
      {"metrics-token",
       "FILE",
       {"文件中的令牌可从其他机器读取 /metrics（缺省：只有本机）",
        "whoever has the token in FILE may read /metrics from other machines\n"
        "(default: this machine alone)"}},
      {"no-samples", "", {"不导入示例数据", "leave the sample data out"}}};
  for (OptionSpec& spec : tls_option_specs()) options.push_back(std::move(spec));
  return {
      .name = "serve",
      .arguments = "",
      .summary = {"启动服务：网站和接口", "starts the hub: the site and the engine behind it"},
      .details = {"新的数据库以 --app 的应用开始，并导入其示例数据；已有的数据库使用其中的应用。\n"
                  "--app 可多次给出；--data 文件夹中的每个应用都会启动，旧版本的 tollgate.db "
                  "会改用应用标识命名。",
                  "A new database begins with the app of --app and its sample data; an existing "
                  "one goes on\nwith the app it holds. --app may be repeated; every app with a "
                  "database in the folder of\n--data is served, and a tollgate.db of an earlier "
                  "version gets its app's name there."},
      .options = std::move(options),
      .min_plain = 0,
      .max_plain = 0,
      .run = run_serve,
  };
}

}  // namespace tollgate::server
