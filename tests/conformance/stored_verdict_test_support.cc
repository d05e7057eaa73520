#include "stored_verdict_test_support.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/temporal.h"
#include "tollgate/engine/form_commands.h"
#include "tollgate/engine/workflow_commands.h"
#include "tollgate/judge/fill_form.h"
#include "tollgate/judge/verdict_json.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/rules/problems.h"
#include "tollgate/store/store.h"

namespace tollgate::conformance {
namespace {

constexpr const char* kParts[] = {"complete", "values",    "hidden",  "required", "errors",
                                  "scores",   "workflows", "advance", "effects",  "problems"};

class StoredCase {
 public:
  StoredCase(const model::App& app, const Json& answers) : app_(app), answers_(answers) {}

  Json run() {
    clock_.set(now());
    start();
    open();
    fill();
    save();
    advance();
    const Json verdict = this->verdict();
    // The log holds all that the verdict rests on.
    const auto rebuilt = engine_->rebuild();
    REQUIRE(rebuilt.ok());
    CHECK(rebuilt->differences.empty());
    return verdict;
  }

 private:
  std::string text(const char* member, std::string otherwise = "") const {
    const auto found = answers_.find(member);
    return found != answers_.end() && found->is_string() ? found->get<std::string>() : otherwise;
  }

  Instant now() const {
    const auto time = parse_date_time(text("now", "2026-01-01T00:00:00Z"));
    REQUIRE(time);
    return {time->utc_seconds() * 1'000'000 + time->nanoseconds / 1000};
  }

  void commit(ops::Body body) {
    auto done = engine_->commit({std::move(body)}, caller_);
    if (!done) FAIL(done.diagnostics()[0].message.en);
  }

  void import(const std::string& entity, const Json& record) {
    ops::RecordImport body;
    body.entity = entity;
    body.record = record.value("id", "record-1");
    const std::string status = record.value("status", "complete");
    body.status = status == "draft" ? ops::RecordStatus::kDraft : ops::RecordStatus::kComplete;
    body.values = record.value("values", Json::object());
    body.at_ms = clock_.now().microseconds / 1000;
    if (const std::string created = record.value("created_at", ""); !created.empty()) {
      body.at_ms = parse_date_time(created).value().utc_seconds() * 1000;
    }
    if (engine_->store().has_record(entity, body.record)) return;  // the case's own goes first
    body.values = computed(body);
    body.stage_imported = stands_behind_a_gate(body);
    commit(std::move(body));
  }

  bool stands_behind_a_gate(const ops::RecordImport& body) const {
    const model::Workflow* workflow = app_.workflow_of(body.entity);
    return workflow != nullptr && body.values.contains(workflow->stage_field) &&
           body.values[workflow->stage_field] != workflow->first_stage().id;
  }

  // As an import does: with what is computed.
  Json computed(const ops::RecordImport& body) {
    engine::AppRules& app = *engine_->app();
    auto rules = app.form_rules(*app_.find_entity(body.entity), "");
    REQUIRE(rules.ok());
    form::OpenOptions options;
    options.clock = &clock_;
    options.records = app.records.get();
    options.is_new = false;
    options.facts = {.id = body.record,
                     .entity = body.entity,
                     .status = std::string(name_of(body.status)),
                     .created_at = record::iso_text(body.at_ms),
                     .updated_at = record::iso_text(body.at_ms)};
    options.values = body.values;
    return form::FormSession(*std::move(rules), std::move(options)).values();
  }

  void start() {
    auto engine = engine::Engine::open({.clock = &clock_});
    REQUIRE(engine.ok());
    engine_ = std::move(*engine);
    // Past lint: cases hold rules that fail on purpose.
    commit(ops::AppPut{app_.id, app_.version, write_json(*app_.raw)});
    caller_.user = text("user");
    caller_.whole_app = true;  // verdicts, not who may bring them about
    import_all(answers_.value("records", Json::object()));
    if (const Json* sample = find_pointer(*app_.raw, "/sample_data/records")) import_all(*sample);
  }

  void import_all(const Json& by_entity) {
    for (const auto& [entity, records] : by_entity.items()) {
      for (const Json& record : records) import(entity, record);
    }
  }

  void open() {
    const model::Form* form = app_.find_form(text("form"));
    REQUIRE(form != nullptr);
    entity_ = form->entity;
    engine::FormToOpen what{.form = form->id};
    const auto record = answers_.find("record");
    if (record != answers_.end() && record->is_object()) {
      Json stored = *record;
      stored["id"] = what.record = record->value("id", "record-1");
      stored["status"] = record->value("status", "draft");
      import(entity_, stored);
    }
    auto session = engine::open_form(*engine_, what, caller_);
    if (!session) FAIL(session.diagnostics()[0].message.en);
    session_ = *session;
  }

  // Past the check of blobs: the evidence of cases has facts and no bytes.
  void fill() { judge::fill_form(*session_->form, find_pointer(answers_, "/values"), problems_); }

  void save() {
    const bool wanted = text("save", "complete") != "draft";
    auto saved = engine::save_form(*engine_, *session_, wanted);
    if (!saved) FAIL(saved.diagnostics()[0].message.en);
    complete_ = wanted && saved->saved;
    take(saved->outcome);
  }

  void take(const engine::Outcome& outcome) {
    add_problems(outcome.problems);
    effects_.insert(effects_.end(), outcome.effects.begin(), outcome.effects.end());
    scores_ = outcome.scores;
  }

  store::StoredRecord stored() {
    auto record = engine_->store().find_record(entity_, session_->record);
    REQUIRE(record);
    return *std::move(record);
  }

  void advance() {
    const auto wanted = answers_.find("advance");
    if (wanted == answers_.end() || wanted->is_null()) return;
    const std::string to =
        wanted->is_string() ? wanted->get<std::string>() : wanted->value("to", "");
    std::string id = wanted->is_object() ? wanted->value("workflow", "") : std::string();
    if (const model::Workflow* first = app_.workflow_of(entity_); id.empty() && first != nullptr) {
      id = first->id;
    }
    auto outcome = engine::advance_record(*engine_, stored(), {id, to, role()}, caller_);
    if (!outcome) FAIL(outcome.diagnostics()[0].message.en);
    const workflow::Advance& verdict = *outcome->advance;
    advance_ = {{"workflow", id},
                {"from", verdict.from},
                {"to", verdict.to},
                {"accepted", verdict.accepted},
                {"missing", Json::array()}};
    for (const workflow::RequirementState& r : verdict.missing) {
      advance_["missing"].push_back(judge::to_json(r, false));
    }
    if (verdict.refusal) {
      advance_["refusal"] = {{"code", verdict.refusal->code},
                             {"message", tollgate::to_json(verdict.refusal->message)}};
    }
    if (verdict.accepted) {
      // Who opens the form again sees the stage.
      const std::string& field = app_.find_workflow(id)->stage_field;
      REQUIRE(session_->form->set_by_rule(field, feel::Value::string(to)).ok());
      take(*outcome);
    } else {
      add_problems(outcome->problems);
    }
  }

  std::string role() const { return engine_->app()->role_of(caller_.user, clock_); }

  // What an unfinished record would score is asked of the form.
  std::vector<scorecard::Score> running_scores() {
    std::vector<scorecard::Score> all;
    for (const auto& card : engine_->app()->rules_of(entity_)->scorecards) {
      auto score = card.score(session_->form->view(), session_->form->rule_context());
      if (!score) continue;
      add_problems(score->problems);
      all.push_back(*std::move(score));
    }
    return all;
  }

  Json verdict() {
    engine::AppRules& app = *engine_->app();
    Json verdict = Json::object();
    verdict["complete"] = complete_;
    judge::add_form_state(*session_->form, verdict);
    const store::StoredRecord record = stored();
    if (complete_) verdict["values"] = live::wire_values(record.state);
    verdict["scores"] = Json::object();
    for (const auto& card : app.rules_of(entity_)->scorecards) {
      verdict["scores"][card.model().id] = nullptr;
    }
    for (const scorecard::Score& score : complete_ ? scores_ : running_scores()) {
      verdict["scores"][score.scorecard] = judge::to_json(score);
    }
    verdict["workflows"] = Json::object();
    record::RecordView view = app.records->view(record.state, app.records->user(caller_.user));
    for (const auto& workflow : app.rules_of(entity_)->workflows) {
      auto state = workflow.state(view, live::passed_gates(record.state), role(),
                                  app.records->rules(clock_));
      add_problems(state.problems);
      verdict["workflows"][workflow.model().id] = judge::to_json(state);
    }
    if (!advance_.is_null()) verdict["advance"] = advance_;
    verdict["effects"] = Json::array();
    for (const automation::Effect& effect : effects_) {
      verdict["effects"].push_back(automation::to_json(effect));
    }
    for (const auto& [path, finding] : session_->form->findings()) {
      if (finding.code == "form.rule_failed") add_problems({finding});
    }
    verdict["problems"] = tollgate::to_json(problems_);
    return verdict;
  }

  void add_problems(const Diagnostics& problems) { rules::add_once(problems_, problems); }

  const model::App& app_;
  const Json& answers_;
  FixedClock clock_{Instant{}};
  std::unique_ptr<engine::Engine> engine_;
  engine::Caller caller_;
  std::string entity_;
  engine::Session* session_ = nullptr;
  bool complete_ = false;
  std::vector<scorecard::Score> scores_;
  std::vector<automation::Effect> effects_;
  Json advance_;
  Diagnostics problems_;
};

}  // namespace

Json stored_verdict(const model::App& app, const Json& answers) {
  return stored_parts(StoredCase(app, answers).run());
}

Json stored_parts(const Json& verdict) {
  Json parts = Json::object();
  for (const char* name : kParts) {
    if (verdict.contains(name)) parts[name] = verdict[name];
  }
  return parts;
}

}  // namespace tollgate::conformance
