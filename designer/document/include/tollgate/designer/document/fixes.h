// What somebody can do about a finding with one tap: the text that it points to becomes another.
//
//   std::optional<Fix> fix = fix_of(document, finding);   // "rows.z" → "rows.z[item != null]"
//   if (fix) document.run(SetProperty{fix->pointer, fix->text, false});
#pragma once

#include <optional>
#include <string>

#include "tollgate/base/diagnostic.h"
#include "tollgate/base/json.h"

namespace tollgate::designer {

struct Fix {
  std::string pointer;      // of the expression
  std::string text;         // the whole of it, mended
  std::string replacement;  // what comes in
};

// nullopt for findings that have no mechanical way out, and where the document has moved on.
std::optional<Fix> fix_of(const Json& document, const Diagnostic& finding);

}  // namespace tollgate::designer
