#include "problems.h"

#include "jwt.h"

namespace tollgate::sign_in {

Diagnostic not_set_up() {
  return make_error("sign_in.not_set_up",
                    {"没有设置这种登录方式；请联系管理员。",
                     "this way to sign in is not set up: ask an administrator"});
}

Diagnostic other_sign_in() {
  return make_error("sign_in.state",
                    {"这次登录已过期，或不是在这个浏览器里开始的；请重新登录。",
                     "this sign-in took too long or began in another browser: begin again"});
}

Diagnostic refused_there() {
  return make_error("sign_in.refused", {"登录被取消或被对方拒绝；请重新登录。",
                                        "signing in was cancelled or refused there: begin again"});
}

Diagnostic code_used() {
  return make_error("sign_in.code_used", {"这个登录代码已用过或已过期；请重新登录。",
                                          "the code was used or is over: begin again"});
}

Diagnostic outside() {
  return make_error(
      "sign_in.outside",
      {"您不在这个企业微信应用的可见范围内；请管理员在企业微信后台把您加进来。",
       "you are outside this WeCom application's visible range: an administrator adds "
       "you in WeCom"});
}

Diagnostic unreachable(const std::string& host) {
  return make_error("sign_in.unreachable",
                    {"服务连接不上登录服务" + (host.empty() ? "" : " " + host) + "；请稍后再试。",
                     "the hub can't reach the sign-in service" + (host.empty() ? "" : " " + host) +
                         ": try again later"});
}

Diagnostic provider_fails(const std::string& what) {
  return make_error("sign_in.provider", {"登录服务的答复有误（" + what + "）；请管理员检查设置。",
                                         "the sign-in service answered wrongly (" + what +
                                             "): an administrator checks the settings"});
}

Diagnostic too_often() {
  return make_error("sign_in.busy",
                    {"向企业微信取页面签名太频繁，一小时内不再取；请稍后再试。",
                     "WeCom was asked for too many page signatures within the hour: try later"});
}

Diagnostic not_our_page() {
  return make_error("sign_in.not_our_page",
                    {"只为本服务自己的页面签名；请用浏览器里的地址，且它应以服务的地址开头。",
                     "only pages of this hub are signed: give the address as the browser has it, "
                     "which begins with the hub's"},
                    {.pointer = "/params/url"});
}

Diagnostic bad_setting(const char* member, const char* zh, const char* en) {
  return make_error("sign_in.bad_setting", {zh, en}, {.pointer = std::string("/params/") + member});
}

Diagnostic problem_of(std::string_view code) {
  if (code == "sign_in.not_set_up") return not_set_up();
  if (code == "sign_in.state") return other_sign_in();
  if (code == "sign_in.code_used") return code_used();
  if (code == "sign_in.outside") return outside();
  if (code == "sign_in.unreachable") return unreachable("");
  if (code == "sign_in.provider") return provider_fails("…");
  if (code == "sign_in.token") return bad_token("请重新登录", "begin again");
  if (code == "sign_in.role") {
    return make_error("sign_in.role",
                      {"您的群组给您的角色无法写入应用；请管理员检查登录设置中的群组规则。",
                       "the role that your groups give you could not be put into the app: an "
                       "administrator checks the rules for groups"});
  }
  if (code == "accounts.unknown_outsider") {
    return make_error("accounts.unknown_outsider",
                      {"您在本服务还没有账号；请管理员添加。",
                       "you have no account here yet: ask an administrator to add one"});
  }
  if (code == "accounts.suspended") {
    return make_error("accounts.suspended", {"这个账号已停用；请联系管理员。",
                                             "this account is suspended: ask an administrator"});
  }
  return refused_there();
}

}  // namespace tollgate::sign_in
