// DingTalk's group robot: after 20 messages a minute it is blocked for ten, so 19 are sent. Signed
// with milliseconds in the address: HMAC-SHA-256 by the secret over time, line feed and secret.
#include <nlohmann/json.hpp>

#include "channels/kind.h"
#include "tollgate/base/json.h"
#include "tollgate/delivery/sealed.h"

namespace tollgate::delivery {
namespace {

class DingtalkRobot final : public Kind {
 public:
  std::string_view name() const override { return "dingtalk_robot"; }
  std::vector<KindMember> settings() const override {
    return {{"base_url", "https://oapi.dingtalk.com"}};
  }
  std::vector<KindMember> secrets() const override {
    return {{"access_token", "", true}, {"sign_secret", ""}};
  }
  std::string_view mentions() const override { return "dingtalk"; }
  std::vector<Rate> rates() const override { return {{19, 60}}; }
  bool merges() const override { return true; }
  size_t text_limit_bytes() const override { return 15'000; }

  Outcome send(const StoredChannel& channel, const Message& message,
               SendContext& context) const override {
    const std::string text = rendered(message, text_limit_bytes());
    Json body{{"msgtype", "text"}, {"text", {{"content", text}}}};
    if (!message.address.empty()) body["at"]["atUserIds"] = Json::array({message.address});
    const std::string token = pasted_key(secret_of(channel, "access_token"), "access_token=");
    std::string url = setting_of(channel, *this, "base_url") +
                      "/robot/send?access_token=" + percent_encoded(token);
    if (const std::string secret = secret_of(channel, "sign_secret"); !secret.empty()) {
      const std::string time = std::to_string(context.clock.now().microseconds / 1000);
      const std::string sign = base64(hmac_sha256(secret, time + "\n" + secret));
      url += "&timestamp=" + time + "&sign=" + percent_encoded(sign);
    }
    Outcome outcome = post_to_vendor(context, "dingtalk", url, write_json(body)).outcome;
    outcome.sent_text = text;
    return outcome;
  }
};

}  // namespace

std::unique_ptr<Kind> make_dingtalk_robot() { return std::make_unique<DingtalkRobot>(); }

}  // namespace tollgate::delivery
