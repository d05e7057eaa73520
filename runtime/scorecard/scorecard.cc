#include "tollgate/scorecard/scorecard.h"

#include <utility>

#include "tollgate/record/because.h"

namespace tollgate::scorecard {
namespace {

using feel::Value;

// The points that a criterion's value gives; nullopt when it is neither a truth nor a number.
std::optional<Decimal> points_of(const Value& value, const Decimal& possible) {
  if (value.is_true()) return possible;
  if (value.is_false() || value.is_null()) return Decimal();
  if (value.is_number()) return value.as_number();
  return std::nullopt;
}

Diagnostic bad_points(const model::Criterion& criterion, const Value& value) {
  const std::string got = feel::to_text(value);
  return make_error(
      "scorecard.bad_points",
      {"这一项应得出 true、false 或 0 到 " + criterion.points + " 的分数，却得出了 " + got + "。",
       "This criterion must give true, false or 0 to " + criterion.points +
           " points, but it gave " + got + "."},
      {.source = criterion.id, .pointer = criterion.met.pointer});
}

LocalizedText why_sentence(const Decimal& points, const Decimal& possible,
                           const LocalizedText& because) {
  const bool met = points == possible;
  const bool part = !met && !points.is_zero();
  const LocalizedText verdict = met    ? LocalizedText{"符合", "Met"}
                                : part ? LocalizedText{"部分符合", "Partly met"}
                                       : LocalizedText{"不符合", "Not met"};
  if (because.empty()) return {verdict.zh + "。", verdict.en + "."};
  return {verdict.zh + "：" + because.zh + "。", verdict.en + ": " + because.en + "."};
}

std::optional<Decimal> bound(const std::string& text) {
  return text.empty() ? std::nullopt : Decimal::parse(text);
}

constexpr int64_t kDecimalsOfParts = 1;

Decimal in_proportion(const Decimal& points, const Decimal& asked, const Decimal& possible) {
  const std::optional<Decimal> product = multiply(points, possible);
  const std::optional<Decimal> part = product ? divide(*product, asked) : std::nullopt;
  const std::optional<Decimal> rounded =
      part ? round_to(*part, kDecimalsOfParts, Rounding::kHalfEven) : std::nullopt;
  if (!rounded) return points;
  const std::optional<int64_t> whole = rounded->to_int64();
  return whole ? Decimal(*whole) : *rounded;
}

}  // namespace

Result<Scorecard> Scorecard::compile(const model::App& app, const model::Scorecard& card,
                                     const record::Names& names, const record::Titles* titles) {
  Scorecard compiled;
  compiled.app_ = &app;
  compiled.card_ = &card;
  compiled.names_ = &names;
  compiled.titles_ = titles;
  Diagnostics problems;
  if (card.when) compiled.when_ = record::compile_rule(*card.when, names.scope(), problems);
  for (const model::Criterion& criterion : card.criteria) {
    std::optional<record::Rule> met = record::compile_rule(criterion.met, names.scope(), problems);
    record::MessageTemplate advice =
        record::MessageTemplate::compile(criterion.advice, app, names.scope(), problems);
    std::optional<record::Rule> asked;
    if (criterion.asked) asked = record::compile_rule(*criterion.asked, names.scope(), problems);
    if (!met) continue;
    compiled.criteria_.push_back({&criterion, *std::move(met), std::move(asked),
                                  Decimal::parse(criterion.points).value_or(Decimal()),
                                  std::move(advice)});
  }
  for (const model::Pool& pool : card.pools) {
    compiled.pools_.push_back({&pool, bound(pool.below), bound(pool.at_least)});
  }
  if (has_errors(problems)) return Failure{std::move(problems)};
  return compiled;
}

std::optional<Score> Scorecard::score(const record::RecordView& view,
                                      const record::RuleContext& context) const {
  return evaluate(view, context, true);
}

std::optional<Score> Scorecard::total(const record::RecordView& view,
                                      const record::RuleContext& context) const {
  return evaluate(view, context, false);
}

CriterionScore Scorecard::not_asked(const Criterion& criterion) const {
  CriterionScore result;
  result.id = criterion.model->id;
  result.label = record::localized(criterion.model->label, *app_);
  result.asked = false;
  result.possible = criterion.points;
  result.why = {"没有问到，不计分。", "Not asked: not counted."};
  result.fields = criterion.model->fields;
  return result;
}

std::optional<Score> Scorecard::evaluate(const record::RecordView& view,
                                         const record::RuleContext& context, bool explained) const {
  Score score;
  score.scorecard = card_->id;
  if (when_) {
    record::Outcome applies = record::run_boolean(*when_, view.slots, context);
    if (!applies.value.is_true()) return std::nullopt;
  }
  if (explained) score.label = record::localized(card_->label, *app_);
  Decimal asked_points;
  for (const Criterion& criterion : criteria_) {
    score.possible = add(score.possible, criterion.points).value_or(score.possible);
    if (criterion.asked) {
      record::Outcome asked = record::run_boolean(*criterion.asked, view.slots, context);
      if (asked.failure) score.problems.push_back(*std::move(asked.failure));
      if (!asked.value.is_true()) {
        if (explained) score.criteria.push_back(not_asked(criterion));
        continue;
      }
    }
    asked_points = add(asked_points, criterion.points).value_or(asked_points);
    record::Outcome outcome = record::run(criterion.met, view.slots, context);
    if (outcome.failure) score.problems.push_back(*std::move(outcome.failure));
    std::optional<Decimal> points = points_of(outcome.value, criterion.points);
    if (!points || points->negative() || compare(*points, criterion.points) > 0) {
      score.problems.push_back(bad_points(*criterion.model, outcome.value));
      points = points && !points->negative() ? criterion.points : Decimal();
    }
    score.total = add(score.total, *points).value_or(score.total);
    if (!explained) continue;
    CriterionScore& result = score.criteria.emplace_back();
    result.id = criterion.model->id;
    result.label = record::localized(criterion.model->label, *app_);
    result.points = *points;
    result.possible = criterion.points;
    result.met =
        *points == criterion.points && !outcome.value.is_null() && !outcome.value.is_false();
    result.why =
        why_sentence(*points, criterion.points,
                     record::because(*app_, *names_, criterion.met, view.slots, context, titles_));
    result.fields = criterion.model->fields;
    if (!result.met) result.advice = criterion.advice.render(view.slots, context, &score.problems);
  }
  if (asked_points.is_zero() && !score.possible.is_zero()) return std::nullopt;
  if (compare(asked_points, score.possible) < 0) {
    score.total = in_proportion(score.total, asked_points, score.possible);
  }
  for (const Pool& pool : pools_) {
    if (pool.below && compare(score.total, *pool.below) >= 0) continue;
    if (pool.at_least && compare(score.total, *pool.at_least) < 0) continue;
    score.pools.push_back({pool.model->id, record::localized(pool.model->label, *app_)});
  }
  return score;
}

Value score_context(const std::vector<Score>& scores) {
  std::vector<std::pair<std::string, Value>> cards;
  for (const Score& score : scores) {
    Value pool = score.pools.empty() ? Value::null() : Value::string(score.pools[0].id);
    cards.emplace_back(score.scorecard, Value::context({{"total", Value::number(score.total)},
                                                        {"possible", Value::number(score.possible)},
                                                        {"pool", std::move(pool)}}));
  }
  return Value::context(std::move(cards));
}

}  // namespace tollgate::scorecard
