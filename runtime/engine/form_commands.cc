#include "tollgate/engine/form_commands.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "derivation.h"
#include "evidence_of_device.h"
#include "evidence_values.h"
#include "stages.h"
#include "tollgate/base/session_errors.h"
#include "tollgate/feel/shared_work.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/model/field_path.h"
#include "tollgate/query/unknown.h"
#include "tollgate/store/store.h"
#include "write_guard.h"

namespace tollgate::engine {
namespace {

using ops::RecordStatus;

Diagnostic unknown(const char* code, const char* zh, const char* en, const std::string& name,
                   const char* pointer, std::vector<std::string> candidates = {}) {
  return make_error(code, {std::string(zh) + "“" + name + "”", std::string(en) + " '" + name + "'"},
                    {.pointer = pointer}, std::move(candidates));
}

Diagnostic unknown_form(const model::App& app, const std::string& name) {
  std::vector<std::string> ids;
  for (const model::Form& form : app.forms) ids.push_back(form.id);
  return unknown("engine.unknown_form", "没有表单", "there is no form", name, "/params/form",
                 nearest_names(name, ids));
}

void note_versions(Session& session, const ops::RecordState& state) {
  session.seen_versions.clear();
  for (const auto& [field, slot] : state.fields) session.seen_versions[field] = slot.version;
}

// Where automations or a newer app changed the record, the session follows.
void follow(Session& session, const ops::RecordState& state) {
  const model::Entity* entity = session.app->model->find_entity(session.entity);
  record::ValueContext context = session.app->records->values();
  for (const auto& [field, slot] : state.fields) {
    auto base = session.base.find(field);
    const Json known = base == session.base.end() ? Json() : *base;
    const model::Field* model = entity ? entity->find_field(field) : nullptr;
    if (!model || slot.value == known) continue;
    (void)session.form->set_by_rule(field, record::to_feel(*model, slot.value, context));
  }
  session.base = live::wire_values(state);
  note_versions(session, state);
}

// What was typed, in the stage where the record stands by now: nobody types that.
Json draft_in_stage(const model::App& app, const ops::RecordState& state) {
  Json draft = state.draft;
  const model::Workflow* workflow = app.workflow_of(state.entity);
  if (workflow == nullptr || !draft.is_object() || !draft.contains("values")) return draft;
  Json& values = draft["values"];
  if (!values.is_object()) return draft;
  const Json& stage = state.value(workflow->stage_field);
  if (stage.is_null()) {
    values.erase(workflow->stage_field);
  } else {
    values[workflow->stage_field] = stage;
  }
  return draft;
}

// What passed gates saw of the record and it still has: what was lost elsewhere keeps nobody from
// other work.
std::vector<form::SeenValue> seen_values(const AppRules& app, const ops::RecordState& state) {
  std::vector<form::SeenValue> all;
  const live::EntityRules* rules = app.rules_of(state.entity);
  if (state.standing.passed.empty() || rules == nullptr || rules->workflows.empty()) return all;
  const workflow::Workflow& workflow = rules->workflows.front();
  const model::Entity& entity = *app.model->find_entity(state.entity);
  const record::RecordView view = app.records->view(state, {}, false);
  for (const workflow::PassedGate& gate : live::passed_gates(state)) {
    const model::Stage* stage = workflow.model().find_stage(gate.stage);
    const auto fields = gate.saw.find("fields");
    if (stage == nullptr || fields == gate.saw.end() || !fields->is_object()) continue;
    const bool refuses = workflow.model().after_passing_of(*stage) == model::AfterPassing::kRefuse;
    const std::vector<std::string> lost = workflow.lost(gate, view);
    for (const auto& [field, value] : fields->items()) {
      const bool is_lost = std::find(lost.begin(), lost.end(), field) != lost.end();
      if (value.is_null() || is_lost) continue;
      all.push_back(
          {field, value,
           seen_by_gate(*app.model, workflow.model(), entity, state.id, gate.stage, gate.from,
                        {field}, refuses ? Severity::kError : Severity::kWarning)});
    }
  }
  return all;
}

// A save that completes the record drops what is hidden: that is a write of null, also where the
// value was typed and never stored.
std::vector<ops::FieldWrite> writes_of(const Session& session,
                                       const std::optional<store::StoredRecord>& stored,
                                       bool completes) {
  const model::Entity* entity = session.app->model->find_entity(session.entity);
  const model::Workflow* workflow = session.app->model->workflow_of(session.entity);
  const Json typed = session.form->values();
  const Json values = completes ? session.form->kept_values() : typed;
  std::vector<ops::FieldWrite> writes;
  for (const model::Field& field : entity->fields) {
    const Json now = values.value(field.id, Json());
    const bool dropped = now.is_null() && !typed.value(field.id, Json()).is_null();
    if (!dropped && now == session.base.value(field.id, Json())) continue;
    // A stage is moved by workflow.advance alone; a new record begins in the first one.
    if (workflow && workflow->stage_field == field.id &&
        (stored || now != workflow->first_stage().id)) {
      continue;
    }
    const auto seen = session.seen_versions.find(field.id);
    writes.push_back(
        {field.id, now, seen == session.seen_versions.end() ? std::string() : seen->second});
  }
  return writes;
}

Diagnostic discarded(const std::string& record) {
  return make_error(
      session_errors::kDiscarded,
      {"记录“" + record + "”已被删除，没有保存；可以把内容另存为新草稿",
       "the record '" + record +
           "' was discarded, nothing was saved; what was typed can be saved as a new draft"},
      {.pointer = "/params/session"});
}

// The first values of a new record come from the page: they count as typed, so that nothing gets
// in that could not be typed. What may not be set stays as it is by default.
Status set_first_values(Engine& engine, Session& session, const Json& values) {
  if (!values.is_object()) return ok_status();
  for (const auto& [field, value] : values.items()) {
    Result<form::Changes> step = set_field(engine, session, field, value);
    if (step) continue;
    Diagnostic problem = step.diagnostics().front();
    const bool stays = problem.code == session_errors::kReadOnly ||
                       problem.code == session_errors::kUnknownField ||
                       problem.code == "access.unknown_reference" ||
                       problem.code == "engine.no_blob";
    if (stays) continue;
    problem.place.pointer = "/params/values/" + field;
    return problem;
  }
  return ok_status();
}

// Where people may make their own records, or those of their team, a new one is first of all
// theirs.
void set_owner(const WriteGuard& guard, const model::Entity& entity, Session& session) {
  const model::Rows rows = guard.rights().rows(access::Action::kCreate, entity.id).rows;
  const bool is_of_somebody = rows == model::Rows::kOwn || rows == model::Rows::kTeam;
  if (guard.is_open() || !is_of_somebody || entity.owner.empty()) return;
  if (!session.form->values().value(entity.owner, Json()).is_null()) return;
  const model::Field& owner = *entity.find_field(entity.owner);
  record::ValueContext context = session.app->records->values();
  (void)session.form->set_by_rule(owner.id,
                                  record::to_feel(owner, Json(guard.rights().person()), context));
}

// What was held before, of earlier sittings, and what came since; a record that is complete was
// submitted, and keeps what that took.
void note_seconds(Engine& engine, Session& session, bool was_complete) {
  session.use(engine.clock().now());
  const model::Form* form = session.app->model->find_form(session.form_id);
  const model::Entity* entity = session.app->model->find_entity(session.entity);
  const model::Field* field =
      form != nullptr && entity != nullptr ? entity->find_field(form->seconds_field) : nullptr;
  constexpr int64_t kMicroseconds = 1'000'000;
  const int64_t seconds = session.used_microseconds / kMicroseconds;
  if (field == nullptr || was_complete || seconds == 0) return;
  const Json values = session.form->values();
  const auto held = values.find(field->id);
  const std::optional<Decimal> before = held != values.end() && held->is_string()
                                            ? Decimal::parse(held->get<std::string>())
                                            : std::optional<Decimal>(Decimal(0));
  const std::optional<Decimal> sum = before ? add(*before, Decimal(seconds)) : std::nullopt;
  if (!sum) return;
  session.used_microseconds -= seconds * kMicroseconds;
  (void)session.form->set_by_rule(field->id, feel::Value::number(*sum));
}

}  // namespace

Result<Session*> open_form(Engine& engine, const FormToOpen& what, const Caller& caller) {
  std::shared_ptr<AppRules> app = engine.shared_app();
  if (!app) return query::no_app();
  const model::Form* form = app->model->find_form(what.form);
  if (!form) return unknown_form(*app->model, what.form);
  const model::Entity* entity = app->model->find_entity(form->entity);
  Result<std::shared_ptr<const form::FormRules>> rules = app->form_rules(*entity, form->id);
  if (!rules) return std::move(rules).error();

  const WriteGuard guard(app.get(), engine.store(), caller, engine.clock());
  bool may_change = true;
  form::OpenOptions options;
  options.clock = &engine.clock();
  options.records = app->records.get();
  options.user = app->records->user(caller.user);
  options.is_new = what.record.empty();
  Session session;
  session.id = engine.new_id("s");
  if (what.record.empty()) {
    if (!guard.rights().may_some(access::Action::kCreate, entity->id)) {
      return may_not_create(*app->model, *entity);
    }
    session.record = engine.new_id(entity->id);
    session.status = "new";
    session.base = Json::object();
    options.facts = {.id = session.record, .entity = entity->id, .status = "draft"};
    if (app->model->workflow_of(entity->id) != nullptr) {
      options.facts.stage_origin = rules::kBegun;
      options.facts.stage_holds = true;
    }
  } else {
    std::optional<store::StoredRecord> stored = engine.store().find_record(entity->id, what.record);
    const bool is_there = stored && stored->state.status != RecordStatus::kDiscarded;
    if (is_there) may_change = guard.may_change(stored->state);
    if (!is_there || !(may_change || guard.sees(entity->id, what.record))) {
      return unknown(session_errors::kUnknownRecord, "没有记录", "there is no record", what.record,
                     "/params/record");
    }
    session.record = what.record;
    session.status = name_of(stored->state.status);
    session.base = live::wire_values(stored->state);
    note_versions(session, stored->state);
    session.saved_draft = stored->state.draft;
    const store::RecordKey key{entity->id, what.record};
    const auto as_came = [&](const Json& values) {
      return with_files_that_came(engine.store(), *app->model, key, values, engine.now());
    };
    options.values = as_came(session.base);
    options.draft = draft_in_stage(*app->model, stored->state);
    if (options.draft.is_object() && options.draft.contains("values")) {
      options.draft["values"] = as_came(options.draft["values"]);
    }
    options.facts = app->records->facts(stored->state);
    options.seen = seen_values(*app, stored->state);
    options.settled = stored->state.settled;
  }
  session.app = app;
  session.form_id = form->id;
  session.entity = entity->id;
  session.caller = caller;
  if (!guard.is_open()) {
    session.permissions =
        std::make_unique<FormPermissions>(*app, engine.store(), caller, engine.clock(), may_change);
    options.permissions = session.permissions.get();
  }
  session.form = std::make_unique<form::FormSession>(*rules, std::move(options));
  begin_captures(engine, session);
  session.used_at = engine.clock().now();
  if (what.record.empty()) {
    set_owner(guard, *entity, session);
    Status set = set_first_values(engine, session, what.values);
    if (!set) return std::move(set).error();
  }
  return &engine.sessions().add(std::move(session));
}

Result<form::Changes> set_field(Engine& engine, Session& session, std::string_view path,
                                const Json& value) {
  session.use(engine.clock().now());
  const model::Entity* entity = session.app->model->find_entity(session.entity);
  const model::Field* field = model::field_at(*entity, path);
  if (field && session.permissions && model::is_reference(field->type) && value.is_string()) {
    const WriteGuard guard(session.app.get(), engine.store(), session.caller, engine.clock());
    const std::string& record = value.get_ref<const std::string&>();
    Status known = record.empty() ? ok_status() : guard.check_reference(*field, record);
    if (!known) return std::move(known).error();
  }
  if (!field || !is_judged(*field)) return session.form->set(path, value);
  Result<Json> checked = judged_in_form(engine, session, *field, path, value);
  if (!checked) return std::move(checked).error();
  return session.form->set(path, *checked);
}

Result<FormSaved> save_form(Engine& engine, Session& session, bool complete) {
  // Read once: what is stored afterwards is what the decision left.
  std::optional<store::StoredRecord> stored =
      engine.store().find_record(session.entity, session.record);
  if (stored && stored->state.status == RecordStatus::kDiscarded) return discarded(session.record);

  judge_again(engine, session);
  note_seconds(engine, session, stored && stored->state.status == RecordStatus::kComplete);
  FormSaved saved;
  // A gate may have been passed since the form was opened.
  if (stored) session.form->set_seen(seen_values(*session.app, stored->state));
  saved.changes = session.form->refresh();
  saved.saved = !complete || session.form->complete();
  bool completes = complete && saved.saved;

  bool was_complete = stored && stored->state.status == RecordStatus::kComplete;
  Json draft = session.form->export_draft();
  std::vector<ops::Body> bodies;
  if (completes || !was_complete) {
    std::vector<ops::FieldWrite> writes = writes_of(session, stored, completes);
    if (!writes.empty() || !stored) {
      bodies.push_back(ops::RecordSet{session.entity, session.record, std::move(writes), ""});
    }
  }
  if (completes) {
    bodies.push_back(ops::RecordStatusSet{session.entity, session.record, RecordStatus::kComplete});
  } else if (draft != session.saved_draft) {
    bodies.push_back(ops::RecordDraft{session.entity, session.record, draft});
  }
  const KnownRecord known{
      {session.entity, session.record}, std::move(stored), session.form->typed_fields()};
  Result<Outcome> outcome = engine.commit(std::move(bodies), session.caller, {}, &known);
  if (!outcome) return std::move(outcome).error();
  saved.outcome = std::move(*outcome);
  if (!saved.outcome.record) saved.outcome.record = known.record;  // there was nothing to save

  session.saved_draft = completes ? Json() : draft;
  if (completes) {
    form::Changes dropped = session.form->drop_hidden();
    for (form::FieldChange& change : dropped.fields) {
      saved.changes.fields.push_back(std::move(change));
    }
  }
  if (const auto& now = saved.outcome.record) {
    Json typed = session.form->values();
    session.status = name_of(now->state.status);
    if (completes || !was_complete) {
      session.base = std::move(typed);
      follow(session, now->state);
      session.form->set_stored(session.base, now->state.settled);
    }
    session.form->mark_saved();
    session.form->set_facts(session.app->records->facts(now->state));
  }
  if (auto error = engine.store().take_error()) return *error;
  return saved;
}

std::optional<scorecard::Score> running_score(const Session& session) {
  const model::Form* form = session.app->model->find_form(session.form_id);
  const live::EntityRules* rules = session.app->rules_of(session.entity);
  if (!form || !rules || form->scorecard.empty()) return std::nullopt;
  for (const scorecard::Scorecard& card : rules->scorecards) {
    if (card.model().id != form->scorecard) continue;
    // Criteria that there is no work left for say so, each by itself.
    constexpr uint64_t kMaxScoreWork = 200'000'000;
    feel::SharedWork work(kMaxScoreWork);
    return card.score(session.form->view(), session.form->rule_context());
  }
  return std::nullopt;
}

}  // namespace tollgate::engine
