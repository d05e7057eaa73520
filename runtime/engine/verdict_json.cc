#include "tollgate/engine/verdict_json.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/diagnostic_json.h"

namespace tollgate::engine {

Json to_json(const scorecard::Score& score) {
  Json criteria = Json::array();
  for (const scorecard::CriterionScore& c : score.criteria) {
    Json criterion = {{"id", c.id},
                      {"label", tollgate::to_json(c.label)},
                      {"met", c.met},
                      {"points", c.points.to_text()},
                      {"possible", c.possible.to_text()},
                      {"why", tollgate::to_json(c.why)},
                      {"fields", c.fields}};
    if (!c.advice.empty()) criterion["advice"] = tollgate::to_json(c.advice);
    criteria.push_back(std::move(criterion));
  }
  return {{"label", tollgate::to_json(score.label)}, {"criteria", std::move(criteria)}};
}

Json to_json(const workflow::RequirementState& requirement) {
  return {{"id", requirement.id},
          {"label", tollgate::to_json(requirement.label)},
          {"met", requirement.met},
          {"message", tollgate::to_json(requirement.message)},
          {"fields", requirement.fields}};
}

}  // namespace tollgate::engine
