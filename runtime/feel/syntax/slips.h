// What people write who know other notations or type with a Chinese keyboard, and what is meant.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "tollgate/base/localized_text.h"
#include "tollgate/feel/lexer.h"

namespace tollgate::feel {

// "equality is written with a single =", and what is written otherwise.
struct Slip {
  LocalizedText hint;
  Span span;
};
// For the token at which the text cannot be read on. nullopt when nothing comes to mind.
std::optional<Slip> find_slip(std::string_view text, std::span<const Token> tokens, size_t at);

// An operator or keyword in Chinese or in other letters, such as 大于 or AND, and what to type.
struct WordSlip {
  std::string_view found;
  std::string_view instead;
};
// Whether a word is one. Inside a name only capitals tell, as in Order AND Pay but not in Made In.
std::optional<WordSlip> word_slip(std::string_view word);
// The same for a word that stands alone: And, True.
std::optional<WordSlip> lone_word_slip(std::string_view word);
// The first that a word without blanks holds, such as 大于 in 金额大于阈值. Short ones are left
// out: they are parts of too many other words.
std::optional<WordSlip> word_slip_inside(std::string_view word);

// The first full-width sign in a word, such as ＞ or （, and what to type instead.
struct FullWidthSign {
  std::string_view sign;
  std::string_view instead;
};
std::optional<FullWidthSign> full_width_sign(std::string_view word);

}  // namespace tollgate::feel
