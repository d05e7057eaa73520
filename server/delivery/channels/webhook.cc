// A JSON webhook for machines. Each message is one POST with its key, and signed where there is a
// secret: Tollgate-Signature is "v1=" and the hexadecimal HMAC-SHA-256 by it over the value of
// Tollgate-Timestamp, a dot, and the body.
#include <sodium/utils.h>

#include <nlohmann/json.hpp>

#include "channels/kind.h"
#include "tollgate/base/json.h"
#include "tollgate/delivery/sealed.h"

namespace tollgate::delivery {
namespace {

std::string hexadecimal(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                 bytes.size());
  text.pop_back();
  return text;
}

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
    const std::string body = write_json(json);
    HttpRequest request{setting_of(channel, *this, "base_url"), {}, body};
    request.headers = {{"Content-Type", "application/json; charset=utf-8"},
                       {"Tollgate-Id", message.key}};
    if (const std::string secret = secret_of(channel, "sign_secret"); !secret.empty()) {
      const std::string time = std::to_string(context.clock.now().microseconds / 1'000'000);
      request.headers.emplace_back("Tollgate-Timestamp", time);
      request.headers.emplace_back("Tollgate-Signature",
                                   "v1=" + hexadecimal(hmac_sha256(secret, time + "." + body)));
    }
    const Reply reply = context.transport.http(request);
    Outcome outcome = transport_outcome(reply);
    if (reply.reach == Reply::Reach::kAnswered && reply.status >= 200 && reply.status < 300) {
      outcome = {};
      outcome.fate = Fate::kSent;
      outcome.receipt = "HTTP " + std::to_string(reply.status);
    }
    outcome.sent_text = message.text;
    return outcome;
  }
};

}  // namespace

std::unique_ptr<Kind> make_webhook() { return std::make_unique<Webhook>(); }

}  // namespace tollgate::delivery
