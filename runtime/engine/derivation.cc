#include "tollgate/engine/derivation.h"

#include <nlohmann/json.hpp>

#include "tollgate/engine/verdict_json.h"

namespace tollgate::engine {

using ops::RecordStatus;

namespace {

// Of the record that triggered, or of another one that is known to exist.
ops::RecordSet record_set_of(const std::string& automation, const automation::SetField& set,
                             const ops::RecordState& triggered) {
  ops::FieldWrite write{set.field->id, record::to_wire(*set.field, set.value), ""};
  return {
      set.entity, set.record.empty() ? triggered.id : set.record, {std::move(write)}, automation};
}

}  // namespace

std::vector<std::string> changed_fields(const std::optional<ops::RecordState>& before,
                                        const ops::RecordState& after) {
  std::vector<std::string> changed;
  for (const auto& [field, slot] : after.fields) {
    if (slot.value != (before ? before->value(field) : Json())) changed.push_back(field);
  }
  return changed;
}

Derivation::Derivation(AppRules& rules, store::Store& store, const ops::Op& first)
    : rules_(rules),
      store_(store),
      clock_(first.time.instant()),
      user_(rules.records->user(first.user)),
      asked_about_{std::string(entity_of(first.body)), std::string(record_of(first.body))},
      app_version_(rules.model->version) {}

Derivation::Touched& Derivation::touch(const ops::Op& op) {
  store::RecordKey key{std::string(entity_of(op.body)), std::string(record_of(op.body))};
  auto [slot, fresh] = touched_.try_emplace(key);
  Touched& touched = slot->second;
  if (fresh) {
    std::optional<store::StoredRecord> stored = store_.find_record(key.entity, key.record);
    if (stored) touched.before = std::move(stored->state);
    touched.scores_before = store_.scores(key.entity, key.record);
  }
  touched.op_number = op.number;
  return touched;
}

void Derivation::apply(const ops::Op& op) {
  if (record_of(op.body).empty()) return;
  Touched& touched = touch(op);
  bool known = !touched.state.id.empty();
  std::optional<ops::RecordState> state = known ? std::optional(touched.state) : touched.before;
  if (const auto* body = std::get_if<ops::WorkflowAdvance>(&op.body)) {
    if (!state) return;
    touched.state = *state;
    claim(op, *body, touched);
    return;
  }
  touched.state = *ops::apply_op(std::move(state), op);
  touched.imported = std::holds_alternative<ops::RecordImport>(op.body);
  if (const auto* status = std::get_if<ops::RecordStatusSet>(&op.body)) {
    touched.completed = status->status == RecordStatus::kComplete;
  }
}

void Derivation::claim(const ops::Op& op, const ops::WorkflowAdvance& body, Touched& touched) {
  const workflow::Workflow* workflow = rules_.find_workflow(body.workflow);
  workflow::Advance advance;
  if (workflow) {
    record::RecordView view = view_of(touched.state);
    view.slots[view.names->score()] = score_context(touched.scores_before);
    advance = workflow->advance(view, body.to, body.role, rules_.records->rules(clock_));
  }
  Json missing = Json::array();
  for (const workflow::RequirementState& r : advance.missing) missing.push_back(to_json(r));
  store_.put_decision({op.number, body.entity, body.record, body.workflow, body.from, body.to,
                       advance.accepted, write_json(missing), app_version_});
  if (advance.accepted) {
    touched.state = *ops::apply_op(std::move(touched.state), op);
    touched.entered_stages.push_back(body.to);
  }
  outcome_.advance = std::move(advance);
}

record::RecordView Derivation::view_of(const ops::RecordState& state) const {
  return rules_.records->view(state, user_, false);
}

// Sets the view's score as well. Mass imports keep totals without sentences.
std::vector<scorecard::Score> Derivation::score(const Touched& touched,
                                                record::RecordView& view) const {
  std::vector<scorecard::Score> scores;
  const EntityRules* rules = rules_.rules_of(touched.state.entity);
  if (!rules || !view.names || touched.state.status != RecordStatus::kComplete) return scores;
  record::RuleContext context = rules_.records->rules(clock_);
  for (const scorecard::Scorecard& card : rules->scorecards) {
    std::optional<scorecard::Score> score =
        touched.imported ? card.total(view, context) : card.score(view, context);
    if (score) scores.push_back(std::move(*score));
  }
  view.slots[view.names->score()] = scorecard::score_context(scores);
  return scores;
}

std::vector<ops::Body> Derivation::react() {
  std::vector<ops::Body> bodies;
  for (auto& [key, touched] : touched_) {
    if (!touched.imported && touched.state.status == RecordStatus::kComplete) {
      react_to(touched, bodies);
    }
  }
  return bodies;
}

void Derivation::react_to(Touched& touched, std::vector<ops::Body>& bodies) {
  const EntityRules* rules = rules_.rules_of(touched.state.entity);
  bool happened = touched.completed || !touched.entered_stages.empty();
  if (!rules || !happened || rules->automations.empty()) return;

  record::RecordView view = view_of(touched.state);
  std::vector<scorecard::Score> scores = score(touched, view);
  // What was typed into a draft over days all changes at the moment it becomes complete.
  bool was_complete = touched.before && touched.before->status == RecordStatus::kComplete;
  std::vector<std::string> changed = changed_fields(
      was_complete ? touched.before : std::optional<ops::RecordState>(), touched.state);

  std::vector<automation::Event> events;
  if (touched.completed) {
    events.push_back({model::TriggerEvent::kRecordSaved, "", "", changed});
    events.push_back({model::TriggerEvent::kRecordCompleted, "", "", changed});
    for (const scorecard::Score& s : scores) {
      for (const scorecard::PoolPlace& pool : s.pools) {
        bool was_in = false;
        for (const store::ScoreRow& row : touched.scores_before) {
          was_in = was_in || (row.scorecard == s.scorecard && row.pool == pool.id);
        }
        if (!was_in) {
          events.push_back({model::TriggerEvent::kPoolEntered, "", pool.id, changed});
        }
      }
    }
  }
  for (const std::string& stage : touched.entered_stages) {
    events.push_back({model::TriggerEvent::kStageEntered, stage, "", changed});
  }
  for (const automation::Event& event : events) {
    Diagnostics problems;
    for (automation::Effect& effect : rules->automations.react(
             event, view, rules_.records->values(), rules_.records->rules(clock_), problems)) {
      if (const auto* set = std::get_if<automation::SetField>(&effect.kind)) {
        bodies.push_back(record_set_of(effect.automation, *set, touched.state));
      } else if (std::holds_alternative<automation::Notify>(effect.kind)) {
        messages_.push_back({0, touched.op_number, clock_.now().microseconds / 1000,
                             touched.state.entity, touched.state.id,
                             write_json(automation::to_json(effect)), false});
      }
      outcome_.effects.push_back(std::move(effect));
    }
  }
}

Outcome Derivation::finish() {
  for (const auto& [key, touched] : touched_) {
    if (touched.state.id.empty()) continue;
    rules_.records->forget(key.entity, key.record);
    write(touched);
    outcome_.touched.push_back(key);
    if (touched.before) refresh_referrers(touched);
  }
  for (const store::MessageRow& message : messages_) store_.add_message(message);
  return std::move(outcome_);
}

void Derivation::write(const Touched& touched) {
  record::RecordView view = view_of(touched.state);
  if (!view.names) return;
  std::vector<scorecard::Score> scores = score(touched, view);
  store_.put_record(touched.state, rules_.records->title(view, touched.state, clock_));
  bool unscored = scores.empty() && touched.scores_before.empty();
  if (!unscored) write_scores(touched, scores);
  const store::RecordKey key{touched.state.entity, touched.state.id};
  if (key == asked_about_) outcome_.scores = std::move(scores);
}

void Derivation::write_scores(const Touched& touched, const std::vector<scorecard::Score>& scores) {
  if (!touched.scores_before.empty()) {
    store_.remove_scores(touched.state.entity, touched.state.id);
  }
  for (const scorecard::Score& s : scores) {
    store_.put_score({touched.state.entity, touched.state.id, s.scorecard, s.total.to_text(),
                      s.possible.to_text(), s.pools.empty() ? "" : s.pools.front().id,
                      touched.imported ? "" : write_json(to_json(s)), app_version_,
                      touched.op_number});
  }
}

// Titles read through references one level deep, and so do metrics.
void Derivation::refresh_referrers(const Touched& touched) {
  const ops::RecordState& state = touched.state;
  bool left =
      state.status != RecordStatus::kComplete && touched.before->status == RecordStatus::kComplete;
  if (!left && changed_fields(touched.before, state).empty()) return;
  for (const model::Entity& entity : rules_.model->entities) {
    for (const model::Field& field : entity.fields) {
      if (field.type != model::FieldType::kReference || field.entity != state.entity) continue;
      for (const std::string& id : store_.referrers(entity.id, field.id, state.id)) {
        outcome_.touched.push_back({entity.id, id});
        if (!entity.title) continue;
        std::optional<store::StoredRecord> referrer = store_.find_record(entity.id, id);
        if (!referrer) continue;
        record::RecordView view = view_of(referrer->state);
        std::string title = rules_.records->title(view, referrer->state, clock_);
        if (title != referrer->title) store_.set_title(entity.id, id, title);
      }
    }
  }
}

}  // namespace tollgate::engine
