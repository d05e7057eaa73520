// Signatures by which pages may use WeCom's JS-SDK (path 90514 and 96909 of its documents).
//
//   WecomPages pages(clock, random);
//   pages.sign(wecom, 1, {.kind = "config", .url = "https://hub.example/apps/visits/"})
//
// A ticket holds for two hours and WeCom gives only so many an hour: it is kept while it holds, who
// asks while nobody could get one waits a moment, and so many an hour are asked for at most.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "provider.h"
#include "tollgate/base/random.h"

namespace tollgate::sign_in {

// Of what WeCom gives an application in an hour (100), with room for what else it does.
inline constexpr size_t kMaxTickets_hour = 60;
inline constexpr int64_t kTicketPause = 10 * kSecond;  // after one that could not be got

// "jsapi_ticket=…&noncestr=…&timestamp=…&url=…" as SHA-1, in hexadecimal digits. `url` without
// what follows #, neither escaped nor unescaped.
std::string page_signature(std::string_view ticket, std::string_view nonce, int64_t timestamp,
                           std::string_view url);

// Without what follows #. nullopt: it is no address of the hub's, or no address at all.
std::optional<std::string> page_of_hub(std::string_view url, std::string_view hub_url);

// For one thread at a time: it waits for the network.
class WecomPages {
 public:
  WecomPages(const Clock& clock, Random& random) : clock_(clock), random_(random) {}

  // `set_up`: another number is another WeCom, whose tickets are others. `url`: by page_of_hub().
  // Refused: sign_in.busy, sign_in.unreachable, sign_in.provider.
  Result<SignInWecomPageReply> sign(Wecom& wecom, uint64_t set_up,
                                    const SignInWecomPageRequest& page);

 private:
  struct Kept {
    std::string text;
    Instant ends;
    std::optional<Diagnostic> failure;  // why there is none, until `ends`
  };
  Result<std::string> ticket(Wecom& wecom, const std::string& kind);

  const Clock& clock_;
  Random& random_;
  uint64_t set_up_ = 0;
  std::map<std::string, Kept> kept_;  // by kind
  std::deque<Instant> asked_;         // within the last hour
};

}  // namespace tollgate::sign_in
