// Feishu's group robot: 100 messages a minute and 5 a second, requests up to 20 KB. Signed with
// seconds in the body, key and message the other way round than DingTalk's: HMAC-SHA-256 by time,
// line feed and secret, over nothing.
#include <nlohmann/json.hpp>

#include "channels/kind.h"
#include "tollgate/base/json.h"
#include "tollgate/delivery/sealed.h"

namespace tollgate::delivery {
namespace {

class FeishuRobot final : public Kind {
 public:
  std::string_view name() const override { return "feishu_robot"; }
  std::vector<KindMember> settings() const override {
    return {{"base_url", "https://open.feishu.cn"}};
  }
  std::vector<KindMember> secrets() const override {
    return {{"hook", "", true}, {"sign_secret", ""}};
  }
  std::string_view mentions() const override { return "feishu"; }
  std::vector<Rate> rates() const override { return {{100, 60}, {5, 1}}; }
  bool merges() const override { return true; }
  // Escaped by JSON a text may take six times as many bytes.
  size_t text_limit_bytes() const override { return 3000; }

  Outcome send(const StoredChannel& channel, const Message& message,
               SendContext& context) const override {
    const std::string text = rendered(message, text_limit_bytes());
    std::string content = text;
    // What would end the mark is no id.
    if (!message.address.empty() && message.address.find_first_of("\"<>") == std::string::npos) {
      content = "<at user_id=\"" + message.address + "\"></at> " + content;
    }
    Json body{{"msg_type", "text"}, {"content", {{"text", content}}}};
    if (const std::string secret = secret_of(channel, "sign_secret"); !secret.empty()) {
      const std::string time = std::to_string(context.clock.now().microseconds / 1'000'000);
      body["timestamp"] = time;
      body["sign"] = base64(hmac_sha256(time + "\n" + secret, ""));
    }
    const std::string hook = pasted_key(secret_of(channel, "hook"), "/hook/");
    const std::string url =
        setting_of(channel, *this, "base_url") + "/open-apis/bot/v2/hook/" + percent_encoded(hook);
    Outcome outcome = post_to_vendor(context, "feishu", url, write_json(body)).outcome;
    outcome.sent_text = text;
    return outcome;
  }
};

}  // namespace

std::unique_ptr<Kind> make_feishu_robot() { return std::make_unique<FeishuRobot>(); }

}  // namespace tollgate::delivery
