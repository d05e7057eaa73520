// Words for sentences about expressions, in both languages: for the checker, for the reasons of
// nulls, for lint.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "tollgate/base/localized_text.h"
#include "tollgate/feel/ast.h"
#include "tollgate/feel/type.h"

namespace tollgate::feel {

// "a number" / "数字": a type in words for people.
LocalizedText type_in_words(const Type& type);

namespace words {

// “text” / 'text', cut to a length that fits a message.
LocalizedText in_quotes(std::string_view text);
// What an operator does: 相加 / be added.
LocalizedText doing(Operator op);
// Replaces {0}, {1}, ... in both languages by the arguments in that language.
LocalizedText fill(std::string_view zh, std::string_view en,
                   std::initializer_list<LocalizedText> arguments);
// The same text in both languages.
LocalizedText both(std::string_view text);
// After "a number and a text cannot be added": what may have been meant. Empty for operators and
// types where nothing comes to mind.
LocalizedText mending_hint(Operator op, TypeKind left, TypeKind right);
// How a text looks that a conversion function reads: "2026-01-31" for date. Empty for others.
std::string_view example_of(std::string_view function);
// Why a text is no date: "2026-02-30" or "2026-01-31T..." has the form of one, so there is no such
// day, time or time zone. Empty for texts of another form.
LocalizedText no_such_day(std::string_view text);

}  // namespace words
}  // namespace tollgate::feel
