#include <nlohmann/json.hpp>

#include "present.h"
#include "require.h"
#include "tollgate/base/json.h"

namespace tollgate::api {
namespace {

// A LocalizedText as the store keeps it.
std::string stored_text(const Json& object, const char* member, const engine::Texts& texts) {
  auto found = object.find(member);
  if (found == object.end() || !found->is_object()) return {};
  return texts.of(LocalizedText{found->value("zh-CN", ""), found->value("en", "")});
}

messages::CriterionScore stored_criterion(const Json& json, const engine::Texts& texts) {
  messages::CriterionScore out;
  out.id = json.value("id", "");
  out.label = stored_text(json, "label", texts);
  out.met = json.value("met", false);
  out.points = json.value("points", "");
  out.possible = json.value("possible", "");
  out.why = stored_text(json, "why", texts);
  if (json.contains("advice")) out.advice = stored_text(json, "advice", texts);
  out.fields = json.value("fields", std::vector<std::string>());
  return out;
}

}  // namespace

engine::Texts texts_of(const Call& call) {
  return engine::Texts(*call.engine.app()->model, call.engine.store(), call.caller.locale);
}

messages::Score present(const scorecard::Score& score, const engine::Texts& texts) {
  messages::Score out;
  out.scorecard = score.scorecard;
  out.label = texts.of(score.label);
  out.total = score.total.to_text();
  out.possible = score.possible.to_text();
  if (!score.pools.empty()) {
    out.pool = score.pools.front().id;
    out.pool_label = texts.of(score.pools.front().label);
  }
  for (const scorecard::CriterionScore& c : score.criteria) {
    messages::CriterionScore criterion{c.id,
                                       texts.of(c.label),
                                       c.met,
                                       c.points.to_text(),
                                       c.possible.to_text(),
                                       texts.of(c.why),
                                       std::nullopt,
                                       c.fields};
    if (!c.advice.empty()) criterion.advice = texts.of(c.advice);
    out.criteria.push_back(std::move(criterion));
  }
  return out;
}

messages::Score present(Call& call, const store::ScoreRow& row, const store::StoredRecord& record) {
  engine::AppRules& app = *call.engine.app();
  engine::Texts texts = texts_of(call);
  messages::Score out;
  out.scorecard = row.scorecard;
  out.total = row.total;
  out.possible = row.possible;
  if (!row.pool.empty()) {
    out.pool = row.pool;
    const model::Pool* pool = nullptr;
    if (app.model->scorecard_with_pool(row.pool, &pool)) out.pool_label = texts.of(pool->label);
  }
  if (const model::Scorecard* card = app.model->find_scorecard(row.scorecard)) {
    out.label = texts.of(card->label);
  }
  Json explanation = stored_json(row.explanation);
  if (explanation.is_object() && explanation.contains("criteria")) {
    for (const Json& c : explanation["criteria"]) {
      out.criteria.push_back(stored_criterion(c, texts));
    }
    return out;
  }
  const engine::EntityRules* rules = app.rules_of(row.entity);
  if (!rules) return out;
  record::RecordView view = app.records->view(record.state, {}, false);
  // The rules saw the time of the save.
  FixedClock then({record.state.updated_ms * 1000});
  for (const scorecard::Scorecard& card : rules->scorecards) {
    if (card.model().id != row.scorecard) continue;
    auto score = card.score(view, app.records->rules(then));
    if (score) out.criteria = present(*score, texts).criteria;
  }
  return out;
}

messages::Requirement present(const workflow::RequirementState& r, const engine::Texts& texts) {
  return {r.id, texts.of(r.label), r.met, texts.of(r.message), r.fields};
}

messages::WorkflowState present(const workflow::State& state, const std::string& record,
                                const engine::Texts& texts) {
  messages::WorkflowState out;
  out.workflow = state.workflow;
  out.record = record;
  out.stage = state.stage;
  out.stage_label = texts.of(state.stage_label);
  for (const workflow::Move& move : state.moves) {
    messages::Move m{move.to, texts.of(move.label), move.allowed, {}};
    if (move.backward) m.backward = true;
    for (const workflow::RequirementState& r : move.requirements) {
      m.requirements.push_back(present(r, texts));
    }
    out.moves.push_back(std::move(m));
  }
  return out;
}

messages::Effect present_effect(const Json& json, const engine::Texts& texts) {
  messages::Effect out;
  if (!json.is_object()) return out;
  const auto text = [&](const char* member) -> std::optional<std::string> {
    const auto found = json.find(member);
    if (found == json.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
  };
  out.type = text("type").value_or("");
  out.automation = text("automation").value_or("");
  out.channel = text("channel");
  if (json.contains("to")) out.to = json.value("to", std::vector<std::string>());
  if (json.contains("message")) out.message = stored_text(json, "message", texts);
  out.entity = text("entity");
  out.record = text("record");
  out.field = text("field");
  if (json.contains("value")) out.value = json["value"];
  return out;
}

messages::Effect present_effect(const std::string& stored, const engine::Texts& texts) {
  return present_effect(stored_json(stored), texts);
}

std::vector<messages::Effect> present(const Call& call, const engine::Outcome& outcome) {
  std::vector<messages::Effect> effects;
  engine::Texts texts = texts_of(call);
  for (const automation::Effect& e : outcome.effects)
    effects.push_back(present_effect(automation::to_json(e), texts));
  return effects;
}

std::optional<messages::WorkflowState> workflow_state(Call& call, const store::StoredRecord& record,
                                                      const workflow::Workflow* workflow) {
  engine::AppRules& app = *call.engine.app();
  if (!workflow) {
    const engine::EntityRules* rules = app.rules_of(record.state.entity);
    if (!rules || rules->workflows.empty()) return std::nullopt;
    workflow = &rules->workflows.front();
  }
  record::RecordView view = app.records->view(record.state, app.records->user(call.caller.user));
  workflow::State state =
      workflow->state(view, effective_role(call), app.records->rules(call.engine.clock()));
  return present(state, record.state.id, texts_of(call));
}

}  // namespace tollgate::api
