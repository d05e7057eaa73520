#include "problems.h"

#include "tollgate/accounts/messages.h"

namespace tollgate::accounts {

Diagnostic not_signed_in() {
  return make_error("accounts.not_signed_in", {"请先登录。", "sign in first"});
}

Diagnostic administrators_only() {
  return make_error("accounts.administrators_only",
                    {"只有管理员可以这样做。", "only administrators may do this"});
}

Diagnostic wrong_credentials() {
  return make_error("accounts.wrong_credentials",
                    {"用户名或密码不对。忘记密码时，请管理员重新发一个邀请链接。",
                     "the name or the password is wrong; who forgot it asks an administrator for a "
                     "new invitation link"});
}

Diagnostic too_many_attempts(int64_t seconds) {
  const std::string number = std::to_string(seconds);
  return make_error("accounts.too_many_attempts",
                    {"失败次数太多，请在 " + number + " 秒后再试。",
                     "too many failures: try again in " + number + " seconds"});
}

Diagnostic unknown_invitation() {
  return make_error("accounts.invitation_unknown",
                    {"这个邀请链接无效，或者已经用过；请管理员再发一个。",
                     "this invitation does not exist or was used: ask an administrator for a new "
                     "one"});
}

Diagnostic expired_invitation() {
  return make_error("accounts.invitation_expired",
                    {"这个邀请链接已过期；请管理员再发一个。",
                     "this invitation is over: ask an administrator for a new one"});
}

Diagnostic bad_name() {
  return make_error("accounts.name",
                    {"用户名应有 1 至 64 个字符，首尾没有空格，也没有控制字符。",
                     "a name has 1 to 64 characters, no space at its ends and no control "
                     "characters"},
                    {.pointer = "/params/name"});
}

Diagnostic name_taken(std::string_view name) {
  const std::string text(name);
  return make_error("accounts.name_taken",
                    {"用户名“" + text + "”已有人使用。", "the name '" + text + "' is taken"},
                    {.pointer = "/params/name"});
}

Diagnostic unknown_account() {
  return make_error("accounts.unknown_account", {"没有这个账号。", "there is no such account"},
                    {.pointer = "/params/account"});
}

Diagnostic unknown_outsider(std::string_view name) {
  const std::string text(name.substr(0, 64));
  return make_error("accounts.unknown_outsider",
                    {"“" + text + "”在本服务还没有账号；请管理员添加。",
                     "'" + text + "' has no account here yet: ask an administrator to add one"});
}

Diagnostic suspended() {
  return make_error("accounts.suspended", {"这个账号已停用；请联系管理员。",
                                           "this account is suspended: ask an administrator"});
}

Diagnostic unknown_device() {
  return make_error("accounts.unknown_device",
                    {"没有这台设备，或者它已经退出登录。",
                     "there is no such device, or it is signed out already"},
                    {.pointer = "/params/device"});
}

Diagnostic last_administrator() {
  return make_error("accounts.last_administrator",
                    {"至少要有一个管理员：请先指定另一个。",
                     "somebody must be administrator: name another one first"});
}

Diagnostic place_taken(std::string_view app, std::string_view name) {
  const std::string text(name);
  return make_error(
      "accounts.place_taken",
      {"应用“" + std::string(app) + "”中的这个人已属于账号“" + text + "”。",
       "this person of the app '" + std::string(app) + "' belongs to the account '" + text + "'"},
      {.pointer = "/params/places"});
}

Diagnostic two_places(std::string_view app) {
  const std::string text(app);
  return make_error("accounts.two_places",
                    {"一个账号在应用“" + text + "”中只能是一个人。",
                     "an account is one person of the app '" + text + "' at most"},
                    {.pointer = "/params/places"});
}

Diagnostic bad_address(std::string_view kind, std::string_view value) {
  const std::string what = std::string(kind) + " “" + std::string(value.substr(0, 64)) + "”";
  return make_error("accounts.address",
                    {"地址 " + what +
                         " 无效：邮箱应像 name@example.com，电话只含数字，"
                         "其他为不含空格的标识。",
                     "the address " + what +
                         " is none: an e-mail address is like name@example.com, a phone number has "
                         "digits alone, an id has no spaces"},
                    {.pointer = "/params/addresses"});
}

Diagnostic two_addresses(std::string_view kind) {
  const std::string text(kind);
  return make_error(
      "accounts.two_addresses",
      {"每种地址只能有一个：" + text + "。", "there is one address of a kind: " + text},
      {.pointer = "/params/addresses"});
}

Diagnostic address_taken(std::string_view value, std::string_view name) {
  const std::string text(value);
  const std::string owner(name);
  return make_error("accounts.address_taken",
                    {"企业微信成员“" + text + "”已属于账号“" + owner + "”。",
                     "the WeCom person '" + text + "' belongs to the account '" + owner + "'"},
                    {.pointer = "/params/addresses"});
}

Diagnostic key_for_whom() {
  return make_error("accounts.key_for_whom",
                    {"请指明这个密钥代表应用中的哪个人，或哪个角色（二选一）。",
                     "say which person of the app the key acts for, or in which role: one of both"},
                    {.pointer = "/params/record"});
}

Diagnostic bad_days(int64_t most) {
  const std::string days = std::to_string(most);
  return make_error("accounts.key_days",
                    {"有效期应为 1 至 " + days + " 天。", "a key lasts 1 to " + days + " days"},
                    {.pointer = "/params/days"});
}

Diagnostic too_many_keys(size_t most) {
  const std::string count = std::to_string(most);
  return make_error("accounts.too_many_keys",
                    {"已有 " + count + " 个密钥，不能再多了。",
                     "there are " + count + " keys already, which is the most"});
}

Diagnostic unknown_key() {
  return make_error("accounts.unknown_key", {"没有这个密钥。", "there is no such key"},
                    {.pointer = "/params/key"});
}

Diagnostic bad_preference(size_t name_bytes, size_t value_bytes) {
  const std::string name = std::to_string(name_bytes);
  const std::string value = std::to_string(value_bytes);
  return make_error("accounts.bad_preference",
                    {"偏好的名称需为 1 到 " + name + " 字节，内容不超过 " + value + " 字节。",
                     "a preference has a name of 1 to " + name + " bytes and a value of at most " +
                         value + " bytes"},
                    {.pointer = "/params"});
}

Diagnostic too_many_preferences(size_t most) {
  const std::string count = std::to_string(most);
  return make_error(
      "accounts.too_many_preferences",
      {"这个应用已保存 " + count + " 项偏好，请先删除一些已保存的列表视图。",
       "there are " + count + " preferences for this app already: remove some kept views first"},
      {.pointer = "/params/name"});
}

Diagnostic unknown_request(std::string_view type) {
  std::vector<std::string> names(kRequestTypes.begin(), kRequestTypes.end());
  const std::string text(type.substr(0, 64));
  return make_error("api.unknown_request",
                    {"没有名为“" + text + "”的请求", "there is no request '" + text + "'"},
                    {.pointer = "/type"}, nearest_names(text, names));
}

}  // namespace tollgate::accounts
