#include <algorithm>
#include <nlohmann/json.hpp>

#include "require.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json.h"
#include "tollgate/query/present.h"
#include "verdicts.h"

namespace tollgate::query {
namespace {

// A LocalizedText as the store keeps it.
std::string stored_text(const Json& object, const char* member, const Texts& texts) {
  auto found = object.find(member);
  if (found == object.end() || !found->is_object()) return {};
  return texts.of(LocalizedText{found->value("zh-CN", ""), found->value("en", "")});
}

messages::CriterionScore stored_criterion(const Json& json, const Texts& texts) {
  messages::CriterionScore out;
  out.id = json.value("id", "");
  out.label = stored_text(json, "label", texts);
  out.met = json.value("met", false);
  out.points = json.value("points", "");
  out.possible = json.value("possible", "");
  out.why = stored_text(json, "why", texts);
  if (!json.value("asked", true)) out.asked = false;
  if (json.contains("advice")) out.advice = stored_text(json, "advice", texts);
  out.fields = json.value("fields", std::vector<std::string>());
  return out;
}

}  // namespace

messages::Score present(const scorecard::Score& score, const Texts& texts) {
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
    messages::CriterionScore criterion{.id = c.id,
                                       .label = texts.of(c.label),
                                       .met = c.met,
                                       .points = c.points.to_text(),
                                       .possible = c.possible.to_text(),
                                       .why = texts.of(c.why),
                                       .fields = c.fields};
    if (!c.asked) criterion.asked = false;
    if (!c.advice.empty()) criterion.advice = texts.of(c.advice);
    out.criteria.push_back(std::move(criterion));
  }
  return out;
}

messages::Score present(const Context& context, const store::ScoreRow& row,
                        const ops::StoredRecord& record) {
  live::AppRules& app = context.app;
  const Texts texts = context.texts();
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
  const live::EntityRules* rules = app.rules_of(row.entity);
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

messages::Requirement present(const workflow::RequirementState& r, const Texts& texts) {
  return {.id = r.id,
          .label = texts.of(r.label),
          .met = r.met,
          .message = texts.of(r.message),
          .fields = r.fields};
}

messages::WorkflowState present(const workflow::State& state, const std::string& record,
                                const Texts& texts) {
  messages::WorkflowState out;
  out.workflow = state.workflow;
  out.record = record;
  out.stage = state.stage;
  out.stage_label = texts.of(state.stage_label);
  for (const workflow::Move& move : state.moves) {
    messages::Move m{.to = move.to, .label = texts.of(move.label), .allowed = move.allowed};
    if (move.backward) m.backward = true;
    for (const workflow::RequirementState& r : move.requirements) {
      m.requirements.push_back(present(r, texts));
    }
    out.moves.push_back(std::move(m));
  }
  return out;
}

namespace {

// As automation::to_json gives it and the outbox keeps it.
messages::Effect effect_of(const Json& json, const Texts& texts) {
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

}  // namespace

std::optional<messages::Effect> present_effect(const Json& effect, const std::string& entity,
                                               const Texts& texts) {
  messages::Effect out = effect_of(effect, texts);
  Sight& sight = texts.sight();
  if (sight.is_whole()) return out;
  if (out.field) {
    const std::string& of = out.entity.value_or("").empty() ? entity : *out.entity;
    const bool elsewhere = out.record && !out.record->empty();
    if (sight.hides(of, *out.field)) return std::nullopt;
    if (elsewhere && !sight.title(of, *out.record)) return std::nullopt;
  }
  const bool theirs =
      out.to && std::find(out.to->begin(), out.to->end(), sight.viewer().person) != out.to->end();
  if (out.message && !theirs && sight.hides_any(entity)) out.message.reset();
  return out;
}

std::vector<messages::Effect> present(const std::vector<automation::Effect>& effects,
                                      const std::string& entity, const Texts& texts) {
  std::vector<messages::Effect> out;
  for (const automation::Effect& effect : effects) {
    auto shown = present_effect(automation::to_json(effect), entity, texts);
    if (shown) out.push_back(*std::move(shown));
  }
  return out;
}

std::vector<messages::KeptProblem> present(const std::vector<store::ProblemRow>& problems,
                                           const Texts& texts) {
  std::vector<messages::KeptProblem> out;
  Sight& sight = texts.sight();
  for (const store::ProblemRow& row : problems) {
    // What failed may be told with the values that it failed on.
    if (sight.hides_any(row.entity)) continue;
    if (!sight.is_whole(row.entity) && !sight.title(row.entity, row.record)) continue;
    std::optional<Diagnostic> diagnostic = diagnostic_from_json(stored_json(row.diagnostic));
    if (!diagnostic) continue;
    out.push_back({.at = texts.instant(row.at_ms),
                   .entity = row.entity,
                   .record = row.record,
                   .title = texts.title(row.entity, row.record),
                   .diagnostic = *std::move(diagnostic)});
  }
  return out;
}

}  // namespace tollgate::query
