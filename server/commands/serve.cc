// tollgate serve
#include <nlohmann/json.hpp>

#include "commands/commands.h"
#include "commands/serve_apps.h"
#include "commands/serve_control.h"
#include "commands/serve_greeting.h"
#include "commands/serve_options.h"
#include "http/http_server.h"
#include "hub/hub.h"
#include "hub/open_engine.h"
#include "tollgate/accounts/accounts.h"
#include "tollgate/base/clock.h"
#include "tollgate/base/random.h"
#include "tollgate/delivery/delivery.h"
#include "tollgate/sign_in/sign_in.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

Result<std::unique_ptr<delivery::Delivery>> open_delivery(const ServeOptions& options,
                                                          uint16_t port, accounts::Accounts* people,
                                                          const Clock& clock, Random& random) {
  delivery::DeliveryOptions how;
  how.file = options.data().delivery();
  how.public_url = options.url(port);
  how.addresses = [people](const std::string& app, const std::string& person) {
    std::map<std::string, std::string> addresses;
    const auto account = people ? people->account_at(app, person) : std::nullopt;
    if (!account) return addresses;
    for (const accounts::Address& each : account->addresses) addresses[each.kind] = each.value;
    return addresses;
  };
  how.principal_of_key = [people](const std::string& app,
                                  const std::string& id) -> std::optional<std::string> {
    const auto key = people ? people->key_with_id(id) : std::nullopt;
    if (!key || key->app != app) return std::nullopt;
    return principal_of_key(*key);
  };
  return delivery::Delivery::open(how, clock, random);
}

// Its secrets are sealed by the key that seals those of delivery.
Result<std::unique_ptr<sign_in::SignIn>> open_sign_in(const ServeOptions& options,
                                                      accounts::Accounts& people,
                                                      const Clock& clock, Random& random) {
  const fs::path beside = options.data().delivery();
  sign_in::SignInOptions how;
  if (!beside.empty()) how.key_file = beside.string() + ".key";
  return sign_in::SignIn::open(how, people, clock, random);
}

ShopOptions shop_options(const ServeOptions& options) {
  ShopOptions shop;
  if (options.data_folder) shop.data_folder = *options.data_folder;
  shop.work_folder = options.hub.upload_folder;
  const fs::path beside = options.data().packages();
  if (!beside.empty()) shop.key_file = beside.string() + ".key";
  return shop;
}

// What comes with the site, and what was named.
GalleryFolders gallery_folders(const ServeOptions& options) {
  GalleryFolders folders;
  if (!options.hub.site.empty()) folders.shipped = options.hub.site / "templates";
  for (const std::string& folder : options.galleries) folders.others.emplace_back(folder);
  return folders;
}

int run_serve(const Arguments& arguments, const Terminal& terminal) {
  const auto options = read_serve_options(arguments);
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
  const auto sources = load_sources(options->apps);
  if (!sources) return fail(sources.diagnostics());
  // The port before the database: a start that comes to nothing leaves nothing behind.
  auto server = HttpServer::listen({.address = options->address.host,
                                    .port = options->address.port,
                                    .max_connections = max_connections,
                                    .tls = tls->context});
  if (!server) return fail(server.diagnostics());
  auto apps = open_apps(*options, *sources, terminal);
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
    auto opened = accounts::Accounts::open(options->data().accounts(), clock, random);
    if (!opened) return fail(opened.diagnostics());
    accounts = std::move(*opened);
    people = accounts.get();
  }
  auto delivery = open_delivery(*options, (*server)->port(), people, clock, random);
  if (!delivery) return fail(delivery.diagnostics());
  Hub hub(options->hub, std::move(*apps), std::move(*checker), std::move(accounts));
  if (!options->database) {
    hub.on_open_app(
        [&](const AppSource& source) { return open_new_app(*options, source, terminal); });
  }
  auto packages = packages::PackageStore::open(options->data().packages());
  if (!packages) return fail(packages.diagnostics());
  auto control = listen_for_commands({.data = options->data(),
                                      .apps = &hub.apps(),
                                      .people = people,
                                      .messages = delivery->get(),
                                      .packages = packages->get(),
                                      .url = options->url((*server)->port())});
  if (!control) return fail(control.diagnostics());
  hub.on_account_change([&server](const std::string& account) { (*server)->end_streams(account); });
  hub.on_change([&server](std::string app, std::optional<std::string> owner, std::string name,
                          std::string data) {
    (*server)->publish(std::move(app), std::move(owner), std::move(name), std::move(data));
  });
  hub.deliver_by(std::move(*delivery));
  hub.keep_time();
  hub.look_after_packages(std::move(*packages), shop_options(*options), gallery_folders(*options));
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
  greet(terminal, options->local_url((*server)->port()), has_site, ids, options->is_demo);
  if (tls->own) {
    terminal.say({"证书的指纹（SHA-256，安装前核对；说明见 /certificate）：",
                  "Fingerprint of its certificate authority (SHA-256, to be compared before it is "
                  "installed; /certificate tells how):"});
    terminal.say({"  " + tls->own->authority_fingerprint, "  " + tls->own->authority_fingerprint});
  }
  if (people) {
    const std::string url = options->url((*server)->port());
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
      .options = serve_option_specs(),
      .min_plain = 0,
      .max_plain = 0,
      .run = run_serve,
  };
}

}  // namespace tollgate::server
