#include "problems.h"

namespace tollgate::delivery {

Diagnostic delivery_administrators_only() {
  return make_error(
      "delivery.administrators_only",
      {"只有管理员可以设置消息通道", "only administrators set up how messages leave"});
}

Diagnostic not_yours() {
  return make_error("delivery.not_yours", {"这属于别人；您的角色不能查看或更改",
                                           "it is somebody else's: your role may not do that"});
}

Diagnostic nobody_asks() {
  return make_error("delivery.nobody", {"您在这个应用里还不是任何人，没有消息",
                                        "you are nobody in this app yet, and so "
                                        "there are no messages to you"});
}

Diagnostic unknown_channel(std::string_view id) {
  const std::string name(id);
  return make_error("delivery.unknown_channel",
                    {"没有通道“" + name + "”", "there is no channel '" + name + "'"});
}

Diagnostic unknown_letter() {
  return make_error("delivery.unknown_letter", {"没有这条失败的消息；可能已经重发",
                                                "there is no such message that failed: it may "
                                                "have been sent again"});
}

Diagnostic unknown_kind(std::string_view kind) {
  const std::string name(kind);
  return make_error("delivery.unknown_kind",
                    {"没有“" + name + "”这种通道", "there is no kind of channel '" + name + "'"});
}

Diagnostic bad_setting(std::string_view name, std::string_view zh, std::string_view en) {
  return make_error("delivery.bad_setting", {std::string(zh), std::string(en)},
                    {.source = std::string(name)});
}

Diagnostic bad_host(std::string_view host) {
  const std::string name(host.substr(0, 200));
  return make_error("delivery.bad_host",
                    {"“" + name + "”不是主机名或地址；只写名称，不带 https:// 和端口",
                     "'" + name +
                         "' is no host name or address: give it alone, without scheme and "
                         "port"},
                    {.source = name});
}

Diagnostic unknown_delivery_request(std::string_view type) {
  return make_error("delivery.unknown_request",
                    {"没有“" + std::string(type.substr(0, 64)) + "”这个请求",
                     "there is no request '" + std::string(type.substr(0, 64)) + "'"});
}

}  // namespace tollgate::delivery
