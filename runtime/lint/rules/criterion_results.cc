// A criterion gives true or false, or a number of points.
#include "rules.h"
#include "scopes.h"
#include "tollgate/feel/parse.h"

namespace tollgate::lint {

void criterion_results(const model::App& app, Findings& findings) {
  Scopes scopes(app);
  for (const model::Scorecard& scorecard : app.scorecards) {
    const KnownScope& known = scopes.record(scorecard.entity);
    for (const model::Criterion& criterion : scorecard.criteria) {
      const Result<feel::Ast> ast = feel::parse(criterion.met.text, known.scope);
      if (!ast) continue;
      const feel::Type type = feel::check(*ast, known.scope, {}).type;
      switch (type.kind()) {
        case feel::TypeKind::kAny:
        case feel::TypeKind::kNull:
        case feel::TypeKind::kUnknown:
        case feel::TypeKind::kBoolean:
        case feel::TypeKind::kNumber:
          continue;
        default: {
          const LocalizedText words = feel::type_in_words(type);
          findings.error("criterion_result", "评分项应得出 true、false 或分数，而不是" + words.zh,
                         "a criterion gives true, false or a number of points, not " + words.en,
                         criterion.met.pointer);
        }
      }
    }
  }
}

}  // namespace tollgate::lint
