#include "view.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace tollgate::rules {

feel::Value score_context(const std::vector<EarlierScore>& scores) {
  std::vector<std::pair<std::string, feel::Value>> members;
  for (const EarlierScore& score : scores) {
    members.emplace_back(
        score.scorecard,
        feel::Value::context(
            {{"total", feel::Value::number(score.total)},
             {"possible", feel::Value::number(score.possible)},
             {"pool",
              score.pools.empty() ? feel::Value() : feel::Value::string(score.pools.front())}}));
  }
  return feel::Value::context(std::move(members));
}

record::RecordView view_of(const CompiledApp& app, const Record& record, const Setting& setting) {
  const EntityRules* rules = app.rules_of(record.facts.entity);
  if (rules == nullptr) return {};
  record::RecordView view = record::make_view(rules->names, record.facts, record.values,
                                              setting.person, app.values(setting.records));
  rules->presence.hide(view, {nullptr, app.time_zone()});
  return view;
}

void set_scores(record::RecordView& view, const feel::Value& scores) {
  if (view.names != nullptr) view.slots[view.names->score()] = scores;
}

}  // namespace tollgate::rules
