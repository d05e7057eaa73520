// Scores a record by its scorecard's criteria and says for each why.
//
//   Result<Scorecard> card = Scorecard::compile(app, model_card, names, titles);
//   std::optional<Score> score = card->score(view, context);
//   score->total.to_text();                 // "35"
//   score->criteria[0].why.zh;              // "不符合：“迟到”为“100 分钟”。"
//
// Where a criterion's `asked` is not true it is not applicable: it leaves the sum, and the total is
// what the others give in proportion, to one decimal: 25 of 30 points asked are 50 of 60. A record
// that was asked nothing has no score.
//
// A criterion's rule gives true (all points), false or null (none), or a number of points; numbers
// outside 0..points are cut to that range and reported. Points are exact decimals.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/decimal.h"
#include "tollgate/base/localized_text.h"
#include "tollgate/base/result.h"
#include "tollgate/model/app.h"
#include "tollgate/record/display.h"
#include "tollgate/record/message.h"
#include "tollgate/record/names.h"
#include "tollgate/record/record_view.h"
#include "tollgate/record/rule.h"

namespace tollgate::scorecard {

struct CriterionScore {
  std::string id;
  LocalizedText label;
  bool met = false;   // all its points
  bool asked = true;  // else it is not applicable and counts nothing
  Decimal points;
  Decimal possible;
  LocalizedText why;     // a sentence with the values that decided
  LocalizedText advice;  // what to do better; empty when met
  std::vector<std::string> fields;
};

struct PoolPlace {
  std::string id;
  LocalizedText label;
};

struct Score {
  std::string scorecard;
  LocalizedText label;
  Decimal
      total;  // of `possible`; where criteria were not asked, what the others give in proportion
  Decimal possible;              // of all criteria
  std::vector<PoolPlace> pools;  // in the scorecard's order
  std::vector<CriterionScore> criteria;
  Diagnostics problems;  // rules that failed to run
};

class Scorecard {
 public:
  // `app` and `names` (of the scorecard's entity) must outlive it; `titles` may be nullptr.
  static Result<Scorecard> compile(const model::App& app, const model::Scorecard& card,
                                   const record::Names& names, const record::Titles* titles);

  const model::Scorecard& model() const { return *card_; }

  // nullopt when the scorecard's `when` is not true for the record.
  std::optional<Score> score(const record::RecordView& view,
                             const record::RuleContext& context) const;

  // Total, possible and pools alone, without sentences: what mass imports need.
  std::optional<Score> total(const record::RecordView& view,
                             const record::RuleContext& context) const;

 private:
  struct Criterion {
    const model::Criterion* model = nullptr;
    record::Rule met;
    std::optional<record::Rule> asked;
    Decimal points;
    record::MessageTemplate advice;
  };
  struct Pool {
    const model::Pool* model = nullptr;
    std::optional<Decimal> below;
    std::optional<Decimal> at_least;
  };

  CriterionScore not_asked(const Criterion& criterion) const;
  std::optional<Score> evaluate(const record::RecordView& view, const record::RuleContext& context,
                                bool explained) const;

  const model::App* app_ = nullptr;
  const model::Scorecard* card_ = nullptr;
  const record::Names* names_ = nullptr;
  const record::Titles* titles_ = nullptr;
  std::optional<record::Rule> when_;
  std::vector<Criterion> criteria_;
  std::vector<Pool> pools_;
};

// What requirements and automations see as `score`: {scorecard id: {total, possible, pool}}.
feel::Value score_context(const std::vector<Score>& scores);

}  // namespace tollgate::scorecard
