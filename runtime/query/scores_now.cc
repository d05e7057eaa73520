#include "require.h"
#include "tollgate/query/present.h"
#include "verdicts.h"

namespace tollgate::query {

Result<std::vector<messages::Score>> scores_now(const Source& source, const Viewer& viewer,
                                                std::string_view entity,
                                                const std::string& record) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<ops::StoredRecord> found = require_record(*context, entity, record);
  if (!found) return std::move(found).error();
  std::vector<messages::Score> scores;
  const live::EntityRules* rules = context->app.rules_of(entity);
  const bool complete = found->state.status == ops::RecordStatus::kComplete;
  if (rules == nullptr || !complete) return scores;
  const record::RecordView view =
      context->app.records->view(found->state, context->person(), false);
  for (const scorecard::Scorecard& card : rules->scorecards) {
    if (!context->sight->is_whole() && context->sight->rests_on_hidden(card.model())) continue;
    if (const auto score = card.score(view, context->rules())) {
      scores.push_back(present(*score, context->texts()));
    }
  }
  return scores;
}

}  // namespace tollgate::query
