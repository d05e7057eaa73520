#include "verdict_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/diagnostic_json.h"

namespace tollgate::engine {

namespace {

Json criteria_of(const scorecard::Score& score) {
  Json criteria = Json::array();
  for (const scorecard::CriterionScore& c : score.criteria) {
    Json criterion = {{"id", c.id},
                      {"label", tollgate::to_json(c.label)},
                      {"met", c.met},
                      {"points", c.points.to_text()},
                      {"possible", c.possible.to_text()},
                      {"why", tollgate::to_json(c.why)},
                      {"fields", c.fields}};
    if (!c.asked) criterion["asked"] = false;
    if (!c.advice.empty()) criterion["advice"] = tollgate::to_json(c.advice);
    criteria.push_back(std::move(criterion));
  }
  return criteria;
}

}  // namespace

std::string explanation_of(const scorecard::Score& score, bool brief) {
  Json json = Json::object();
  if (!brief) json = {{"label", tollgate::to_json(score.label)}, {"criteria", criteria_of(score)}};
  if (score.pools.size() > 1) {
    for (const scorecard::PoolPlace& pool : score.pools) json["pools"].push_back(pool.id);
  }
  return json.empty() ? std::string() : write_json(json);
}

std::vector<std::string> pools_of(const store::ScoreRow& row) {
  if (row.pool.empty()) return {};
  const Result<Json> explanation = parse_json(row.explanation);
  if (explanation && explanation->is_object() && explanation->contains("pools")) {
    const Json& pools = (*explanation)["pools"];
    if (pools.is_array() && std::all_of(pools.begin(), pools.end(),
                                        [](const Json& pool) { return pool.is_string(); })) {
      return pools.get<std::vector<std::string>>();
    }
  }
  return {row.pool};
}

Json to_json(const workflow::RequirementState& requirement) {
  return {{"id", requirement.id},
          {"label", tollgate::to_json(requirement.label)},
          {"met", requirement.met},
          {"message", tollgate::to_json(requirement.message)},
          {"fields", requirement.fields}};
}

}  // namespace tollgate::engine
