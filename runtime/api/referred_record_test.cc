// An automation that sets a field of the record that the saved one refers to.
#include <algorithm>
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

// A visit names the customer's new contact. Whatever is saved of a customer with another contact is
// noted: that is what an effect must not trigger.
const char* const kContactApp = R"({
  "format": "tollgate.app/1", "id": "contacts", "version": 1,
  "label": {"en": "Contacts", "zh-CN": "联系人"}, "locales": ["en", "zh-CN"],
  "entities": [
    {"id": "customer", "label": {"en": "Customer", "zh-CN": "客户"}, "title": "contact", "fields": [
      {"id": "contact", "type": "text", "label": {"en": "Contact", "zh-CN": "联系人"}},
      {"id": "note", "type": "text", "label": {"en": "Note", "zh-CN": "备注"}}]},
    {"id": "visit", "label": {"en": "Visit", "zh-CN": "拜访"}, "title": "customer.contact", "fields": [
      {"id": "customer", "type": "reference", "entity": "customer", "label": {"en": "Customer", "zh-CN": "客户"}},
      {"id": "contact", "type": "text", "label": {"en": "Contact on file", "zh-CN": "在册联系人"}},
      {"id": "new_contact", "type": "text", "label": {"en": "New contact", "zh-CN": "新联系人"}}]},
    {"id": "review", "label": {"en": "Review", "zh-CN": "复盘"}, "fields": [
      {"id": "visit", "type": "reference", "entity": "visit", "label": {"en": "Visit", "zh-CN": "拜访"}}]}],
  "forms": [
    {"id": "review", "entity": "review", "label": {"en": "Review", "zh-CN": "复盘"},
     "sections": [{"id": "main", "fields": [{"field": "visit"}]}]},
    {"id": "customer", "entity": "customer", "label": {"en": "Customer", "zh-CN": "客户"},
     "sections": [{"id": "main", "fields": [{"field": "contact"}, {"field": "note"}]}]},
    {"id": "visit", "entity": "visit", "label": {"en": "Visit", "zh-CN": "拜访"},
     "sections": [{"id": "main", "fields": [{"field": "customer"}, {"field": "contact"}, {"field": "new_contact"}]}],
     "prefill": [{"from": "customer", "set": [{"field": "contact", "value": "item.contact"}]}]}],
  "scorecards": [
    {"id": "known", "entity": "customer", "label": {"en": "Known", "zh-CN": "熟悉度"}, "criteria": [
      {"id": "contact", "label": {"en": "A contact", "zh-CN": "有联系人"}, "points": 10, "met": "contact != null"}]},
    {"id": "news", "entity": "visit", "label": {"en": "News", "zh-CN": "新消息"}, "criteria": [
      {"id": "contact", "label": {"en": "A new contact", "zh-CN": "有新联系人"}, "points": 5, "met": "new_contact != null"}]}],
  "automations": [
    {"id": "new_contact", "label": {"en": "New contact", "zh-CN": "新联系人"},
     "on": {"event": "record_completed", "entity": "visit", "fields": ["new_contact"]},
     "effects": [{"type": "set_field", "record": "customer", "field": "contact", "value": "new_contact"}]},
    {"id": "noted", "label": {"en": "Noted", "zh-CN": "记下"},
     "on": {"event": "record_saved", "entity": "customer", "fields": ["contact"]},
     "effects": [{"type": "set_field", "field": "note", "value": "contact"}]}]
})";

json contacts_engine_options() { return {{"storage", "memory"}, {"app", kContactApp}}; }

// Opens the form with these first values and saves it; the reply, with the record's id.
json save(TestEngine& engine, const char* form_id, const json& values, bool complete = true) {
  const json form = engine.result("form.open", {{"form", form_id}, {"values", values}});
  REQUIRE(form.contains("session"));
  json saved = engine.ask("form.save", {{"session", form["session"]}, {"complete", complete}});
  INFO(saved.dump());
  REQUIRE(saved["ok"] == true);
  REQUIRE(saved["result"]["saved"] == true);
  return saved;
}

json field_of(TestEngine& engine, const char* entity, const json& record, const char* id) {
  const json found = engine.result("record.get", {{"entity", entity}, {"record", record}});
  for (const json& field : found["fields"]) {
    if (field["id"] == id) return field["cell"]["value"];
  }
  return "no such field";
}

void check_log(TestEngine& engine) {
  CHECK(engine.result("log.verify")["sound"] == true);
  const json rebuilt = engine.result("log.rebuild");
  INFO(rebuilt.dump());
  CHECK(rebuilt["changed"] == false);
}

TEST_CASE("a visit changes its customer's contact, and the next visit begins with it") {
  TestEngine engine(contacts_engine_options());
  const json customer = save(engine, "customer", json::object())["result"]["record"];
  const json first = save(engine, "visit", {{"customer", customer}})["result"]["record"];
  const json saved = save(engine, "visit", {{"customer", customer}, {"new_contact", "Zhou Lei"}});

  const json& result = saved["result"];
  CHECK_FALSE(result.contains("problems"));
  CHECK(result["effects"] == json::array({{{"type", "set_field"},
                                           {"automation", "new_contact"},
                                           {"entity", "customer"},
                                           {"record", customer},
                                           {"field", "contact"},
                                           {"value", "Zhou Lei"}}}));
  REQUIRE(result["scores"].size() == 1);
  CHECK(result["scores"][0]["scorecard"] == "news");
  const json changed = saved["changed"]["records"];
  CHECK(std::count_if(changed.begin(), changed.end(), [&](const json& one) {
          return one["entity"] == "customer" && one["record"] == customer;
        }) == 1);

  CHECK(field_of(engine, "customer", customer, "contact") == "Zhou Lei");
  CHECK(field_of(engine, "customer", customer, "note") == nullptr);
  const json view = engine.result("record.get", {{"entity", "customer"}, {"record", customer}});
  CHECK(view["scores"][0]["total"] == "10");
  const json history =
      engine.result("record.history", {{"entity", "customer"}, {"record", customer}});
  CHECK(history["entries"][0]["ops"][0]["kind"] == "record.set");
  // Titles of what refers to the customer follow.
  CHECK(engine.result("record.get", {{"entity", "visit"}, {"record", first}})["row"]["title"] ==
        "Zhou Lei");
  const json next = save(engine, "visit", {{"customer", customer}})["result"]["record"];
  CHECK(field_of(engine, "visit", next, "contact") == "Zhou Lei");
  CHECK(field_of(engine, "customer", customer, "contact") == "Zhou Lei");
  check_log(engine);
}

TEST_CASE("a customer who is not there, or was discarded, is not made by an effect") {
  TestEngine engine(contacts_engine_options());
  const json discarded = save(engine, "customer", json::object(), false)["result"]["record"];
  REQUIRE(engine.ask("record.discard", {{"entity", "customer"}, {"record", discarded}})["ok"] ==
          true);
  for (const json& customer : {discarded, json("customer-nobody"), json(nullptr)}) {
    INFO(customer.dump());
    const json saved = save(engine, "visit", {{"customer", customer}, {"new_contact", "Zhou Lei"}});
    CHECK(saved["result"]["effects"].empty());
    REQUIRE(saved["result"]["problems"].size() == 1);
    const json& problem = saved["result"]["problems"][0];
    CHECK(problem["code"] == "automation.no_record");
    CHECK(problem["severity"] == "warning");
    CHECK(problem["place"]["pointer"] == "/automations/0/effects/0");
    CHECK(saved["changed"]["records"].size() == 1);
    if (customer.is_string()) {
      CHECK(engine.ask("record.get", {{"entity", "customer"}, {"record", customer}})["ok"] ==
            false);
    }
  }
  CHECK(engine.result("record.list", {{"entity", "customer"}, {"drafts", true}})["total"] == 0);
  check_log(engine);
}

// The visit's title reads its customer: one reference further than what a form sees of a record.
TEST_CASE("A form names what it refers to by a title that reads another record") {
  TestEngine engine(contacts_engine_options());
  const json customer = save(engine, "customer", {{"contact", "Li Na"}})["result"]["record"];
  const json visit = save(engine, "visit", {{"customer", customer}})["result"]["record"];
  const auto text_of_visit = [](const json& fields) {
    for (const json& field : fields) {
      if (field["path"] == "visit") return field.value("text", json());
    }
    return json();
  };
  const json opened =
      engine.result("form.open", {{"form", "review"}, {"values", {{"visit", visit}}}});
  INFO(opened.dump());
  CHECK(text_of_visit(opened["state"]["fields"]) == "Li Na");
  const json chosen = engine.result("form.open", {{"form", "review"}});
  const json set = engine.result(
      "form.set", {{"session", chosen["session"]}, {"path", "visit"}, {"value", visit}});
  CHECK(text_of_visit(set["changes"]["fields"]) == "Li Na");
}

}  // namespace
}  // namespace tollgate::api
