#include "tollgate/designer/document/expression_help.h"

#include "tollgate/feel/editing.h"
#include "tollgate/feel/function_help.h"
#include "tollgate/feel/function_table.h"

namespace tollgate::designer {

std::optional<ExpressionHelp> expression_help(std::string_view text) {
  std::string called;
  for (const feel::Highlight& part : feel::highlight(text, feel::Scope())) {
    if (part.kind != feel::HighlightKind::kFunction) continue;
    called = text.substr(part.span.begin, part.span.end - part.span.begin);
  }
  const feel::FunctionHelp* const help = feel::find_function_help(called);
  if (help == nullptr) return std::nullopt;
  return ExpressionHelp{feel::signature_text(feel::functions_named(called)[0]),
                        {std::string(help->description_zh), std::string(help->description_en)},
                        std::string(help->example) + " → " + std::string(help->value)};
}

}  // namespace tollgate::designer
