// Why a rule came out as it did, in words: the fields that decided, and what is in them.
//
//   because(app, names, rule, slots, context, &titles)
//     == {"“迟到”为“100 分钟”", "“Late by” is “100 min”"}
//
// Of `a and b` that is false only the false sides count; of `a or b` that is true only the true
// ones; of an `if` its condition and the branch that was taken; of a rule without a value only what
// is not filled in (“现场照片”未填写). At most six fields are named.
#pragma once

#include <span>

#include "tollgate/base/localized_text.h"
#include "tollgate/record/display.h"
#include "tollgate/record/names.h"
#include "tollgate/record/rule.h"

namespace tollgate::record {

// Empty when no field took part.
LocalizedText because(const model::App& app, const Names& names, const Rule& rule,
                      std::span<const feel::Value> slots, const RuleContext& context,
                      const TitleSource* titles = nullptr);

}  // namespace tollgate::record
