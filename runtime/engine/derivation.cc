#include "derivation.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "blob_uses.h"
#include "capture_traces.h"
#include "referrers.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/feel/shared_work.h"
#include "tollgate/record/settled.h"
#include "tollgate/rules/standing.h"
#include "verdict_json.h"

namespace tollgate::engine {

using ops::RecordStatus;

namespace {

// As many of one save are kept; who saved is told all.
constexpr size_t kMaxProblems = 20;

// An effect of an automation, or a gate that opens again.
bool follows_from_others(const ops::Body& body) {
  const auto* set = std::get_if<ops::RecordSet>(&body);
  return (set != nullptr && !set->cause.empty()) ||
         std::holds_alternative<ops::WorkflowReopen>(body);
}

std::vector<ops::FieldWrite> op_writes(std::vector<rules::FieldWrite> writes) {
  std::vector<ops::FieldWrite> out;
  for (rules::FieldWrite& write : writes) out.push_back({write.field, std::move(write.value), ""});
  return out;
}

}  // namespace

namespace {

// To whoever's value yielded.
automation::Effect conflict_notice(const model::App& app, const ops::FieldConflict& conflict) {
  const model::Entity* entity = app.find_entity(conflict.entity);
  const LocalizedText field = entity != nullptr
                                  ? rules::quoted_labels(app, *entity, {conflict.field})
                                  : LocalizedText{conflict.field, conflict.field};
  return {"sync", automation::Notify{
                      model::Channel::kInApp,
                      {conflict.yields_by},
                      {"您和别人都改了" + field.zh + "：后写的为准，您写的内容保留在历史里",
                       "you and somebody else both changed " + field.en +
                           ": the later one stands, and what you wrote is kept in the history"}}};
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

std::vector<rules::EarlierScore> earlier_scores(const std::vector<store::ScoreRow>& rows) {
  std::vector<rules::EarlierScore> scores;
  for (const store::ScoreRow& row : rows) {
    scores.push_back({row.scorecard, Decimal::parse(row.total).value_or(Decimal()),
                      Decimal::parse(row.possible).value_or(Decimal()), pools_of(row)});
  }
  return scores;
}

Derivation::Derivation(AppRules& rules, store::Store& store, const ops::Op& first,
                       const KnownRecord* known, bool leaves_referrers)
    : rules_(rules),
      store_(store),
      known_(known),
      clock_(first.at()),
      user_(first.user),
      setting_(rules.setting(clock_, first.user)),
      asked_about_{std::string(entity_of(first.body)), std::string(record_of(first.body))},
      app_version_(rules.model->version),
      leaves_referrers_(leaves_referrers) {}

Derivation::Touched& Derivation::load(const store::RecordKey& key) {
  auto [slot, fresh] = touched_.try_emplace(key);
  Touched& touched = slot->second;
  if (!fresh) return touched;
  std::optional<store::StoredRecord> stored = known_ != nullptr && known_->key == key
                                                  ? known_->record
                                                  : store_.find_record(key.entity, key.record);
  if (stored) {
    touched.before = std::move(stored->state);
    touched.scores_before = store_.scores(key.entity, key.record);
  }
  return touched;
}

void Derivation::apply(const ops::Op& op) {
  if (const auto* delivered = std::get_if<ops::EffectDelivered>(&op.body)) {
    store_.mark_delivered(delivered->op, delivered->ordinal);
  }
  if (const auto* blob = std::get_if<ops::BlobAdd>(&op.body); blob && op.origin)
    look_again(*blob, op.number);
  if (const auto* due = std::get_if<ops::AutomationDue>(&op.body)) return come_due(op, *due);
  if (is_note(op.body)) note(op);
  if (record_of(op.body).empty() || is_note(op.body)) return;
  Touched& touched = load({std::string(entity_of(op.body)), std::string(record_of(op.body))});
  touched.op_number = op.number;
  touched.changed = touched.changed || !follows_from_others(op.body);
  const bool known = !touched.state.id.empty();
  std::optional<ops::RecordState> state = known ? std::optional(touched.state) : touched.before;
  if (const auto* claim = std::get_if<ops::WorkflowAdvance>(&op.body)) {
    if (!state) return;
    touched.state = *std::move(state);
    touched.claims.push_back({op, *claim});
    return;
  }
  touched.state = *ops::apply_op(std::move(state), op);
  const auto* import = std::get_if<ops::RecordImport>(&op.body);
  const auto* restore = std::get_if<ops::RecordRestore>(&op.body);
  // What comes by an import triggers nothing; a record that is restored is scored as it was.
  touched.imported = restore == nullptr && (import != nullptr || !op.batch.empty());
  const bool moves = import != nullptr    ? import->stage_imported
                     : restore != nullptr ? restore->standing.is_object()
                                          : std::holds_alternative<ops::WorkflowReopen>(op.body);
  touched.moved = touched.moved || moves;
  for (std::string& sha256 : note_blob_uses(store_, op)) given_up_.push_back(std::move(sha256));
  if (touched.imported) return;
  if (const auto* status = std::get_if<ops::RecordStatusSet>(&op.body)) {
    touched.completed = status->status == RecordStatus::kComplete;
  }
}

// Records came before the file that they hold: their rules see it from here on.
void Derivation::look_again(const ops::BlobAdd& blob, int64_t op_number) {
  for (const store::RecordKey& key : store_.blob_users(blob.sha256)) {
    (void)look_again(key, op_number);
  }
}

bool Derivation::look_again(const store::RecordKey& key, int64_t op_number) {
  Touched& touched = load(key);
  if (!touched.before) return false;
  if (!touched.state.id.empty()) return true;
  touched.state = *touched.before;
  touched.op_number = op_number;
  return true;
}

void Derivation::come_due(const ops::Op& op, const ops::AutomationDue& due) {
  if (due.record.empty()) return;
  const store::RecordKey key{due.entity, due.record};
  if (due.what == ops::due_kinds::kSkipped) {
    for (const Diagnostic& why : diagnostics_from_json(due.why).value_or(Diagnostics())) {
      problems_.push_back(
          {op.number, op.at_ms(), due.entity, due.record, write_json(to_json(why))});
    }
    return;
  }
  if (look_again(key, op.number)) load(key).due.push_back(due.automation);
}

void Derivation::note(const ops::Op& op) {
  if (record_of(op.body).empty()) return;
  outcome_.touched.push_back({std::string(entity_of(op.body)), std::string(record_of(op.body))});
  if (const auto* comment = std::get_if<ops::RecordComment>(&op.body)) tell_mentioned(op, *comment);
  const auto* conflict = std::get_if<ops::FieldConflict>(&op.body);
  if (conflict == nullptr || conflict->yields_by.empty()) return;
  if (conflict->yields_by == conflict->stands_by) return;
  messages_.push_back({0, op.number, op.at_ms(), conflict->entity, conflict->record,
                       write_json(automation::to_json(conflict_notice(*rules_.model, *conflict))),
                       false});
}

void Derivation::tell_mentioned(const ops::Op& op, const ops::RecordComment& comment) {
  std::vector<std::string> people = comment.mentions;
  std::erase(people, op.user);
  if (people.empty() || comment.text.empty()) return;
  const std::optional<model::Users>& users = rules_.model->users;
  const auto author = users ? store_.find_record(users->entity, op.user) : std::nullopt;
  const std::string name = author && !author->title.empty() ? author->title : op.user;
  const automation::Effect effect{"comment",
                                  automation::Notify{model::Channel::kInApp,
                                                     std::move(people),
                                                     {name + "在评论中提到您：" + comment.text,
                                                      name + " mentioned you: " + comment.text}}};
  messages_.push_back({0, op.number, op.at_ms(), comment.entity, comment.record,
                       write_json(automation::to_json(effect)), false});
}

rules::Before Derivation::before_of(const Touched& touched) const {
  rules::Before before;
  if (touched.before) before.record = rules_.record(*touched.before);
  before.scores = earlier_scores(touched.scores_before);
  before.met = touched.state.met;
  return before;
}

// The same whichever ops of the group are applied so far: what was before it stays what it was.
void Derivation::settle(Touched& touched) const {
  const model::Entity* entity = rules_.model->find_entity(touched.state.entity);
  if (!entity || !record::has_settled_fields(*entity)) return;
  const Json before = touched.before ? live::wire_values(*touched.before) : Json::object();
  record::note_settled(*entity, before, live::wire_values(touched.state), touched.state.settled);
}

bool Derivation::waits_for_condition(const Touched& touched) const {
  const ops::RecordState& state = touched.state;
  if (state.id.empty() || touched.imported || state.status == RecordStatus::kDiscarded)
    return false;
  const live::EntityRules* rules = rules_.rules_of(state.entity);
  return rules != nullptr && rules->automations.waits_for_conditions();
}

void Derivation::decide(Touched& touched, const rules::Events& events) {
  const bool happened =
      events.saved || events.completed || !events.claims.empty() || !events.due.empty();
  touched.decision =
      rules::decide(*rules_.compiled, happened ? before_of(touched) : rules::Before{},
                    rules_.record(touched.state), events, setting_);
  rules::add_once(outcome_.problems, touched.decision->problems);
}

std::vector<ops::Body> Derivation::react() {
  std::vector<ops::Body> bodies;
  // Carrying out effects looks at other records, which join the map.
  std::vector<Touched*> happened;
  for (auto& [key, touched] : touched_) {
    settle(touched);
    const bool waits = touched.due.empty() && waits_for_condition(touched);
    if (touched.completed || !touched.claims.empty() || !touched.due.empty() || waits) {
      happened.push_back(&touched);
    }
  }
  for (Touched* touched : happened) {
    rules::Events events{.saved = !touched->imported && touched->due.empty(),
                         .completed = touched->completed,
                         .claims = {},
                         .imported = touched->imported,
                         .due = touched->due};
    for (const Claim& claim : touched->claims) {
      events.claims.push_back(
          {claim.body.workflow, claim.body.to, claim.body.role, verdict_of_other_version(claim)});
    }
    decide(*touched, events);
    std::ranges::copy(touched->decision->met, std::back_inserter(touched->state.met));
    note_problems(*touched);
    record_claims(*touched);
    carry_out(*touched, bodies);
  }
  return bodies;
}

int64_t Derivation::judge_of(const Claim& claim) {
  return claim.body.judged_by != 0 ? claim.body.judged_by : claim.op.app_version;
}

// A claim is an op only where its gate let the record through, and what that gate saw is in it. The
// rules in force would ask for something else; where they have the stage field no more, there is
// nothing to move in.
std::optional<workflow::Advance> Derivation::verdict_of_other_version(const Claim& claim) const {
  const model::Workflow* workflow = rules_.model->find_workflow(claim.body.workflow);
  const bool is_known = workflow != nullptr && workflow->entity == claim.body.entity &&
                        workflow->stage_field == claim.body.field;
  if (!is_known || judge_of(claim) == app_version_) return std::nullopt;
  workflow::Advance verdict;
  verdict.accepted = true;
  verdict.from = claim.body.from;
  verdict.to = claim.body.to;
  verdict.saw = claim.body.saw;
  verdict.leaves = claim.body.leaves;
  return verdict;
}

// Whoever saved hears of them at once; those who look after the app find them later.
void Derivation::note_problems(const Touched& touched) {
  size_t count = 0;
  for (const Diagnostic& problem : touched.decision->problems) {
    if (++count > kMaxProblems) return;
    problems_.push_back({touched.op_number, clock_.now().microseconds / 1000, touched.state.entity,
                         touched.state.id, write_json(to_json(problem))});
  }
}

void Derivation::record_claims(Touched& touched) {
  for (size_t i = 0; i < touched.claims.size(); ++i) {
    const Claim& claim = touched.claims[i];
    const workflow::Advance& verdict = touched.decision->advances[i];
    Json missing = Json::array();
    for (const workflow::RequirementState& r : verdict.missing) missing.push_back(to_json(r));
    // What an open gate saw is in the op, where it cannot change any more.
    const Json explanation =
        verdict.accepted && claim.body.saw.is_object() ? Json{{"saw", claim.body.saw}} : missing;
    store_.put_decision({claim.op.number, claim.body.entity, claim.body.record, claim.body.workflow,
                         claim.body.from, claim.body.to, verdict.accepted, write_json(explanation),
                         judge_of(claim)});
    if (verdict.accepted) {
      touched.state = *ops::apply_op(std::move(touched.state), claim.op);
      touched.moved = true;
    }
    outcome_.advance = verdict;
  }
}

void Derivation::carry_out(const Touched& touched, std::vector<ops::Body>& bodies) {
  Carrying carrying{touched, {}, 0, bodies};
  for (const automation::Effect& effect : touched.decision->effects) {
    carrying.effect = &effect;
    std::visit([&](const auto& kind) { carry_out_kind(kind, carrying); }, effect.kind);
    outcome_.effects.push_back(effect);
  }
}

void Derivation::carry_out_kind(const automation::Notify&, Carrying& carrying) {
  const ops::RecordState& state = carrying.touched.state;
  messages_.push_back({0, carrying.touched.op_number, clock_.now().microseconds / 1000,
                       state.entity, state.id, write_json(automation::to_json(*carrying.effect)),
                       false});
}

void Derivation::carry_out_kind(const automation::SetField& set, Carrying& carrying) {
  const rules::Decision& decision = *carrying.touched.decision;
  ops::RecordSet body{set.entity, set.record, {}, carrying.effect->automation};
  if (rules::is_own(set, decision.after)) {
    body.record = decision.after.facts.id;
    body.writes = op_writes(decision.own_writes[carrying.own_count++].writes);
  } else {
    body.writes = op_writes(set_elsewhere(set));
  }
  carrying.bodies.push_back(std::move(body));
}

std::vector<rules::FieldWrite> Derivation::set_elsewhere(const automation::SetField& set) {
  Touched& target = load({set.entity, set.record});
  if (!target.setter) {
    rules::Record record;
    record.facts.id = set.record;
    record.facts.entity = set.entity;
    record.values = Json::object();
    if (!target.state.id.empty()) {
      record = rules_.record(target.state);
    } else if (target.before) {
      record = rules_.record(*target.before);
    }
    target.setter.emplace(*rules_.compiled, record, setting_);
  }
  return target.setter->set(set);
}

Outcome Derivation::finish() {
  // All is decided before anything is written: no record sees half of what the group changes.
  for (auto& [key, touched] : touched_) {
    if (touched.state.id.empty()) continue;
    settle(touched);
    // What effects set is in the state now, as the log has it: an older one may hold less of it.
    const bool decided = touched.decision &&
                         touched.decision->after.values == live::wire_values(touched.state) &&
                         touched.decision->after.facts.changed_after ==
                             rules_.records->facts(touched.state).changed_after;
    if (!decided) decide(touched, {.imported = touched.imported});
  }
  // Rules that were stopped would be half of what the group means.
  const feel::SharedWork* work = feel::SharedWork::current();
  if (work != nullptr && work->exhausted()) return std::move(outcome_);
  for (auto& [key, touched] : touched_) {
    if (touched.state.id.empty()) continue;
    rules_.records->forget(key.entity, key.record);
    write(touched);
    outcome_.touched.push_back(key);
    if (!touched.before) continue;
    refresh_referrers(touched);
    if (rules_.compiled->policy().restricts()) outcome_.before.emplace(key, *touched.before);
  }
  settle_standings();
  refresh_later_users();
  for (const store::MessageRow& message : messages_) store_.add_message(message);
  for (const store::ProblemRow& problem : problems_) store_.add_problem(problem);
  return std::move(outcome_);
}

std::vector<TouchedRecord> Derivation::touched_records() const {
  std::vector<TouchedRecord> records;
  for (const auto& [key, touched] : touched_) {
    if (!touched.state.id.empty())
      records.push_back({touched.state, touched.before, touched.changed});
  }
  return records;
}

void Derivation::write(const Touched& touched) {
  const rules::Decision& decision = *touched.decision;
  if (decision.view.names == nullptr) return;
  std::string title = title_of(touched);
  store_.put_record(touched.state, title);
  store_.put_traces({touched.state.entity, touched.state.id},
                    traces_of(touched.state, *rules_.model), touched.before.has_value());
  const bool unscored = decision.scores.empty() && touched.scores_before.empty();
  if (!unscored) write_scores(touched);
  if (store::RecordKey{touched.state.entity, touched.state.id} != asked_about_) return;
  outcome_.scores = decision.scores;
  outcome_.record = {touched.state, std::move(title)};
}

std::string Derivation::title_of(const Touched& touched) const {
  // Of what it refers to, something may have been written by now.
  if (touched_.size() == 1) {
    return rules_.records->title(touched.decision->view, touched.state, clock_);
  }
  return rules_.records->title(rules_.records->view(touched.state, setting_.person, false),
                               touched.state, clock_);
}

void Derivation::write_scores(const Touched& touched) {
  if (!touched.scores_before.empty()) {
    store_.remove_scores(touched.state.entity, touched.state.id);
  }
  for (const scorecard::Score& s : touched.decision->scores) {
    store_.put_score({touched.state.entity, touched.state.id, s.scorecard, s.total.to_text(),
                      s.possible.to_text(), s.pools.empty() ? "" : s.pools.front().id,
                      explanation_of(s, touched.imported), app_version_, touched.op_number});
  }
}

void Derivation::refresh_later_users() {
  for (const std::string& sha256 : given_up_) {
    for (const store::RecordKey& key : store_.blob_users(sha256)) {
      rules_.records->forget(key.entity, key.record);
      outcome_.touched.push_back(key);
    }
  }
}

// Titles read through references one level deep, and so do metrics.
void Derivation::refresh_referrers(const Touched& touched) {
  const ops::RecordState& state = touched.state;
  const RecordStatus before = touched.before->status;
  const bool left = state.status != before &&
                    (before == RecordStatus::kComplete || state.status == RecordStatus::kDiscarded);
  const std::vector<std::string> changed = changed_fields(touched.before, state);
  if (!left && changed.empty()) return;
  const model::Entity* own = rules_.model->find_entity(state.entity);
  for (const model::Entity& entity : rules_.model->entities) {
    for (const model::Field& field : entity.fields) {
      if (!model::is_reference(field.type) || field.entity != state.entity) continue;
      // What stands behind a gate is asked again whatever changed, as it always was.
      const bool is_read = left || own == nullptr || rules_.model->workflow_of(entity.id) ||
                           rules_.is_read_through(field.id, *own, changed);
      const store::ReferrerStep step{.op_number = touched.op_number,
                                     .at_us = clock_.now().microseconds,
                                     .user = user_,
                                     .entity = entity.id,
                                     .field = field.id,
                                     .target = state.id,
                                     .reads = is_read};
      if (leaves_for_later(step)) {
        outcome_.leaves_referrers = true;
        continue;
      }
      for (const std::string& id : store_.referrers(entity.id, field.id, state.id)) {
        if (!is_read) {
          outcome_.shown.push_back({entity.id, id});
          continue;
        }
        outcome_.touched.push_back({entity.id, id});
        refresh_title(rules_, store_, {entity.id, id}, setting_.person, clock_);
      }
    }
  }
}

// What is behind others that wait is behind them here, too: the last save decides.
bool Derivation::leaves_for_later(const store::ReferrerStep& step) {
  constexpr int64_t kMaxAtOnce = 200;
  if (!leaves_referrers_) return false;
  const bool is_later =
      store_.has_referrers(step.entity, step.field, step.target, kMaxAtOnce + 1) ||
      (store_.next_referrer_step() &&
       store_.has_referrers(step.entity, step.field, step.target, 1));
  if (is_later) store_.add_referrer_step(step);
  return is_later;
}

}  // namespace tollgate::engine
