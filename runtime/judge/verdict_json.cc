#include "tollgate/judge/verdict_json.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "tollgate/base/diagnostic_json.h"
#include "tollgate/record/values.h"

namespace tollgate::judge {

Json to_json(const scorecard::Score& score) {
  Json pools = Json::array();
  for (const scorecard::PoolPlace& pool : score.pools) pools.push_back(pool.id);
  Json criteria = Json::array();
  for (const scorecard::CriterionScore& criterion : score.criteria) {
    Json one = {{"id", criterion.id},
                {"met", criterion.met},
                {"points", criterion.points.to_text()},
                {"possible", criterion.possible.to_text()},
                {"why", tollgate::to_json(criterion.why)}};
    if (!criterion.asked) one["asked"] = false;
    if (!criterion.advice.empty()) one["advice"] = tollgate::to_json(criterion.advice);
    criteria.push_back(std::move(one));
  }
  return {{"total", score.total.to_text()},
          {"possible", score.possible.to_text()},
          {"pools", std::move(pools)},
          {"criteria", std::move(criteria)}};
}

Json to_json(const workflow::RequirementState& requirement, bool with_verdict) {
  Json json = {{"id", requirement.id}, {"fields", requirement.fields}};
  if (with_verdict) json["met"] = requirement.met;
  if (!requirement.message.empty()) json["message"] = tollgate::to_json(requirement.message);
  return json;
}

Json to_json(const workflow::State& state) {
  Json moves = Json::array();
  for (const workflow::Move& move : state.moves) {
    Json requirements = Json::array();
    for (const workflow::RequirementState& requirement : move.requirements) {
      requirements.push_back(to_json(requirement, true));
    }
    moves.push_back({{"to", move.to},
                     {"allowed", move.allowed},
                     {"backward", move.backward},
                     {"requirements", std::move(requirements)}});
  }
  return {{"stage", state.stage}, {"moves", std::move(moves)}};
}

void add_form_state(const form::FormSession& session, Json& verdict) {
  verdict["values"] = session.values();
  Json hidden = Json::array(), required = Json::array(), read_only = Json::array();
  Json hidden_sections = Json::array();
  const form::Changes state = session.state();
  for (const form::SectionChange& section : state.sections) {
    if (!section.visible) hidden_sections.push_back(section.id);
  }
  for (const form::FieldChange& field : state.fields) {
    if (!*field.visible) hidden.push_back(field.path);
    if (*field.visible && *field.required) required.push_back(field.path);
    if (*field.read_only) read_only.push_back(field.path);
  }
  verdict["unreadable"] = session.export_draft()["texts"];
  verdict["hidden"] = std::move(hidden);
  verdict["hidden_sections"] = std::move(hidden_sections);
  verdict["required"] = std::move(required);
  verdict["read_only"] = std::move(read_only);
  Json errors = Json::array(), warnings = Json::array();
  for (const auto& [path, finding] : session.findings()) {
    Json one = {
        {"field", path}, {"code", finding.code}, {"message", tollgate::to_json(finding.message)}};
    if (!finding.candidates.empty()) one["candidates"] = finding.candidates;
    (finding.severity == Severity::kError ? errors : warnings).push_back(std::move(one));
  }
  verdict["errors"] = std::move(errors);
  verdict["warnings"] = std::move(warnings);
}

}  // namespace tollgate::judge
