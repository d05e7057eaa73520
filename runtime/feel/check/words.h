// Sentences of the checker, in both languages.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/base/localized_text.h"
#include "tollgate/feel/ast.h"

namespace tollgate::feel::words {

// “text” / 'text', cut to a length that fits a message.
LocalizedText in_quotes(std::string_view text);
// What an operator does: 相加 / be added.
LocalizedText doing(Operator op);
// Replaces {0}, {1}, ... in both languages by the arguments in that language.
LocalizedText fill(std::string_view zh, std::string_view en,
                   std::initializer_list<LocalizedText> arguments);
// The same text in both languages.
LocalizedText both(std::string_view text);

}  // namespace tollgate::feel::words
