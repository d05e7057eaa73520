// An expression as people read it who know the fields by their labels.
//
//   expression_in_labels("stage = \"won\" and amount > 5", fields, Language::kChinese)
//   == "阶段 = “赢单” 且 金额 > 5"
//
// For reading alone: what is stored stays FEEL over ids. Unfinished and wrong text is shown as far
// as it can be told apart. "" where labels add nothing, or the text is longer than people read.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tollgate/base/localized_text.h"
#include "tollgate/designer/document/condition_fields.h"

namespace tollgate::designer {

std::string expression_in_labels(std::string_view text, std::span<const ConditionField> fields,
                                 Language language);

}  // namespace tollgate::designer
