#include "tollgate/judge/judge.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "answers.h"
#include "check_answers.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/form/session.h"
#include "tollgate/judge/fill_form.h"
#include "tollgate/judge/verdict_json.h"
#include "tollgate/record/settled.h"
#include "tollgate/rules/decide.h"
#include "tollgate/rules/standing.h"

namespace tollgate::judge {
namespace {

using form::FormSession;
using rules::CompiledApp;
using scorecard::Score;

Diagnostic bad_answers(const char* code, std::string pointer, LocalizedText message) {
  return make_error(code, std::move(message), {.pointer = std::move(pointer)});
}

// The member's text, "" when it is absent or null; nullopt when it is no text.
std::optional<std::string> text_member(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return std::string();
  if (!found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

class Case {
 public:
  Case(const CompiledApp& rules, const Json& answers)
      : rules_(rules), answers_(answers), lookup_(rules, answers) {}

  Result<Json> run() {
    if (Diagnostics bad = check(); !bad.empty()) return Failure{std::move(bad)};
    if (std::optional<Diagnostic> bad = read_setting()) return *std::move(bad);
    open();
    fill();
    save();
    advance();
    return verdict();
  }

 private:
  const model::App& app() const { return rules_.app(); }

  // What is not made as answers are. The form is found first: its fields are among what is checked.
  Diagnostics check() {
    std::optional<Diagnostic> no_form;
    if (answers_.is_object() && text_member(answers_, "form") && text_member(answers_, "entity")) {
      no_form = read_form();
    }
    Diagnostics bad = check_answers(app(), form_ == nullptr ? nullptr : &form_->entity(), answers_);
    if (no_form) bad.push_back(*std::move(no_form));
    return bad;
  }

  // The time, the person and how it is saved; a finding when one of them is not known.
  std::optional<Diagnostic> read_setting() {
    if (std::optional<Diagnostic> bad = read_now()) return bad;
    const std::string user = *text_member(answers_, "user");
    if (!user.empty() && app().users) {
      const feel::Value* person = lookup_.find(app().users->entity, user);
      if (person == nullptr) {
        return bad_answers("judge.unknown_user", "/user",
                           {"没有“" + user + "”这个人。", "There is no person “" + user + "”."});
      }
      setting_.person = *person;
    }
    rules::Role role = rules_.role_of(setting_.person, clock_);
    if (role.problem) add_problems({*std::move(role.problem)});
    role_ = std::move(role.id);
    save_complete_ = *text_member(answers_, "save") != "draft";
    return std::nullopt;
  }

  std::optional<Diagnostic> read_form() {
    const std::string form_id = *text_member(answers_, "form");
    const std::string entity_id = *text_member(answers_, "entity");
    const model::Form* form = app().find_form(form_id);
    const model::Entity* entity = app().find_entity(form == nullptr ? entity_id : form->entity);
    if (entity != nullptr && (form != nullptr || form_id.empty())) {
      auto compiled = rules_.form(*entity, form_id);
      if (!compiled) return compiled.diagnostics().front();
      form_ = *std::move(compiled);
      return std::nullopt;
    }
    std::vector<std::string> names;
    if (form_id.empty()) {
      for (const model::Entity& known : app().entities) names.push_back(known.id);
    } else {
      for (const model::Form& known : app().forms) names.push_back(known.id);
    }
    const std::string wanted = form_id.empty() ? entity_id : form_id;
    Diagnostic d = bad_answers(
        "judge.unknown_form", form_id.empty() ? "/entity" : "/form",
        {"没有“" + wanted + "”这个表单。", "There is no form or entity “" + wanted + "”."});
    d.candidates = nearest_names(wanted, names);
    return d;
  }

  std::optional<Diagnostic> read_now() {
    std::string now = *text_member(answers_, "now");
    if (now.empty()) now = "2026-01-01T00:00:00Z";
    const std::optional<DateTime> time = parse_date_time(now);
    if (!time || time->zone.is_none()) {
      return bad_answers("judge.bad_now", "/now",
                         {"“now”应是带时区的时间，例如 2026-03-02T10:40:00+08:00。",
                          "“now” must be a time with an offset, such as "
                          "2026-03-02T10:40:00+08:00."});
    }
    clock_.set({time->utc_seconds() * 1'000'000 + time->nanoseconds / 1000});
    return std::nullopt;
  }

  void open() {
    form::OpenOptions options;
    options.clock = &clock_;
    options.records = &lookup_;
    options.user = setting_.person;
    record::RecordFacts& facts = record_.facts;
    facts.entity = form_->entity().id;
    facts.status = "draft";
    const auto record = answers_.find("record");
    if (record != answers_.end() && record->is_object()) {
      options.is_new = false;
      const auto text = [&](const char* name, std::string fallback) {
        const std::optional<std::string> given = text_member(*record, name);
        return given && !given->empty() ? *given : std::move(fallback);
      };
      facts.id = text("id", "");
      facts.status = text("status", "draft");
      facts.created_at = text("created_at", "");
      facts.updated_at = text("updated_at", "");
      const auto values = record->find("values");
      if (values != record->end() && values->is_object()) options.values = *values;
    }
    place(options.values, true);
    options.facts = facts;
    if (!options.is_new) lookup_.set_own(facts.entity, facts.id, options.values);
    is_new_ = options.is_new;
    session_.emplace(form_, std::move(options));
    if (is_new_) return;
    record_.values = session_->values();
    rules::Decision stored = rules::decide(rules_, {}, record_, {}, setting_);
    before_ = {record_, rules::earlier(stored.scores)};
  }

  // In which stage it stands and how it came there: what is stored beside answers came from
  // outside.
  void place(const Json& values, bool stored) {
    const model::Workflow* workflow = app().workflow_of(form_->entity().id);
    if (workflow == nullptr) return;
    record::RecordFacts& facts = record_.facts;
    const auto stage = values.is_object() ? values.find(workflow->stage_field) : values.end();
    const bool has_stage = values.is_object() && stage != values.end() && stage->is_string();
    facts.stage = has_stage ? stage->get<std::string>() : std::string();
    facts.stage_origin = rules::stage_origin(*workflow, facts.stage, stored, record_.passed);
    rules::Record placed = record_;
    placed.values = values.is_object() ? values : Json::object();
    facts.stage_holds = rules::broken_gates(rules_, placed, before_.scores, setting_).empty();
  }

  void fill() { fill_form(*session_, find_pointer(answers_, "/values"), problems_); }

  // As the engine does: a draft of a complete record stays beside it.
  void save() {
    complete_ = save_complete_ && session_->complete();
    const bool was_complete = record_.facts.status == "complete";
    if (complete_ || !was_complete) {
      record_.values = complete_ ? session_->kept_values() : session_->values();
      place(record_.values, !is_new_);
      record_.facts.updated_at = record::iso_text(clock_.now().microseconds / 1000);
      if (is_new_) record_.facts.created_at = record_.facts.updated_at;
      lookup_.set_own(record_.facts.entity, record_.facts.id, record_.values);
      settle();
    }
    if (!complete_) {
      if (!was_complete) take(rules::decide(rules_, before_, record_, {.saved = true}, setting_));
      session_->set_facts(record_.facts);
      return;
    }
    (void)session_->drop_hidden();
    record_.facts.status = "complete";
    take(rules::decide(rules_, before_, record_, {.saved = true, .completed = true}, setting_));
  }

  // What is settled stays so: the values of fields that later changes are noted of.
  void settle() {
    const Json before = before_.record ? before_.record->values : Json::object();
    record::note_settled(form_->entity(), before, record_.values, settled_);
    record_.facts.changed_after =
        record::changed_after(form_->entity(), settled_, record_.values, rules_.values(nullptr));
    session_->set_stored(record_.values, settled_);
  }

  // What was decided is how the record stands now.
  void take(rules::Decision decision) {
    add_problems(decision.problems);
    record_ = std::move(decision.after);
    lookup_.set_own(record_.facts.entity, record_.facts.id, record_.values);
    // With what effects set, the form shows what follows from it.
    for (const rules::OwnWrites& own : decision.own_writes) {
      const model::Field* field = form_->entity().find_field(own.writes.front().field);
      Result<form::Changes> set = session_->set_by_rule(
          field->id, record::to_feel(*field, own.writes.front().value, rules_.values(&lookup_)));
      if (!set) add_problems(set.diagnostics());
    }
    settle();
    session_->set_facts(record_.facts);
    for (automation::Effect& effect : decision.effects) effects_.push_back(std::move(effect));
    scores_ = std::move(decision.scores);
    before_ = {record_, rules::earlier(scores_)};
  }

  void advance() {
    const auto wanted = answers_.find("advance");
    if (wanted == answers_.end() || wanted->is_null()) return;
    rules::Claim claim{.role = role_};
    if (wanted->is_string()) {
      claim.to = wanted->get<std::string>();
    } else if (wanted->is_object()) {
      claim.workflow = text_member(*wanted, "workflow").value_or("");
      claim.to = text_member(*wanted, "to").value_or("");
    }
    if (claim.workflow.empty()) {
      if (const model::Workflow* only = app().workflow_of(record_.facts.entity)) {
        claim.workflow = only->id;
      }
    }
    workflow::Advance result = rules::try_advance(rules_, record_, before_.scores, claim, setting_);
    add_problems(result.problems);
    advance_ = {{"workflow", claim.workflow},
                {"from", result.from},
                {"to", result.to},
                {"accepted", result.accepted}};
    Json missing = Json::array();
    for (const workflow::RequirementState& requirement : result.missing) {
      missing.push_back(to_json(requirement, false));
    }
    advance_["missing"] = std::move(missing);
    if (result.refusal) {
      advance_["refusal"] = {{"code", result.refusal->code},
                             {"message", tollgate::to_json(result.refusal->message)}};
    }
    if (!result.accepted) return;
    const std::string& stage_field = app().find_workflow(claim.workflow)->stage_field;
    Result<form::Changes> set = session_->set_by_rule(stage_field, feel::Value::string(claim.to));
    if (!set) add_problems(set.diagnostics());
    take(rules::decide(rules_, before_, record_, {.claims = {claim}}, setting_));
  }

  // Of the record as it was typed: an unfinished one can be looked at, too.
  std::vector<Score> running_scores() {
    std::vector<Score> all;
    for (const scorecard::Scorecard& card : rules_.rules_of(record_.facts.entity)->scorecards) {
      if (auto score = card.score(session_->view(), session_->rule_context())) {
        add_problems(score->problems);
        all.push_back(*std::move(score));
      }
    }
    return all;
  }

  Json verdict() {
    Json result = Json::object();
    if (form_->form() != nullptr) result["form"] = form_->form()->id;
    result["entity"] = record_.facts.entity;
    result["complete"] = complete_;
    add_form_state(*session_, result);
    if (complete_) result["values"] = record_.values;
    const rules::EntityRules& of = *rules_.rules_of(record_.facts.entity);
    Json cards = Json::object();
    for (const scorecard::Scorecard& card : of.scorecards) cards[card.model().id] = nullptr;
    for (const Score& score : complete_ ? scores_ : running_scores()) {
      cards[score.scorecard] = to_json(score);
    }
    result["scores"] = std::move(cards);
    Json workflows = Json::object();
    for (const workflow::Workflow& w : of.workflows) {
      const workflow::State state =
          rules::stage_state(rules_, w, record_, before_.scores, role_, setting_);
      add_problems(state.problems);
      workflows[w.model().id] = to_json(state);
    }
    result["workflows"] = std::move(workflows);
    if (!advance_.is_null()) result["advance"] = std::move(advance_);
    Json effects = Json::array();
    for (const automation::Effect& effect : effects_) {
      effects.push_back(automation::to_json(effect));
    }
    result["effects"] = std::move(effects);
    for (const auto& [path, finding] : session_->findings()) {
      if (finding.code == "form.rule_failed") add_problems({finding});
    }
    result["problems"] = tollgate::to_json(problems_);
    return result;
  }

  void add_problems(const Diagnostics& problems) { rules::add_once(problems_, problems); }

  const CompiledApp& rules_;
  const Json& answers_;
  AnswersLookup lookup_;
  FixedClock clock_{Instant{}};
  rules::Setting setting_{&clock_, &lookup_, {}};
  std::shared_ptr<const form::FormRules> form_;
  std::string role_;
  bool save_complete_ = true;
  bool is_new_ = true;
  std::optional<FormSession> session_;
  rules::Record record_;  // as it is stored
  rules::Before before_;  // what the next decision compares with
  record::SettledValues settled_;
  std::vector<Score> scores_;
  bool complete_ = false;
  std::vector<automation::Effect> effects_;
  Json advance_;
  Diagnostics problems_;
};

}  // namespace

Result<Json> judge(const CompiledApp& rules, const Json& answers) {
  return Case(rules, answers).run();
}

namespace {

// Where a finding about case `index`, laid over `shared`, is in the file.
std::string place_in_file(const Json& file, size_t index, const std::string& pointer) {
  const std::string in_case = pointer_child("/cases", index) + pointer;
  const std::string in_shared = "/shared" + pointer;
  const bool is_shared = find_pointer(file, in_case) == nullptr && !pointer.empty() &&
                         find_pointer(file, in_shared) != nullptr;
  return is_shared ? in_shared : in_case;
}

Result<CaseResult> judge_case(const CompiledApp& rules, const Json& answers) {
  Result<Json> verdict = judge(rules, answers);
  if (!verdict) return std::move(verdict).error();
  CaseResult result;
  result.name = text_member(answers, "name").value_or("");
  result.verdict = *std::move(verdict);
  if (const auto expected = answers.find("expect"); expected != answers.end()) {
    result.failed = compare_with_expectation(*expected, result.verdict);
  }
  return result;
}

}  // namespace

Result<std::vector<CaseResult>> judge_file(const CompiledApp& rules, const Json& file) {
  if (Diagnostics bad = check_answers_file(file); !bad.empty()) return Failure{std::move(bad)};
  std::vector<CaseResult> results;
  const auto cases = file.find("cases");
  if (cases == file.end()) {
    Result<CaseResult> result = judge_case(rules, file);
    if (!result) return std::move(result).error();
    results.push_back(*std::move(result));
    return results;
  }
  const auto shared = file.find("shared");
  Diagnostics bad;
  for (size_t i = 0; i < cases->size(); ++i) {
    Json answers = shared == file.end() ? Json::object() : *shared;
    answers.merge_patch((*cases)[i]);
    Result<CaseResult> result = judge_case(rules, answers);
    if (result) {
      results.push_back(*std::move(result));
      continue;
    }
    for (Diagnostic d : result.diagnostics()) {
      d.place.pointer = place_in_file(file, i, d.place.pointer);
      if (std::find(bad.begin(), bad.end(), d) == bad.end()) bad.push_back(std::move(d));
    }
  }
  if (!bad.empty()) return Failure{std::move(bad)};
  return results;
}

}  // namespace tollgate::judge
