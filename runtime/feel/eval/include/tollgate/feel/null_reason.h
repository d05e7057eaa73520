// Why a null is null: a stable code, both languages, the place in the expression.
//
//   Value v = evaluate(...);                       // "12" - 1
//   std::optional<Diagnostic> why = null_reason(v);
//   why->code == "feel.null.operand_types"
//
// The reason travels inside the null value itself and costs no memory. Values that took part are
// only named by their types here; EvalOptions::diagnostics collects them with their contents.
#pragma once

#include <optional>

#include "tollgate/base/diagnostic.h"
#include "tollgate/feel/null_code.h"
#include "tollgate/feel/value.h"

namespace tollgate::feel {

// "feel.null.divide_by_zero", ...
const char* null_code_text(NullCode code);

// nullopt for a null without a reason and for every other value.
std::optional<Diagnostic> null_reason(const Value& value);

}  // namespace tollgate::feel
