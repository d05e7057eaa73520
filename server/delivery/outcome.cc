#include "outcome.h"

#include <array>

#include "text.h"

namespace tollgate::delivery {
namespace {

struct VendorCode {
  std::string_view vendor;
  int64_t number;
  Fate fate;
  const char* code;
  const char* zh;
  const char* en;
  int64_t hold_seconds = 0;
};

constexpr const char* kWrongKey = "delivery.wrong_key";
constexpr const char* kTooFast = "delivery.too_fast";
constexpr const char* kBusy = "delivery.busy";
constexpr const char* kTooLong = "delivery.too_long";
constexpr const char* kProtected = "delivery.protected";
constexpr const char* kEgressIp = "delivery.egress_ip";
constexpr const char* kNoReceiver = "delivery.no_receiver";

constexpr VendorCode kVendorCodes[] = {
    {"wecom", -1, Fate::kRetry, kBusy, "企业微信正忙，稍后自动重试",
     "WeCom is busy: tried again by itself"},
    {"wecom", 93000, Fate::kFailed, kWrongKey,
     "群机器人的密钥不对：请在企业微信的群机器人里复制 Webhook 地址，粘贴其中 key= 后面的部分",
     "the robot's key is wrong: copy the webhook address of the group robot in WeCom and paste the "
     "part behind key="},
    {"wecom", 45009, Fate::kRetry, kTooFast, "发送太频繁，一分钟后自动重试",
     "sent too fast: tried again by itself in a minute", 60},
    {"wecom", 40058, Fate::kFailed, kTooLong, "企业微信认为内容有误或太长",
     "WeCom says that the message is wrong or too long"},
    {"wecom", 40001, Fate::kFailed, kWrongKey,
     "应用的 Secret 不对：请在企业微信管理后台的应用页复制 Secret 并粘贴",
     "the application's secret is wrong: copy it from the application's page in WeCom's "
     "administration and paste it"},
    {"wecom", 40013, Fate::kFailed, kWrongKey,
     "企业 ID 不对：请在企业微信管理后台“我的企业”页复制企业 ID",
     "the company's id (corpid) is wrong: copy it from the page of the company in WeCom's "
     "administration"},
    {"wecom", 40014, Fate::kRefreshToken, "delivery.token", "访问令牌失效，自动更新",
     "the access token is no longer valid: a new one is fetched"},
    {"wecom", 42001, Fate::kRefreshToken, "delivery.token", "访问令牌过期，自动更新",
     "the access token has expired: a new one is fetched"},
    {"wecom", 40056, Fate::kFailed, kWrongKey, "应用的 AgentId 不对：请在应用页复制",
     "the application's AgentId is wrong: copy it from the application's page"},
    {"wecom", 60020, Fate::kFailed, kEgressIp,
     "本服务器的出口地址不在应用的“企业可信 IP”中：请在企业微信管理后台的应用页加上它",
     "the address from which this hub connects is not among the application's trusted IPs: add it "
     "on the application's page in WeCom's administration"},
    {"wecom", 81013, Fate::kFailed, kNoReceiver,
     "收件人不存在或不在应用的可见范围内：请核对成员账号（userid）和应用的可见范围",
     "the receiver does not exist or may not see the application: check the member's userid and "
     "who may see the application"},
    {"dingtalk", -1, Fate::kRetry, kBusy, "钉钉正忙，稍后自动重试",
     "DingTalk is busy: tried again by itself"},
    {"dingtalk", 130101, Fate::kRetry, kTooFast, "发送太频繁，钉钉停用十分钟，之后自动重试",
     "sent too fast: DingTalk blocks the robot for ten minutes, then it is tried again by itself",
     600},
    {"dingtalk", 310000, Fate::kFailed, kProtected,
     "机器人的安全设置拒绝了消息（关键词、加签或 IP）：请核对加签密钥、关键词，以及服务器的时间",
     "the robot's protection refused it (keyword, signature or IP): check the signing secret, the "
     "keywords and the hub's clock"},
    {"dingtalk", 300001, Fate::kFailed, kWrongKey,
     "access_token 不对：请复制机器人 Webhook 地址中 access_token= 后面的部分",
     "the access_token is wrong: paste the part behind access_token= of the robot's webhook "
     "address"},
    {"feishu", 11232, Fate::kRetry, kTooFast, "发送太频繁，稍后自动重试",
     "sent too fast: tried again by itself", 60},
    {"feishu", 19021, Fate::kFailed, kProtected,
     "签名不对：请核对机器人的签名密钥，以及服务器的时间（误差须在 1 小时内）",
     "the signature is wrong: check the robot's signing secret and the hub's clock (within an "
     "hour)"},
    {"feishu", 19022, Fate::kFailed, kEgressIp, "本服务器的地址不在机器人的 IP 白名单中：请加上它",
     "the hub's address is not on the robot's list of IPs: add it"},
    {"feishu", 19024, Fate::kFailed, kProtected,
     "消息里没有机器人要求的关键词：请在机器人设置里改关键词",
     "the message lacks the keyword that the robot asks for: change its keywords"},
    {"feishu", 9499, Fate::kFailed, kTooLong, "飞书认为消息格式有误",
     "Feishu says that the message is malformed"},
    {"feishu", 19001, Fate::kFailed, kWrongKey,
     "机器人地址不对：请复制 Webhook 地址中 /hook/ 后面的部分",
     "the robot's address is wrong: paste the part behind /hook/ of its webhook address"},
};

}  // namespace

Outcome vendor_outcome(std::string_view vendor, int64_t vendor_code, std::string vendor_text) {
  Outcome outcome;
  outcome.vendor_code = std::to_string(vendor_code);
  outcome.vendor_text = cut_bytes(vendor_text, 500);
  if (vendor_code == 0) {
    outcome.fate = Fate::kSent;
    outcome.receipt = outcome.vendor_text;
    return outcome;
  }
  for (const VendorCode& known : kVendorCodes) {
    if (known.vendor != vendor || known.number != vendor_code) continue;
    outcome.fate = known.fate;
    outcome.code = known.code;
    outcome.remedy = {known.zh, known.en};
    outcome.hold_seconds = known.hold_seconds;
    return outcome;
  }
  outcome.code = "delivery.refused";
  outcome.remedy = {
      "对方拒绝了消息（" + outcome.vendor_code + "）：" + outcome.vendor_text,
      "the other side refused the message (" + outcome.vendor_code + "): " + outcome.vendor_text};
  return outcome;
}

Outcome transport_outcome(const Reply& reply) {
  Outcome outcome;
  outcome.vendor_text = reply.error;
  if (reply.refusal) {
    outcome.code = reply.refusal->code;
    outcome.remedy = reply.refusal->message;
    return outcome;
  }
  if (reply.reach == Reply::Reach::kNotSent) {
    outcome.fate = Fate::kRetry;
    outcome.code = "delivery.unreachable";
    outcome.remedy = {"连接不上对方，稍后自动重试；请检查地址和网络（" + reply.error + "）",
                      "the other side can't be reached and is tried again by itself; check the "
                      "address and the network (" +
                          reply.error + ")"};
    return outcome;
  }
  if (reply.reach == Reply::Reach::kUnknown) {
    outcome.fate = Fate::kUnknown;
    outcome.code = "delivery.no_answer";
    outcome.remedy = {"已发出但没有得到答复，会带编号重发",
                      "it was sent and no answer came: it is sent again with its number"};
    return outcome;
  }
  const std::string status = std::to_string(reply.status);
  outcome.vendor_code = status;
  outcome.vendor_text = cut_bytes(reply.body, 500);
  if (reply.status == 429 || reply.status >= 500) {
    outcome.fate = Fate::kRetry;
    outcome.code = kBusy;
    outcome.remedy = {"对方正忙（HTTP " + status + "），稍后自动重试",
                      "the other side is busy (HTTP " + status + "): tried again by itself"};
  } else if (reply.status >= 300 && reply.status < 400) {
    outcome.code = "delivery.redirected";
    outcome.remedy = {"对方要求转到别的地址，不会跟随：请填写最终地址",
                      "the other side leads to another address, which is not followed: enter the "
                      "final one"};
  } else if (reply.status >= 400) {
    outcome.code = "delivery.refused";
    outcome.remedy = {
        "对方拒绝（HTTP " + status + "）：请核对地址和密钥",
        "the other side refused (HTTP " + status + "): check the address and the key"};
  } else {
    outcome.fate = Fate::kRetry;
    outcome.code = "delivery.not_understood";
    outcome.remedy = {"对方的答复无法理解，可能是登录页或代理：请核对地址",
                      "the answer makes no sense, perhaps it is a proxy's or a page to sign in: "
                      "check the address"};
  }
  return outcome;
}

}  // namespace tollgate::delivery
