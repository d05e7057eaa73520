#include "tollgate/sync/problems.h"

namespace tollgate::sync {
namespace {

std::string shown(std::string_view name) { return std::string(name.substr(0, 64)); }

Diagnostic about(const char* code, std::string_view device, int64_t group, const std::string& zh,
                 const std::string& en) {
  const std::string n = std::to_string(group);
  return make_error(code,
                    {"设备“" + shown(device) + "”的第 " + n + " 组操作：" + zh,
                     "group " + n + " of the device '" + shown(device) + "': " + en},
                    {.source = shown(device)});
}

}  // namespace

Diagnostic bad_signature(std::string_view device, int64_t group) {
  return about("sync.bad_signature", device, group, "签名与设备登记的密钥不符，没有接收",
               "its signature is not by the key that the device joined with; it was not taken");
}

Diagnostic bad_hash(std::string_view device, int64_t group) {
  return about("sync.bad_hash", device, group, "内容与哈希不符，或与前一组不衔接，没有接收",
               "its ops do not have its hash, or it does not follow the group before it; it was "
               "not taken");
}

Diagnostic bad_group(std::string_view device, int64_t group, const std::string& pointer) {
  Diagnostic problem =
      about("sync.bad_group", device, group, "无法读取，没有接收（" + pointer + "）",
            "it cannot be read at '" + pointer + "'; it was not taken");
  problem.place.pointer = pointer;
  return problem;
}

Diagnostic forked(std::string_view device, int64_t group) {
  return about(
      "sync.forked", device, group,
      "服务器已收到内容不同的同号操作：两台设备用了同一份数据，或数据被还原成旧的。服务器不再接收这"
      "台设备"
      "的内容；未发送的内容仍在设备上，请联系管理员",
      "the hub has other ops under that number: two devices use a copy of the same data, or it was "
      "put back to an older state. The hub takes nothing more of this device; what was not sent is "
      "still on it: ask an administrator");
}

Diagnostic unknown_device(std::string_view device) {
  return make_error("sync.unknown_device",
                    {"服务器不认识设备“" + shown(device) + "”：请重新连接",
                     "the hub does not know the device '" + shown(device) + "': it has to join"},
                    {.source = shown(device)});
}

Diagnostic other_key(std::string_view device) {
  return make_error("sync.other_key",
                    {"设备名“" + shown(device) + "”已用另一个密钥登记",
                     "the name '" + shown(device) + "' is joined with another key"},
                    {.source = shown(device)});
}

Diagnostic foreign_device(std::string_view device) {
  return make_error("sync.foreign_device",
                    {"设备“" + shown(device) + "”不是您登记的：请先以您的身份连接这台设备",
                     "the device '" + shown(device) + "' is not joined by you: join it first"},
                    {.source = shown(device)});
}

Diagnostic foreign_person(std::string_view user) {
  return make_error("sync.foreign_person",
                    {"“" + shown(user) + "”没有用这台设备登录过，他名下的内容没有接收",
                     "'" + shown(user) +
                         "' never signed in on this device: what it did in that name was not "
                         "taken"},
                    {.source = shown(user)});
}

Diagnostic wrong_app(std::string_view app) {
  return make_error("sync.wrong_app",
                    {"服务器在这个地址上没有应用“" + shown(app) + "”",
                     "the hub has another app than '" + shown(app) + "' at this address"},
                    {.pointer = "/params/app"});
}

Diagnostic app_too_new(const Diagnostics& why) {
  const std::string code = why.empty() ? std::string() : why.front().code;
  return make_error(std::string(kAppTooNew),
                    {"服务器上的应用需要更新版本的程序（" + code + "）：请刷新页面",
                     "the hub's app needs a newer program (" + code + "): reload the page"});
}

Diagnostic step_too_large() {
  return make_error("sync.step_too_large",
                    {"一次最多发送 500 条操作或 1 MiB，或单独一组",
                     "a step may hold 500 ops or 1 MiB, or a single group"},
                    {.pointer = "/params/groups"});
}

Diagnostic device_log_cut(std::string_view device) {
  return make_error(
      "sync.device_log_cut",
      {"设备“" + shown(device) +
           "”的操作日志比它先前签署的检查点短或不同：数据被还原成旧的或被改写。服务器不再接收它的内"
           "容；"
           "未发送的内容仍在设备上，请联系管理员",
       "the log of the device '" + shown(device) +
           "' is shorter than a checkpoint that it signed before, or another: its data was put "
           "back to an older state or written anew. The hub takes nothing more of it; what was "
           "not sent is still on it: ask an administrator"},
      {.source = shown(device)});
}

Diagnostic hub_log_cut() {
  return make_error(
      "sync.hub_log_cut",
      {"服务器的操作日志比它先前签署的检查点短或不同：服务器可能还原了旧的备份，请联系管理员",
       "the hub's log is shorter than a checkpoint that it signed before, or "
       "another: an older backup may have been restored; ask an administrator"});
}

Diagnostic bad_receipt(int64_t group) {
  const std::string n = std::to_string(group);
  return make_error("sync.bad_receipt",
                    {"第 " + n + " 组的回执不是这个服务器签署的，没有采用",
                     "the receipt for group " + n + " is not signed by this hub and was not used"});
}

Diagnostic bad_message() {
  return make_error("sync.bad_message", {"同步消息无法理解", "the sync message makes no sense"});
}

}  // namespace tollgate::sync
