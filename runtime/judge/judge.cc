#include "tollgate/judge/judge.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "answers.h"
#include "check_answers.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/form/session.h"
#include "verdict_json.h"

namespace tollgate::judge {
namespace {

using form::FormSession;
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
  Case(const AppRules& rules, const Json& answers)
      : rules_(rules), answers_(answers), lookup_(rules.app(), answers) {}

  Result<Json> run() {
    if (Diagnostics bad = check(); !bad.empty()) return Failure{std::move(bad)};
    if (std::optional<Diagnostic> bad = read_setting()) return *std::move(bad);
    open();
    earlier_scores_ = facts_.status == "complete" ? scores() : std::vector<Score>();
    fill();
    const std::vector<std::string> changed = session_->changed_fields();
    save(changed);
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
      user_ = *person;
    }
    role_ = rules_.role_of(user_);
    save_complete_ = *text_member(answers_, "save") != "draft";
    return std::nullopt;
  }

  std::optional<Diagnostic> read_form() {
    const std::string form_id = *text_member(answers_, "form");
    const std::string entity_id = *text_member(answers_, "entity");
    form_ = form_id.empty() ? rules_.whole_entity(entity_id) : rules_.form(form_id);
    if (form_ != nullptr) return std::nullopt;
    std::vector<std::string> names;
    if (form_id.empty()) {
      for (const model::Entity& entity : app().entities) names.push_back(entity.id);
    } else {
      for (const model::Form& form : app().forms) names.push_back(form.id);
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
    options.user = user_;
    facts_.entity = form_->entity().id;
    facts_.status = "draft";
    const auto record = answers_.find("record");
    if (record != answers_.end() && record->is_object()) {
      options.is_new = false;
      const auto text = [&](const char* name, std::string fallback) {
        const std::optional<std::string> given = text_member(*record, name);
        return given && !given->empty() ? *given : std::move(fallback);
      };
      facts_.id = text("id", "");
      facts_.status = text("status", "draft");
      facts_.created_at = text("created_at", "");
      facts_.updated_at = text("updated_at", "");
      const auto values = record->find("values");
      if (values != record->end() && values->is_object()) options.values = *values;
    }
    for (const workflow::Workflow* w : rules_.workflows_of(facts_.entity)) {
      const auto stage = options.values.find(w->model().stage_field);
      if (stage != options.values.end() && stage->is_string()) {
        facts_.stage = stage->get<std::string>();
      }
    }
    options.facts = facts_;
    session_.emplace(form_, std::move(options));
  }

  void fill() {
    const auto values = answers_.find("values");
    if (values == answers_.end() || !values->is_object()) return;
    // As a person goes through the form; then what the form does not show.
    std::vector<std::string> order;
    for (const form::FieldChange& field : session_->state().fields) {
      if (field.path.find('/') == std::string::npos) order.push_back(field.path);
    }
    for (const auto& [id, value] : values->items()) {
      if (std::find(order.begin(), order.end(), id) == order.end()) order.push_back(id);
    }
    for (const std::string& id : order) {
      const auto value = values->find(id);
      if (value == values->end()) continue;
      Result<form::Changes> set = session_->set(id, *value);
      if (!set) add_problems(set.diagnostics());
    }
  }

  // Scores of the record as it stands; without those whose `when` does not hold.
  std::vector<Score> scores() {
    std::vector<Score> all;
    const record::RecordView view = session_->view();
    for (const scorecard::Scorecard* card : rules_.scorecards_of(facts_.entity)) {
      if (std::optional<Score> score = card->score(view, session_->rule_context())) {
        all.push_back(*std::move(score));
      }
    }
    return all;
  }

  record::RecordView scored_view() const {
    record::RecordView view = session_->view();
    view.slots[view.names->score()] =
        scorecard::score_context(complete_ ? scores_ : earlier_scores_);
    return view;
  }

  bool was_in_pool(const std::string& card, const std::string& pool) const {
    for (const Score& score : earlier_scores_) {
      if (score.scorecard != card) continue;
      for (const scorecard::PoolPlace& place : score.pools) {
        if (place.id == pool) return true;
      }
    }
    return false;
  }

  void react(automation::Event event) {
    const automation::Automations* automations = rules_.automations_of(facts_.entity);
    if (automations == nullptr) return;
    Diagnostics problems;
    for (automation::Effect& effect : automations->react(
             event, scored_view(), session_->value_context(), session_->rule_context(), problems)) {
      // What another record gets is told; the case has no session of that one.
      const auto* field = std::get_if<automation::SetField>(&effect.kind);
      if (field != nullptr && field->record.empty()) {
        Result<form::Changes> set = session_->set_by_rule(field->field->id, field->value);
        if (!set) add_problems(set.diagnostics());
      }
      effects_.push_back(std::move(effect));
    }
    add_problems(problems);
  }

  void save(const std::vector<std::string>& changed) {
    complete_ = save_complete_ && session_->complete();
    if (complete_) {
      facts_.status = "complete";
      (void)session_->drop_hidden();
    }
    session_->set_facts(facts_);
    scores_ = scores();
    for (const Score& score : scores_) add_problems(score.problems);
    using model::TriggerEvent;
    // Pages store drafts while people type: what stands there for a moment triggers nothing.
    if (!complete_) return;
    react({TriggerEvent::kRecordSaved, "", "", changed});
    react({TriggerEvent::kRecordCompleted, "", "", changed});
    const std::vector<Score> now = scores_;
    for (const Score& score : now) {
      for (const scorecard::PoolPlace& pool : score.pools) {
        if (!was_in_pool(score.scorecard, pool.id)) {
          react({TriggerEvent::kPoolEntered, "", pool.id, changed});
        }
      }
    }
  }

  void advance() {
    const auto wanted = answers_.find("advance");
    if (wanted == answers_.end() || wanted->is_null()) return;
    std::string workflow_id, to;
    if (wanted->is_string()) {
      to = wanted->get<std::string>();
    } else if (wanted->is_object()) {
      workflow_id = text_member(*wanted, "workflow").value_or("");
      to = text_member(*wanted, "to").value_or("");
    }
    const workflow::Workflow* workflow = nullptr;
    for (const workflow::Workflow* w : rules_.workflows_of(facts_.entity)) {
      if (workflow == nullptr && (workflow_id.empty() || w->model().id == workflow_id)) {
        workflow = w;
      }
    }
    if (workflow == nullptr) {
      add_problems(
          {bad_answers("judge.unknown_workflow", "/advance",
                       {"这类记录没有这个流程。", "These records have no such workflow."})});
      return;
    }
    const workflow::Advance result =
        workflow->advance(scored_view(), to, role_, session_->rule_context());
    add_problems(result.problems);
    advance_ = {{"workflow", workflow->model().id},
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
      return;
    }
    facts_.stage = to;
    const std::string& stage_field = workflow->model().stage_field;
    Result<form::Changes> set = session_->set_by_rule(stage_field, feel::Value::string(to));
    if (!set) add_problems(set.diagnostics());
    session_->set_facts(facts_);
    react({model::TriggerEvent::kStageEntered, to, "", {stage_field}});
  }

  Json verdict() {
    Json result = Json::object();
    if (form_->form() != nullptr) result["form"] = form_->form()->id;
    result["entity"] = facts_.entity;
    result["complete"] = complete_;
    add_form_state(*session_, result);
    Json cards = Json::object();
    for (const scorecard::Scorecard* card : rules_.scorecards_of(facts_.entity)) {
      cards[card->model().id] = nullptr;
    }
    for (const Score& score : scores_) cards[score.scorecard] = to_json(score);
    result["scores"] = std::move(cards);
    Json workflows = Json::object();
    for (const workflow::Workflow* w : rules_.workflows_of(facts_.entity)) {
      const workflow::State state = w->state(scored_view(), role_, session_->rule_context());
      add_problems(state.problems);
      workflows[w->model().id] = to_json(state);
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

  void add_problems(const Diagnostics& problems) {
    for (const Diagnostic& d : problems) {
      if (std::find(problems_.begin(), problems_.end(), d) == problems_.end()) {
        problems_.push_back(d);
      }
    }
  }

  const AppRules& rules_;
  const Json& answers_;
  AnswersLookup lookup_;
  FixedClock clock_{Instant{}};
  std::shared_ptr<const form::FormRules> form_;
  feel::Value user_;
  std::string role_;
  bool save_complete_ = true;
  record::RecordFacts facts_;
  std::optional<FormSession> session_;
  std::vector<Score> earlier_scores_;
  std::vector<Score> scores_;
  bool complete_ = false;
  std::vector<automation::Effect> effects_;
  Json advance_;
  Diagnostics problems_;
};

}  // namespace

Result<Json> judge(const AppRules& rules, const Json& answers) {
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

Result<CaseResult> judge_case(const AppRules& rules, const Json& answers) {
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

Result<std::vector<CaseResult>> judge_file(const AppRules& rules, const Json& file) {
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
