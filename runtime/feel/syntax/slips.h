// What people write who know other notations or type with a Chinese keyboard, and what is meant.
#pragma once

#include <optional>
#include <string_view>

#include "tollgate/base/localized_text.h"

namespace tollgate::feel {

// "equality is written with a single =": for the text at the place of an error and the token
// before it. nullopt when nothing comes to mind.
std::optional<LocalizedText> slip_hint(std::string_view found, std::string_view before);

// The first full-width sign in a word, such as ＞ or （, and what to type instead.
struct FullWidthSign {
  std::string_view sign;
  std::string_view instead;
};
std::optional<FullWidthSign> full_width_sign(std::string_view word);

}  // namespace tollgate::feel
