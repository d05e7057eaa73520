#include "tollgate/designer/document/automation_sentence.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "document_test_support.h"

namespace tollgate::designer {
namespace {

Json document_with_people() {
  return Json::parse(R"({"format": "tollgate.app/1", "id": "repairs", "version": 1,
    "label": {"en": "Repairs", "zh-CN": "维修"}, "locales": ["zh-CN", "en"],
    "users": {"entity": "person", "role": "role", "manager": "boss"},
    "roles": [{"id": "lead", "label": {"en": "Lead", "zh-CN": "主管"}}],
    "entities": [
      {"id": "person", "label": {"en": "Person", "zh-CN": "人员"}, "fields": [
        {"id": "name", "type": "text", "label": {"en": "Name", "zh-CN": "姓名"}},
        {"id": "boss", "type": "reference", "entity": "person", "label": {"en": "Boss", "zh-CN": "上级"}}]},
      {"id": "shop", "label": {"en": "Shop", "zh-CN": "门店"}, "fields": [
        {"id": "keeper", "type": "reference", "entity": "person", "label": {"en": "Keeper", "zh-CN": "店长"}}]},
      {"id": "repair", "label": {"en": "Repair", "zh-CN": "整改"}, "fields": [
        {"id": "what", "type": "text", "label": {"en": "What", "zh-CN": "内容"}},
        {"id": "due", "type": "date", "label": {"en": "Due", "zh-CN": "期限"}},
        {"id": "who", "type": "reference", "entity": "person", "label": {"en": "Who", "zh-CN": "负责人"}},
        {"id": "shop", "type": "reference", "entity": "shop", "label": {"en": "Shop", "zh-CN": "门店"}}]}],
    "metrics": [{"id": "rate", "label": {"en": "Rate", "zh-CN": "合格率"}, "entity": "repair", "aggregate": "count"}],
    "automations": [{"id": "a", "label": {"en": "A", "zh-CN": "甲"},
      "on": {"event": "record_saved", "entity": "repair", "fields": ["due"]}, "effects": []}]})");
}

TEST_CASE("another event keeps what still means something and begins with what is usual") {
  const Json document = document_with_people();
  CHECK(trigger_of_event(document, "/automations/0", "record_completed") ==
        Json({{"event", "record_completed"}, {"entity", "repair"}, {"fields", {"due"}}}));
  CHECK(trigger_of_event(document, "/automations/0", "date_reached") ==
        Json({{"event", "date_reached"},
              {"entity", "repair"},
              {"field", "due"},
              {"days", 3},
              {"relation", "before"},
              {"time", "09:00"}}));
  CHECK(trigger_of_event(document, "/automations/0", "schedule")["every"] == "week");
  CHECK(trigger_of_event(document, "/automations/0", "metric_crossed")["metric"] == "rate");
}

TEST_CASE("another entity forgets the fields of the one before") {
  Json document = document_with_people();
  CHECK(trigger_of_entity(document, "/automations/0", "person") ==
        Json({{"event", "record_saved"}, {"entity", "person"}}));
  document["automations"][0]["on"] =
      Json({{"event", "date_reached"}, {"entity", "shop"}, {"days", 1}});
  CHECK(trigger_of_entity(document, "/automations/0", "repair")["field"] == "due");
}

std::vector<std::string> labels(const std::vector<NamedChoice>& choices) {
  std::vector<std::string> all;
  for (const NamedChoice& choice : choices) all.push_back(choice.label);
  return all;
}

TEST_CASE("recipients are people in words") {
  Json document = document_with_people();
  CHECK(labels(recipient_choices(document, "/automations/0", "en")) ==
        std::vector<std::string>{"Who", "Who’s manager", "Shop › Keeper", "Whoever did it",
                                 "Whoever did it’s manager", "Everyone in the role Lead"});
  document["automations"][0]["on"] = {{"event", "schedule"}, {"entity", "person"}};
  CHECK(labels(recipient_choices(document, "/automations/0", "zh-CN")) ==
        std::vector<std::string>{"本人", "上级", "上级的上级", "所有的主管"});
}

TEST_CASE("recipients are read back as they were chosen") {
  const std::vector<std::string> none;
  Json effect = {{"type", "notify"}, {"to", "who.boss"}};
  CHECK(recipients_of(effect) == std::vector<std::string>{"field:who.boss"});
  const std::vector<std::string> chosen = {"field:who", "field:shop.keeper", "role:lead"};
  effect = with_recipients(effect, chosen);
  CHECK(effect["to"] == "[who, shop.keeper]");
  CHECK(effect["roles"] == Json({"lead"}));
  CHECK(recipients_of(effect) == chosen);
  effect = with_recipients(effect, none);
  CHECK_FALSE(effect.contains("to"));
  CHECK_FALSE(effect.contains("roles"));
  effect["to"] = "if due = null then who else who.boss";
  CHECK_FALSE(recipients_of(effect).has_value());
}

TEST_CASE("a message is written with labels and stored with ids, whatever stands in it") {
  const std::vector<ConditionField> fields = {
      {"what", "内容", "text", ValueKind::kText, {}},
      {"who.name", "负责人 › 姓名", "", ValueKind::kText, {}},
      {"other", "内容", "text", ValueKind::kText, {}}};
  const std::string stored =
      "{{ who.name }} 的 {{what}} 超期 {{ floor(days) }} 天：{{ other }} {不是字段} {{";
  const MessageWords words = message_words(stored, fields, Language::kChinese);
  CHECK(words.text == "{负责人 › 姓名} 的 {内容} 超期 {公式 1} 天：{内容 (2)} {不是字段} {{");
  CHECK(words.formulas == std::vector<std::string>{"floor(days)"});
  const std::string back = message_of_words(words.text, fields, words.formulas, Language::kChinese);
  CHECK(back ==
        "{{ who.name }} 的 {{ what }} 超期 {{ floor(days) }} 天：{{ other }} {不是字段} {{");
  // And again: nothing moves any more.
  CHECK(message_of_words(message_words(back, fields, Language::kChinese).text, fields,
                         words.formulas, Language::kChinese) == back);
}

}  // namespace
}  // namespace tollgate::designer
