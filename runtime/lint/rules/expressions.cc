// Every expression can be read and, with the names and types it sees, can work.
#include "expression_uses.h"
#include "rules.h"
#include "tollgate/feel/parse.h"

namespace tollgate::lint {
namespace {

// Spans of the expression become spans of the text that holds it.
void report(Findings& findings, const Diagnostics& found, const ExpressionUse& use) {
  for (Diagnostic d : found) {
    d.place.pointer = use.pointer;
    if (d.place.span) {
      d.place.span->begin += static_cast<uint32_t>(use.offset);
      d.place.span->end += static_cast<uint32_t>(use.offset);
    }
    findings.add(std::move(d));
  }
}

}  // namespace

void expressions(const model::App& app, Findings& findings) {
  Scopes scopes(app);
  for (const ExpressionUse& use : expression_uses(app, scopes)) {
    if (use.is_blank()) continue;
    const Result<feel::Ast> ast = feel::parse(use.text, use.scope->scope);
    if (!ast) {
      report(findings, ast.diagnostics(), use);
      continue;
    }
    const feel::Checked checked =
        feel::check(*ast, use.scope->scope, {use.expected, use.scope->lookup()});
    report(findings, checked.diagnostics, use);
  }
}

}  // namespace tollgate::lint
