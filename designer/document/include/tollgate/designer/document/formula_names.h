// Formulas of the document in the labels of the people who design it.
//
//   wording::Names names = formula_names(document, "/metrics/0/filter", "zh-CN");
//   formula_in_words(document, "/metrics/0/filter", "amount > 5", names, Language::kChinese)
//                                                                // "金额 > 5"
//
// Made from the raw document, which need not be valid. The names are those of "What expressions
// see" in docs/app-document.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/json.h"
#include "tollgate/base/localized_text.h"
#include "tollgate/wording/names.h"

namespace tollgate::designer {

wording::Names formula_names(const Json& document, std::string_view pointer,
                             std::string_view locale);

// As it is shown, also while it is unfinished; what is read of it is the same FEEL again. nullopt
// where labels cannot say it: it is shown as FEEL.
std::optional<std::string> formula_in_words(const Json& document, std::string_view pointer,
                                            std::string_view feel, const wording::Names& names,
                                            Language language);

}  // namespace tollgate::designer
