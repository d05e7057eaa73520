#include "commands/serve_options.h"

#include <charconv>

#include "cli/files.h"
#include "commands/database.h"
#include "hub/data_folder.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDefaultListen = "127.0.0.1:8080";

constexpr const char* kInMemory = ":memory:";

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

Diagnostic bad_embed_origin(const std::string& text) {
  return make_error("cli.embed_in",
                    {"“" + text + "”不是网站的来源；应只有协议、主机名和端口。",
                     "'" + text + "' is no origin of pages: give scheme, host name and port alone"},
                    {}, {"https://intranet.example"});
}

Diagnostic bad_map_tiles(const std::string& text) {
  return make_error("cli.map_tiles",
                    {"“" + text +
                         "”不是地图图块的地址；应以 https:// 开头（或以 / "
                         "开头，放在本服务的网站里），并含有 {z}、{x} 和 {y}。",
                     "'" + text +
                         "' is no address of map tiles: begin with https:// (or with / for tiles "
                         "in the hub's own "
                         "site), and name {z}, {x} and {y}"},
                    {}, {"https://tiles.example/{z}/{x}/{y}.png"});
}

Diagnostic bad_public_address(const std::string& text) {
  return make_error(
      "cli.public_address",
      {"“" + text + "”不是网址；应只有协议、主机名和端口，例如 https://hub.example。",
       "'" + text + "' is no address of a hub: give scheme, host name and port alone"},
      {}, {"https://hub.example", "https://hub.example:8443"});
}

// A secret in a file, so that it stands in no list of processes.
Result<std::string> read_token(const std::string& file) {
  constexpr uint64_t kMaxBytes = 4096;
  auto text = read_file(file, kMaxBytes);
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

}  // namespace

Diagnostic no_app() {
  return make_error("server.no_app", {"新的数据库需要一个应用：请用 --app 指定。",
                                      "a new database needs an app: name one with --app"});
}

std::string ServeOptions::local_url(uint16_t port) const {
  std::string url = address.url(port);
  return tls.is_on() ? "https" + url.substr(std::string_view("http").size()) : url;
}

Result<ServeOptions> read_serve_options(const Arguments& arguments) {
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
  options.galleries = arguments.values("gallery");
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
  for (const std::string& text : arguments.values("embed-in")) {
    const auto origin = parse_public_address(text);
    if (!origin) return bad_embed_origin(text);
    options.hub.embed_in.push_back(origin->url);
  }
  if (const std::string text = arguments.value("map-tiles"); !text.empty()) {
    options.hub.map_tiles = parse_map_tiles(text, arguments.value("map-credit"));
    if (!options.hub.map_tiles) return bad_map_tiles(text);
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
  if (options.is_demo && fs::exists(options.data().accounts(), error)) {
    return demo_has_accounts(options.data().accounts());
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

std::vector<OptionSpec> serve_option_specs() {
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
      {"embed-in",
       "ORIGIN",
       {"允许这个网站的页面用框架显示本服务的页面，可多次给出",
        "whose pages may show the hub's in frames, as https://intranet.example; may be\nrepeated"}},
      {"map-tiles",
       "ADDRESS",
       {"地图底图的图块地址，如 "
        "https://tiles.example/{z}/{x}/{y}.png（缺省：没有底图，不向任何外部服务请求）",
        "where maps take the pictures below their records from, as "
        "https://tiles.example/{z}/{x}/{y}.png\n(default: none, and no outside service is asked)"}},
      {"map-credit", "TEXT", {"地图上注明底图来自哪里", "whose map it is, said on the map"}},
      {"gallery",
       "FOLDER",
       {"含应用包的文件夹（如 U 盘），显示在应用库中，可多次给出",
        "a folder with packages, such as a USB stick, shown in the gallery; may be repeated"}},
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
  return options;
}

}  // namespace tollgate::server
