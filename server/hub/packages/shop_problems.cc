#include "hub/packages/shop_problems.h"

namespace tollgate::server {

Diagnostic unknown_package() {
  return make_error("packages.unknown_package",
                    {"服务里没有这个应用包；请重新上传。",
                     "the hub does not have this package any more: upload it again"});
}

Diagnostic needs_consent(const std::string& zh, const std::string& en) {
  return make_error("packages.needs_consent", {"需要您同意：" + zh, "needs your consent: " + en});
}

Diagnostic not_installable() {
  return make_error("packages.not_installable",
                    {"这个应用包不能安装：预览里写了原因。",
                     "the package can't be installed; its preview says why"});
}

Diagnostic no_apps_here() {
  return make_error("server.one_app",
                    {"这个服务只有一个应用的数据库；要安装应用，请用 --data 文件夹启动。",
                     "this hub has the database of one app: start it with --data FOLDER to install "
                     "apps"});
}

Diagnostic not_from_a_package(const std::string& app) {
  return make_error("packages.not_from_a_package",
                    {"应用“" + app + "”不是由应用包安装的。",
                     "the app '" + app + "' did not come from a package"});
}

Diagnostic no_such_app(const std::string& app) {
  return make_error("server.unknown_app",
                    {"没有应用“" + app + "”。", "there is no app '" + app + "'"});
}

Diagnostic undecided(const std::string& path) {
  return make_error(
      "packages.undecided",
      {"还没有决定保留哪一边：" + path, "it is not decided which side stands: " + path},
      {.source = {}, .pointer = path, .span = {}});
}

Diagnostic update_impossible() {
  return make_error("packages.update_impossible",
                    {"这个更新不能用在这里：预览里写了原因。",
                     "the update does not work here; its preview says why"});
}

Diagnostic nothing_to_go_back_to() {
  return make_error("packages.no_version_before",
                    {"没有可以退回的上一版。", "there is no version before to go back to"});
}

Diagnostic not_confirmed(const std::string& app) {
  return make_error(
      "packages.not_confirmed",
      {"要移除，请再写一次应用的标识：" + app, "to remove it, say the app's id once more: " + app},
      {}, {app});
}

}  // namespace tollgate::server
