#include "wecom_pages.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "problems.h"
#include "tollgate/base/sha256.h"

namespace tollgate::sign_in {
namespace {

constexpr int64_t kHourOfTickets = 3600 * kSecond;
constexpr size_t kMaxPageBytes = 2000;

}  // namespace

std::string page_signature(std::string_view ticket, std::string_view nonce, int64_t timestamp,
                           std::string_view url) {
  const std::string text = "jsapi_ticket=" + std::string(ticket) +
                           "&noncestr=" + std::string(nonce) +
                           "&timestamp=" + std::to_string(timestamp) + "&url=" + std::string(url);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  // WeCom's choice; it protects no more than which page asks.
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1) {
    return {};
  }
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  std::string out;
  for (unsigned int i = 0; i < size; ++i) {
    out.push_back(kHexDigits[digest[i] >> 4]);
    out.push_back(kHexDigits[digest[i] & 15]);
  }
  return out;
}

std::optional<std::string> page_of_hub(std::string_view url, std::string_view hub_url) {
  const std::string_view page = url.substr(0, url.find('#'));
  if (page.size() > kMaxPageBytes || !page.starts_with(hub_url)) return std::nullopt;
  // "https://hub.example.evil" begins like the hub, too.
  if (page.size() == hub_url.size() || page[hub_url.size()] != '/') return std::nullopt;
  const bool is_plain = std::ranges::all_of(page, [](char c) { return c > ' ' && c != 127; });
  return is_plain ? std::optional(std::string(page)) : std::nullopt;
}

Result<std::string> WecomPages::ticket(Wecom& wecom, const std::string& kind) {
  const Instant now = clock_.now();
  Kept& kept = kept_[kind];
  if (now < kept.ends) {
    if (kept.failure) return *kept.failure;
    return kept.text;
  }
  while (!asked_.empty() && now.microseconds - asked_.front().microseconds >= kHourOfTickets) {
    asked_.pop_front();
  }
  if (asked_.size() >= kMaxTickets_hour) return too_often();
  asked_.push_back(now);
  auto got = wecom.ticket(kind == "agent_config");
  if (!got) {
    kept = {"", {now.microseconds + kTicketPause}, got.diagnostics().front()};
    return Failure{got.diagnostics()};
  }
  kept = {std::move(got->text), got->ends, std::nullopt};
  return kept.text;
}

Result<SignInWecomPageReply> WecomPages::sign(Wecom& wecom, uint64_t set_up,
                                              const SignInWecomPageRequest& page) {
  if (set_up != set_up_) {
    kept_.clear();
    set_up_ = set_up;
  }
  auto by = ticket(wecom, page.kind);
  if (!by) return Failure{by.diagnostics()};
  std::array<unsigned char, 16> bytes{};
  random_.fill(bytes.data(), bytes.size());
  SignInWecomPageReply reply;
  reply.corp_id = wecom.settings().corp_id;
  reply.agent_id = wecom.settings().agent_id;
  for (const unsigned char byte : bytes) {
    reply.nonce.push_back("0123456789abcdef"[byte >> 4]);
    reply.nonce.push_back("0123456789abcdef"[byte & 15]);
  }
  reply.timestamp = clock_.now().microseconds / kSecond;
  reply.signature = page_signature(*by, reply.nonce, reply.timestamp, page.url);
  return reply;
}

}  // namespace tollgate::sign_in
