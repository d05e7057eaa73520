// WeCom's group robot: 20 messages a minute, texts up to 2,048 bytes. Texts, since what is in
// markdown is not shown to those who read in personal WeChat. (developer.work.weixin.qq.com, 99110)
#include <nlohmann/json.hpp>

#include "channels/kind.h"
#include "tollgate/base/json.h"

namespace tollgate::delivery {
namespace {

class WecomRobot final : public Kind {
 public:
  std::string_view name() const override { return "wecom_robot"; }
  std::vector<KindMember> settings() const override {
    return {{"base_url", "https://qyapi.weixin.qq.com"}};
  }
  std::vector<KindMember> secrets() const override { return {{"key", "", true}}; }
  std::string_view mentions() const override { return "wecom"; }
  std::vector<Rate> rates() const override { return {{20, 60}}; }
  bool merges() const override { return true; }
  size_t text_limit_bytes() const override { return 2048; }

  Outcome send(const StoredChannel& channel, const Message& message,
               SendContext& context) const override {
    const std::string text = rendered(message, text_limit_bytes());
    Json body{{"msgtype", "text"}, {"text", {{"content", text}}}};
    if (!message.address.empty()) {
      body["text"]["mentioned_list"] = Json::array({message.address});
    }
    const std::string key = pasted_key(secret_of(channel, "key"), "key=");
    const std::string url = setting_of(channel, *this, "base_url") +
                            "/cgi-bin/webhook/send?key=" + percent_encoded(key);
    Outcome outcome = post_to_vendor(context, "wecom", url, write_json(body)).outcome;
    outcome.sent_text = text;
    return outcome;
  }
};

}  // namespace

std::unique_ptr<Kind> make_wecom_robot() { return std::make_unique<WecomRobot>(); }

}  // namespace tollgate::delivery
