// A JSON webhook for machines: each message is one POST with its key, signed where there is a
// secret.
#include <nlohmann/json.hpp>

#include "channels/kind.h"
#include "tollgate/base/json.h"

namespace tollgate::delivery {
namespace {

class Webhook final : public Kind {
 public:
  std::string_view name() const override { return "webhook"; }
  std::vector<KindMember> settings() const override { return {{"base_url", "", true}}; }
  std::vector<KindMember> secrets() const override { return {{"sign_secret", ""}}; }
  bool knows_keys() const override { return true; }

  Outcome send(const StoredChannel& channel, const Message& message,
               SendContext& context) const override {
    const Json json{{"id", message.key},         {"type", "message"},
                    {"app", message.app},        {"entity", message.entity},
                    {"record", message.record},  {"record_title", message.title},
                    {"person", message.person},  {"person_title", message.person_title},
                    {"text", message.text},      {"link", message.link},
                    {"urgent", message.urgent},  {"made_at_ms", message.made_ms},
                    {"attempt", message.attempt}};
    Outcome outcome = post_signed(context, channel, setting_of(channel, *this, "base_url"),
                                  message.key, write_json(json));
    outcome.sent_text = message.text;
    return outcome;
  }
};

}  // namespace

std::unique_ptr<Kind> make_webhook() { return std::make_unique<Webhook>(); }

}  // namespace tollgate::delivery
