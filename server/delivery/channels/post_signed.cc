#include <sodium/utils.h>

#include "channels/kind.h"
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

}  // namespace

Outcome post_signed(SendContext& context, const StoredChannel& channel, const std::string& url,
                    const std::string& key, const std::string& body) {
  HttpRequest request{url, {}, body};
  request.headers = {{"Content-Type", "application/json; charset=utf-8"}, {"Tollgate-Id", key}};
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
  return outcome;
}

}  // namespace tollgate::delivery
