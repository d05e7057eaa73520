// What a person types about numbers in their own words, cut into words: names, comparisons, numbers
// with their units, windows of time, and, or, not. Chinese and English, mixed as people mix them.
//
//   std::vector<PhraseToken> tokens = phrase_tokens("近30天新签合同额<5万", {"新签合同额"});
//   tokens[0].window.days;               // 30
//   tokens[3].number;                    // 50000
//
// Known names are found first, the longest at each place, so that a name may hold any word of the
// language. Of what is left a word compares only where a number follows. Spans are bytes of the
// text. The last token is kEnd. What is no UTF-8 is skipped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/decimal.h"
#include "tollgate/base/diagnostic.h"
#include "tollgate/model/metric.h"
#include "tollgate/wording/text.h"
#include "tollgate/wording/words.h"

namespace tollgate::insight {

enum class PhraseKind : uint8_t {
  kName,
  kNumber,
  kCompare,
  kBetween,  // a range follows
  kTo,       // between the numbers of a range
  kAnd,
  kOr,
  kNot,
  kOpen,
  kClose,
  kWindow,
  kBy,  // what groups are made by follows
  kEnd,
};

using wording::Comparison;
using wording::feel_text;
using wording::likeness;
using wording::NumberUnit;
using wording::phrase_name;
using wording::sign_of;

struct PhraseToken {
  PhraseKind kind = PhraseKind::kEnd;
  Span span;
  std::string name;  // kName: as phrase_name gives it
  Decimal number;    // kNumber: with its unit, 80 % is 0.8
  NumberUnit unit = NumberUnit::kNone;
  Comparison comparison = Comparison::kEqual;
  bool after_number = false;  // kCompare: "15 以上", "15 or more"
  model::Window window;       // kWindow: its field is empty
};

// `names` are as phrase_name gives them.
std::vector<PhraseToken> phrase_tokens(std::string_view text,
                                       const std::vector<std::string>& names = {});

}  // namespace tollgate::insight
