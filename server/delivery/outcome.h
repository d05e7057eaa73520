// What came of sending a message, and what a person can do about it.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/base/localized_text.h"
#include "tollgate/delivery/transport.h"

namespace tollgate::delivery {

enum class Fate {
  kSent,
  kRetry,         // later again
  kUnknown,       // may have arrived: again, with its key shown
  kRefreshToken,  // with a new token at once, once
  kFailed,        // never, as things stand
};

struct Outcome {
  Fate fate = Fate::kFailed;
  std::string code;         // ours, stable: "delivery.wrong_key"
  std::string vendor_code;  // theirs: "93000"
  std::string vendor_text;
  LocalizedText remedy;      // what went wrong and what to do
  int64_t hold_seconds = 0;  // nothing goes through this channel for so long
  std::string receipt;       // what the channel said to what it took
  std::string sent_text;     // as it was sent
};

// Codes in the replies of WeCom, DingTalk and Feishu, which answer HTTP 200 also when they refuse.
Outcome vendor_outcome(std::string_view vendor, int64_t vendor_code, std::string vendor_text);

// Of what came no code: a network that failed, an HTTP status, an answer that makes no sense.
Outcome transport_outcome(const Reply& reply);

}  // namespace tollgate::delivery
