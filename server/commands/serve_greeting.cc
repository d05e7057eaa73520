#include "commands/serve_greeting.h"

#include <sys/resource.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "http/http_server.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

// Every connection takes a file handle, and the usual limit of 1024 is below what the server
// allows. So many are kept for databases, files and uploads.
constexpr rlim_t kFileHandles = 65536;
constexpr rlim_t kKeptFileHandles = 256;

}  // namespace

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

}  // namespace tollgate::server
