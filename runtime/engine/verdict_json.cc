#include "tollgate/engine/verdict_json.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/diagnostic_json.h"
#include "tollgate/record/values.h"

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

Json to_json(const automation::Effect& effect) {
  Json json = {{"type", name_of(effect.type)}, {"automation", effect.automation}};
  if (effect.type == model::EffectType::kNotify) {
    json["channel"] = name_of(effect.channel);
    json["to"] = effect.to;
    json["message"] = tollgate::to_json(effect.message);
    return json;
  }
  json["entity"] = effect.entity;
  if (!effect.record.empty()) json["record"] = effect.record;
  json["field"] = effect.field->id;
  json["value"] = record::to_wire(*effect.field, effect.value);
  return json;
}

}  // namespace tollgate::engine
