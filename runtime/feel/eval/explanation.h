// What explain() gives, from the steps that were recorded.
#pragma once

#include <optional>

#include "tollgate/feel/program.h"
#include "trace.h"

namespace tollgate::feel {

// `whole`: what was recorded, if anything; `result`: what came out. The texts point into `ast`.
Explanation explanation_of(const Ast& ast, std::optional<Step> whole, Value result);

}  // namespace tollgate::feel
