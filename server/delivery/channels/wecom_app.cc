// Messages of a WeCom application to one person: texts up to 2,048 bytes, 30 a minute and 1,000 an
// hour for each of them, since more are dropped without a word. An answer of 0 may still name
// receivers that there are not.
#include <charconv>
#include <nlohmann/json.hpp>

#include "channels/kind.h"
#include "tollgate/base/json.h"

namespace tollgate::delivery {
namespace {

class WecomApp final : public Kind {
 public:
  std::string_view name() const override { return "wecom_app"; }
  std::vector<KindMember> settings() const override {
    return {
        {"base_url", "https://qyapi.weixin.qq.com"}, {"corp_id", "", true}, {"agent_id", "", true}};
  }
  std::vector<KindMember> secrets() const override { return {{"secret", "", true}}; }
  std::string_view address() const override { return "wecom"; }
  std::vector<Rate> rates() const override { return {{30, 60}, {1000, 3600}}; }
  bool rates_by_address() const override { return true; }
  bool merges() const override { return true; }
  bool knows_keys() const override { return true; }
  size_t text_limit_bytes() const override { return 2048; }

  Outcome send(const StoredChannel& channel, const Message& message,
               SendContext& context) const override {
    const std::string text = rendered(message, text_limit_bytes());
    const std::string agent = setting_of(channel, *this, "agent_id");
    int64_t agent_number = 0;
    std::from_chars(agent.data(), agent.data() + agent.size(), agent_number);
    const Json body{
        {"touser", message.address},       {"msgtype", "text"}, {"agentid", agent_number},
        {"text", {{"content", text}}},     {"safe", 0},         {"enable_duplicate_check", 1},
        {"duplicate_check_interval", 1800}};
    Outcome outcome;
    for (const bool fresh : {false, true}) {
      const std::string token = context.tokens.token(channel, fresh, outcome);
      if (token.empty()) return outcome;
      const std::string url = setting_of(channel, *this, "base_url") +
                              "/cgi-bin/message/send?access_token=" + percent_encoded(token);
      const VendorReply reply = post_to_vendor(context, "wecom", url, write_json(body));
      outcome = reply.outcome;
      if (outcome.fate == Fate::kSent) check_receivers(reply.body, outcome);
      if (outcome.fate != Fate::kRefreshToken) break;
    }
    // A new token that is refused as well is no matter of tokens.
    if (outcome.fate == Fate::kRefreshToken) outcome.fate = Fate::kRetry;
    outcome.sent_text = text;
    return outcome;
  }

 private:
  static void check_receivers(const std::string& body, Outcome& outcome) {
    const Json json = stored_json(body);
    if (const auto id = json.find("msgid"); id != json.end() && id->is_string()) {
      outcome.receipt = id->get<std::string>();
    }
    const auto invalid = json.find("invaliduser");
    if (invalid == json.end() || !invalid->is_string() || invalid->get<std::string>().empty()) {
      return;
    }
    outcome = vendor_outcome("wecom", 81013, "invaliduser: " + invalid->get<std::string>());
  }
};

}  // namespace

std::unique_ptr<Kind> make_wecom_app() { return std::make_unique<WecomApp>(); }

}  // namespace tollgate::delivery
