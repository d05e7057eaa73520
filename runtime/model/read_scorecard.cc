#include "read_parts.h"

namespace tollgate::model {
namespace {

Criterion read_criterion(const Reader& from) {
  Criterion criterion;
  criterion.id = from.text("id");
  criterion.label = from.label("label");
  criterion.points = from.number("points");
  criterion.asked = from.optional_expression("asked");
  criterion.met = from.expression("met");
  criterion.kind = from.enumeration("kind", CriterionKind::kYesNo);
  criterion.fields = from.texts("fields");
  criterion.advice = from.message("advice");
  criterion.pointer = from.pointer();
  return criterion;
}

Pool read_pool(const Reader& from) {
  return {from.text("id"), from.label("label"), from.number("below"), from.number("at_least"),
          from.pointer()};
}

}  // namespace

Scorecard read_scorecard(const Reader& from) {
  Scorecard scorecard;
  scorecard.id = from.text("id");
  scorecard.entity = from.text("entity");
  scorecard.label = from.label("label");
  scorecard.when = from.optional_expression("when");
  scorecard.criteria = from.list("criteria", read_criterion);
  scorecard.pools = from.list("pools", read_pool);
  scorecard.pointer = from.pointer();
  return scorecard;
}

}  // namespace tollgate::model
