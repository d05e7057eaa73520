// Groups of time are made of dates, and of date-times where they are hours.
#include "expression_uses.h"
#include "rules.h"
#include "tollgate/feel/parse.h"

namespace tollgate::lint {

void time_groups(const model::App& app, Findings& findings) {
  Scopes scopes(app);
  for (const ExpressionUse& use : expression_uses(app, scopes)) {
    if (!use.period) continue;
    const Result<feel::Ast> ast = feel::parse(use.text, use.scope->scope);
    if (!ast) continue;
    const feel::Type type = feel::check(*ast, use.scope->scope, {}).type;
    const bool of_hours = *use.period == model::TimeUnit::kHour;
    switch (type.kind()) {
      case feel::TypeKind::kAny:
      case feel::TypeKind::kUnknown:
      case feel::TypeKind::kDateTime:
        continue;
      case feel::TypeKind::kDate:
        if (!of_hours) continue;
        findings.error("hour_of_a_date", "日期没有小时，按小时分组需要日期时间",
                       "a date has no hour: groups of hours need a date and time", use.pointer);
        continue;
      default: {
        const LocalizedText words = feel::type_in_words(type);
        findings.error("group_not_a_time", "按时间分组需要日期或日期时间，而不是“" + words.zh + "”",
                       "groups of time need a date or a date and time, not " + words.en,
                       use.pointer);
      }
    }
  }
}

}  // namespace tollgate::lint
