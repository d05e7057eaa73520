#include "tollgate/designer/document/fixes.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"

namespace tollgate::designer {
namespace {

// Their first candidate is what should stand at their span, exactly.
constexpr std::string_view kReplaceable[] = {
    "feel.check.blanks_in_column", "feel.check.unknown_function", "lint.default_no_option"};

}  // namespace

std::optional<Fix> fix_of(const Json& document, const Diagnostic& finding) {
  const bool replaceable = std::find(std::begin(kReplaceable), std::end(kReplaceable),
                                     finding.code) != std::end(kReplaceable);
  if (!replaceable || !finding.place.span || finding.candidates.empty()) return std::nullopt;
  const Json* value = find_pointer(document, finding.place.pointer);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  std::string text = value->get<std::string>();
  const Span span = *finding.place.span;
  if (span.begin > span.end || span.end > text.size()) return std::nullopt;
  Fix fix{finding.place.pointer, {}, finding.candidates.front()};
  fix.text = text.replace(span.begin, span.end - span.begin, fix.replacement);
  return fix;
}

}  // namespace tollgate::designer
