// Who may write what, on every path: a refusal changes nothing, and does not tell what is there.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "tollgate/engine/admit.h"
#include "tollgate/engine/engine.h"
#include "tollgate/engine/form_commands.h"
#include "tollgate/engine/record_commands.h"
#include "tollgate/engine/workflow_commands.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

constexpr const char* kFirm = R"json({
  "format": "tollgate.app/1", "id": "firm", "version": 1, "label": {"en": "Firm"},
  "locales": ["en"],
  "roles": [
    {"id": "rep", "label": {"en": "Rep"}, "permissions": {"entities": [
      {"entity": "person", "read": "all", "update": "own"},
      {"entity": "customer", "read": "own", "fields": [{"field": "phone", "access": "hidden"}]},
      {"entity": "visit", "read": "own", "create": "own", "update": "own",
       "update_when": "record.status = \"draft\" or locked != true", "imports": true, "fields": [
        {"field": "grade", "access": "read_only"}, {"field": "remark", "access": "hidden"},
        {"field": "city", "access": "read_only"}]}]}},
    {"id": "boss", "label": {"en": "Boss"}, "permissions": {"entities": [
      {"entity": "person", "read": "team", "update": "team"},
      {"entity": "customer", "read": "team", "create": "team", "update": "team"},
      {"entity": "visit", "read": "all", "update": "team", "delete": "team"}]}},
    {"id": "office", "label": {"en": "Office"}, "permissions": {"administration": true, "entities": [
      {"entity": "person", "read": "all", "create": "all", "update": "all"},
      {"entity": "customer", "read": "all", "create": "all", "update": "all"},
      {"entity": "visit", "read": "all", "create": "all", "update": "all", "imports": true}]}},
    {"id": "guest", "label": {"en": "Guest"}}],
  "users": {"entity": "person", "role": "role", "manager": "manager"},
  "entities": [
    {"id": "person", "label": {"en": "People"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "role", "type": "text", "label": {"en": "Role"}},
      {"id": "manager", "type": "reference", "entity": "person", "label": {"en": "Manager"}}]},
    {"id": "customer", "label": {"en": "Customers"}, "title": "name", "owner": "rep", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}},
      {"id": "city", "type": "text", "label": {"en": "City"}},
      {"id": "phone", "type": "text", "label": {"en": "Phone"}},
      {"id": "last", "type": "text", "label": {"en": "Last"}}]},
    {"id": "visit", "label": {"en": "Visits"}, "owner": "rep", "fields": [
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}},
      {"id": "customer", "type": "reference", "entity": "customer", "label": {"en": "Customer"}},
      {"id": "note", "type": "text", "label": {"en": "Note"}},
      {"id": "city", "type": "text", "label": {"en": "City"}},
      {"id": "phone", "type": "text", "label": {"en": "Phone"}},
      {"id": "grade", "type": "text", "label": {"en": "Grade"}, "default": "\"c\""},
      {"id": "remark", "type": "text", "label": {"en": "Remark"}, "required": true},
      {"id": "locked", "type": "boolean", "label": {"en": "Locked"}},
      {"id": "stage", "type": "choice", "label": {"en": "Stage"}, "default": "\"open\"", "options": [
        {"id": "open", "label": {"en": "Open"}}, {"id": "done", "label": {"en": "Done"}}]}]}],
  "forms": [
    {"id": "person", "entity": "person", "label": {"en": "Person"}, "sections": [{"id": "main",
      "fields": [{"field": "name"}, {"field": "role"}, {"field": "manager"}]}]},
    {"id": "customer", "entity": "customer", "label": {"en": "Customer"}, "sections": [{"id": "main",
      "fields": [{"field": "name"}, {"field": "rep"}, {"field": "city"}, {"field": "phone"}]}]},
    {"id": "visit", "entity": "visit", "label": {"en": "Visit"}, "prefill": [{"from": "customer",
       "set": [{"field": "city", "value": "item.city"}, {"field": "phone", "value": "item.phone"}]}],
     "sections": [{"id": "main", "fields": [{"field": "rep"}, {"field": "customer"},
       {"field": "note"}, {"field": "city"}, {"field": "phone"}, {"field": "grade"},
       {"field": "remark"}, {"field": "locked"}]}]}],
  "workflows": [{"id": "flow", "entity": "visit", "label": {"en": "Flow"}, "stage_field": "stage",
    "stages": [{"id": "open", "label": {"en": "Open"}}, {"id": "done", "label": {"en": "Done"}}]}],
  "automations": [{"id": "told", "label": {"en": "Told"}, "on": {"event": "record_completed", "entity": "visit"},
    "effects": [{"type": "set_field", "record": "customer", "field": "last", "value": "note"}]}]
})json";

constexpr const char* kPeople =
    R"({"entity": "person", "id": "he", "values": {"name": "He", "role": "office"}}
{"entity": "person", "id": "wu", "values": {"name": "Wu", "role": "boss", "manager": "he"}}
{"entity": "person", "id": "xu", "values": {"name": "Xu", "role": "boss", "manager": "he"}}
{"entity": "person", "id": "li", "values": {"name": "Li", "role": "rep", "manager": "wu"}}
{"entity": "person", "id": "wang", "values": {"name": "Wang", "role": "rep", "manager": "xu"}}
{"entity": "person", "id": "guest", "values": {"name": "Guest", "role": "guest"}}
{"entity": "customer", "id": "c-li", "values": {"name": "East", "rep": "li", "city": "Wuhan", "phone": "1"}}
{"entity": "customer", "id": "c-wang", "values": {"name": "West", "rep": "wang", "city": "Xian", "phone": "2"}}
{"entity": "visit", "id": "v-li", "values": {"rep": "li", "note": "a", "remark": "r", "grade": "a"}}
{"entity": "visit", "id": "v-locked", "values": {"rep": "li", "note": "a", "remark": "r", "locked": true}}
{"entity": "visit", "id": "v-wang", "values": {"rep": "wang", "note": "b", "remark": "r"}}
)";

class Firm {
 public:
  Firm() {
    auto opened = Engine::open({.app_text = kFirm, .seed = 1});
    if (!opened) FAIL(opened.diagnostics().front().message.en);
    engine_ = std::move(*opened);
    Result<ImportReport> report = engine_->import_lines({.text = kPeople}, app_itself());
    if (!report) FAIL(report.diagnostics().front().message.en);
    for (const LineReport& line : report->lines) {
      INFO(line.line << (line.findings.empty() ? "" : line.findings.front().message.en));
      REQUIRE(line.outcome == LineOutcome::kImported);
    }
  }
  Engine& engine() { return *engine_; }

  // As a message of the person would act.
  Caller as(const std::string& person) {
    const Result<Principal> principal = admit(*engine_, {.user = person});
    REQUIRE(principal.ok());
    return {.user = principal->user, .role = principal->role};
  }
  Result<Session*> open(const std::string& person, const std::string& form,
                        const std::string& record = "", Json values = nullptr) {
    return open_form(*engine_, {form, record, std::move(values)}, as(person));
  }
  Session& opened(const std::string& person, const std::string& form,
                  const std::string& record = "", Json values = nullptr) {
    Result<Session*> session = open(person, form, record, std::move(values));
    if (!session) FAIL(session.diagnostics().front().message.en);
    return **session;
  }
  void set(Session& session, const char* path, const Json& value) {
    Result<form::Changes> step = set_field(*engine_, session, path, value);
    if (!step) FAIL(step.diagnostics().front().message.en);
  }
  std::string set_code(Session& session, const char* path, const Json& value) {
    return code(set_field(*engine_, session, path, value));
  }
  std::string save_code(Session& session, bool complete = true) {
    Result<FormSaved> saved = save_form(*engine_, session, complete);
    if (saved && !saved->saved) return "incomplete";
    return code(saved);
  }
  template <typename T>
  static std::string code(const Result<T>& result) {
    return result.ok() ? "" : result.diagnostics().front().code;
  }
  Json value(const char* entity, const std::string& record, const char* field) {
    const auto stored = engine_->store().find_record(entity, record);
    return stored ? stored->state.value(field) : Json();
  }
  int64_t ops() const { return engine_->log().head().number; }

 private:
  std::unique_ptr<Engine> engine_;
};

TEST_CASE("a form over a record that one may not see is one that is not there") {
  Firm firm;
  const auto hidden = firm.open("li", "visit", "v-wang");
  auto missing = firm.open("li", "visit", "v-none");
  REQUIRE_FALSE(hidden.ok());
  REQUIRE_FALSE(missing.ok());
  CHECK(hidden.diagnostics().front().code == missing.diagnostics().front().code);
  CHECK(hidden.diagnostics().front().message.en == "there is no record 'v-wang'");
  CHECK(hidden.diagnostics().front().place.pointer == missing.diagnostics().front().place.pointer);
  const int64_t before = firm.ops();
  for (const Discarded what : {Discarded::kWhatWasTyped, Discarded::kAllOfIt}) {
    CHECK(Firm::code(discard(firm.engine(), {"visit", "v-wang"}, what, firm.as("li"))) ==
          Firm::code(discard(firm.engine(), {"visit", "v-none"}, what, firm.as("li"))));
  }
  CHECK(Firm::code(advance(firm.engine(), {"flow", "v-wang", "done"}, firm.as("li"))) ==
        Firm::code(advance(firm.engine(), {"flow", "v-none", "done"}, firm.as("li"))));
  CHECK(firm.ops() == before);
}

TEST_CASE("nobody, and roles that say nothing, may do nothing") {
  Firm firm;
  CHECK(firm.open("guest", "visit").diagnostics().front().code == "access.may_not_create");
  CHECK(Firm::code(open_form(firm.engine(), {"visit", "", nullptr}, {})) ==
        "access.may_not_create");
  CHECK(Firm::code(firm.engine().import_lines({.text = kPeople}, {})) == "engine.may_not_import");
  CHECK(Firm::code(firm.engine().save_app(kFirm, "", {})) == "access.administration");
}

TEST_CASE("what one makes is one's own, and stays so") {
  Firm firm;
  Session& visit = firm.opened("li", "visit");
  CHECK(visit.form->values()["rep"] == "li");
  firm.set(visit, "note", "first");
  CHECK(firm.save_code(visit, false).empty());
  CHECK(firm.save_code(visit).empty());
  const int64_t before = firm.ops();
  firm.set(visit, "rep", "wang");
  CHECK(firm.save_code(visit) == "access.gives_away");
  CHECK(firm.ops() == before);
  CHECK(firm.value("visit", visit.record, "rep") == "li");

  Session& for_another = firm.opened("li", "visit", "", {{"rep", "wang"}});
  CHECK(firm.save_code(for_another) == "access.may_not_create");
  CHECK(firm.ops() == before);
}

TEST_CASE("a manager hands over within the team, and not out of it") {
  Firm firm;
  Session& out = firm.opened("wu", "visit", "v-li");
  firm.set(out, "rep", "wu");
  CHECK(firm.save_code(out).empty());
  // Whom a manager does not see is nobody for them.
  CHECK(firm.set_code(out, "rep", "wang") == "access.unknown_reference");
  Session& other = firm.opened("wu", "visit", "v-wang");
  CHECK(firm.set_code(other, "note", "x") == "form.read_only");
  CHECK(firm.save_code(other) == "access.may_not_change");
  CHECK(firm.value("visit", "v-wang", "note") == "b");
}

TEST_CASE("submitting is no change that its own condition forbids, and a locked record is") {
  Firm firm;
  Session& visit = firm.opened("li", "visit", "", {{"locked", true}});
  CHECK(firm.save_code(visit, false).empty());
  CHECK(firm.save_code(visit).empty());
  CHECK(firm.set_code(firm.opened("li", "visit", visit.record), "note", "x") == "form.read_only");
  const Session& locked = firm.opened("li", "visit", "v-locked");
  CHECK(locked.form->state().find("note")->read_only == true);
  CHECK(Firm::code(advance(firm.engine(), {"flow", "v-locked", "done"}, firm.as("li"))) ==
        "access.may_not_change");
  CHECK(Firm::code(advance(firm.engine(), {"flow", "v-li", "done"}, firm.as("li"))) == "");
}

TEST_CASE("a session that was opened before its record went away saves nothing") {
  Firm firm;
  Session& visit = firm.opened("li", "visit", "v-li");
  firm.set(visit, "note", "mine");
  Session& hand_over = firm.opened("he", "visit", "v-li");
  firm.set(hand_over, "rep", "wang");
  REQUIRE(firm.save_code(hand_over).empty());
  const int64_t before = firm.ops();
  CHECK(firm.save_code(visit) == "engine.unknown_record");
  CHECK(firm.ops() == before);
}

TEST_CASE("fields that a role may not change, or not see") {
  Firm firm;
  Session& visit = firm.opened("li", "visit", "v-li");
  CHECK(firm.set_code(visit, "grade", "a+") == "form.read_only");
  CHECK(firm.set_code(visit, "remark", "x") == "form.unknown_field");
  CHECK(firm.set_code(visit, "no_such", "x") == "form.unknown_field");
  const form::Changes state = visit.form->state();
  CHECK(state.find("grade")->read_only == true);
  CHECK(state.find("remark") == nullptr);
  firm.set(visit, "note", "changed");
  CHECK(firm.save_code(visit).empty());
  CHECK(firm.value("visit", "v-li", "remark") == "r");
  CHECK(firm.value("visit", "v-li", "grade") == "a");
  // Nobody is asked for what they do not see; defaults are the app's.
  Session& fresh = firm.opened("li", "visit");
  CHECK(fresh.form->complete());
  CHECK(firm.save_code(fresh).empty());
  CHECK(firm.value("visit", fresh.record, "grade") == "c");
  // Not past the form either.
  const int64_t before = firm.ops();
  const auto set = [&](const char* field, const char* value) {
    return Firm::code(firm.engine().commit(
        {ops::RecordSet{"visit", "v-li", {{field, value, ""}}, ""}}, firm.as("li")));
  };
  CHECK(set("grade", "a+") == "access.field");
  CHECK(set("remark", "x") == "access.field");
  const Json draft = {{"values", {{"remark", "x"}}}, {"texts", Json::object()}};
  CHECK(Firm::code(firm.engine().commit({ops::RecordDraft{"visit", "v-li", draft}},
                                        firm.as("li"))) == "access.field");
  CHECK(firm.ops() == before);
}

TEST_CASE("a reference leads only to what one sees, and prefills only what one sees") {
  Firm firm;
  Session& visit = firm.opened("li", "visit");
  const auto unseen = set_field(firm.engine(), visit, "customer", "c-wang");
  const auto missing = set_field(firm.engine(), visit, "customer", "c-none");
  REQUIRE_FALSE(unseen.ok());
  REQUIRE_FALSE(missing.ok());
  CHECK(unseen.diagnostics().front().code == missing.diagnostics().front().code);
  CHECK(visit.form->values().value("city", "") == "");
  firm.set(visit, "customer", "c-li");
  CHECK(visit.form->values().value("city", "") == "Wuhan");
  CHECK(visit.form->values().value("phone", "") == "");
  CHECK(firm.save_code(visit).empty());
  // The effect is the app's: a rep could not have set it.
  CHECK(firm.value("visit", visit.record, "city") == "Wuhan");
  firm.set(visit, "note", "news");
  CHECK(firm.save_code(visit).empty());
  CHECK(firm.value("customer", "c-li", "last") == "news");
  CHECK(firm.set_code(firm.opened("li", "customer", "c-li"), "last", "x") != "");
  const int64_t before = firm.ops();
  CHECK(Firm::code(firm.engine().commit(
            {ops::RecordSet{"visit", "v-li", {{"customer", "c-wang", ""}}, ""}}, firm.as("li"))) ==
        "access.unknown_reference");
  CHECK(firm.ops() == before);
}

TEST_CASE("only who looks after the app decides who somebody is") {
  Firm firm;
  Session& own = firm.opened("li", "person", "li");
  firm.set(own, "name", "Li Ming");
  CHECK(firm.save_code(own).empty());
  firm.set(own, "role", "office");
  Session& below = firm.opened("wu", "person", "li");
  firm.set(below, "manager", "wu");  // as it was
  CHECK(firm.save_code(below).empty());
  const int64_t before = firm.ops();
  CHECK(firm.save_code(own) == "access.administration");
  firm.set(below, "role", "boss");
  CHECK(firm.save_code(below) == "access.administration");
  CHECK(firm.ops() == before);
  CHECK(Firm::code(firm.engine().commit({ops::RecordDiscard{"person", "li"}}, firm.as("he"))) ==
        "access.may_not_delete");
  Session& by_office = firm.opened("he", "person", "li");
  firm.set(by_office, "role", "boss");
  CHECK(firm.save_code(by_office).empty());
  CHECK(firm.as("li").role == "boss");
}

TEST_CASE("the document is saved by whom the one before it lets") {
  Firm firm;
  std::string open = kFirm;
  const size_t at = open.find("\"administration\": true, ");
  const int64_t before = firm.ops();
  for (const char* person : {"li", "wu", "guest"}) {
    CHECK(Firm::code(firm.engine().save_app(kFirm, "", firm.as(person))) ==
          "access.administration");
  }
  CHECK(firm.ops() == before);
  CHECK(Firm::code(firm.engine().save_app(open.erase(at, 24), "", firm.as("he"))) ==
        "lint.no_administration");
  CHECK(firm.engine().save_app(kFirm, "", firm.as("he")).ok());
}

TEST_CASE("imports keep to rows, fields and ids that the importer sees") {
  Firm firm;
  const auto import = [&](const char* person, const char* line) {
    Result<ImportReport> report = firm.engine().import_lines(
        {.text = line, .batch = "b1", .entity = "visit"}, firm.as(person));
    if (!report) return report.diagnostics().front().code;
    const LineReport& first = report->lines.at(0);
    if (first.outcome != LineOutcome::kRefused) return std::string(name_of(first.outcome));
    return first.findings.front().code;
  };
  CHECK(import("wu", "{\"values\": {\"rep\": \"li\"}}\n") == "engine.may_not_import");
  CHECK(import("li", "{\"values\": {\"rep\": \"wang\"}}\n") == "access.may_not_create");
  CHECK(import("li", "{\"values\": {\"rep\": \"li\", \"remark\": \"x\"}}\n") == "access.field");
  CHECK(import("li", "{\"values\": {\"rep\": \"li\", \"customer\": \"c-wang\"}}\n") ==
        import("li", "{\"values\": {\"rep\": \"li\", \"customer\": \"c-none\"}}\n"));
  const char* by_id = "{\"id\": \"v-wang\", \"values\": {\"note\": \"x\"}}\n";
  CHECK(import("li", by_id) == "engine.unknown_record");
  CHECK(import("li", "{\"id\": \"v-none\", \"values\": {\"note\": \"x\"}}\n") ==
        "engine.unknown_record");
  CHECK(import("li", "{\"id\": \"v-li\", \"values\": {\"note\": \"x\"}}\n") == "updated");
  CHECK(firm.value("visit", "v-wang", "note") == "b");
  CHECK(import("he", by_id) == "updated");
  CHECK(firm.value("visit", "v-wang", "note") == "x");
  // Of the batch, what is not hers stays.
  Result<UndoReport> undone = firm.engine().undo_import({"b1", {}}, firm.as("li"));
  REQUIRE(undone.ok());
  CHECK(firm.value("visit", "v-li", "note") == "a");
  CHECK(firm.value("visit", "v-wang", "note") == "x");
  CHECK(Firm::code(firm.engine().undo_import({"b1", {}}, firm.as("wu"))) ==
        "engine.may_not_import");
}

}  // namespace
}  // namespace tollgate::engine
