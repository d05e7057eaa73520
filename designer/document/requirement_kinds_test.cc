#include "tollgate/designer/document/requirement_kinds.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "document_test_support.h"
#include "tollgate/designer/document/document.h"

namespace tollgate::designer {
namespace {

Json document_with_gate() {
  return Json::parse(R"({"format": "tollgate.app/1", "id": "sales", "version": 1,
    "label": {"en": "Sales", "zh-CN": "销售"}, "locales": ["zh-CN", "en"],
    "entities": [
      {"id": "customer", "label": {"en": "Customer", "zh-CN": "客户"}, "fields": [
        {"id": "name", "type": "text", "label": {"en": "Name", "zh-CN": "名称"}},
        {"id": "visited_at", "type": "date_time", "label": {"en": "Visited", "zh-CN": "拜访时间"}}]},
      {"id": "deal", "label": {"en": "Deal", "zh-CN": "商机"}, "fields": [
        {"id": "customer", "type": "reference", "entity": "customer", "label": {"en": "Customer", "zh-CN": "客户"}},
        {"id": "amount", "type": "number", "label": {"en": "Amount", "zh-CN": "金额"}},
        {"id": "deck", "type": "file", "label": {"en": "Deck", "zh-CN": "方案"}},
        {"id": "signed", "type": "signature", "label": {"en": "Signature", "zh-CN": "签名"}},
        {"id": "agreed", "type": "boolean", "label": {"en": "Agreed", "zh-CN": "已同意"}},
        {"id": "stage", "type": "choice", "label": {"en": "Stage"}, "options": [{"id": "lead", "label": {"en": "Lead"}}]}]}],
    "scorecards": [{"id": "quality", "label": {"en": "Quality", "zh-CN": "质量"}, "entity": "deal", "criteria": []}],
    "workflows": [{"id": "funnel", "entity": "deal", "label": {"en": "Funnel"}, "stage_field": "stage",
      "stages": [{"id": "lead", "label": {"en": "Lead"}, "requires": [
        {"id": "r", "label": {"en": "New requirement", "zh-CN": "新要求"}, "test": "", "message": {}}]}]}]})");
}

const std::string kPlace = "/workflows/0/stages/0/requires/0";

Json with(const RequirementParts& parts) {
  Json document = document_with_gate();
  document[Json::json_pointer(kPlace)] = requirement_of(document, kPlace, parts);
  return document;
}

TEST_CASE("each kind says its test, and is read back from it") {
  const struct {
    RequirementParts parts;
    std::string test;
  } cases[] = {
      {{RequirementKind::kFilled, "amount"}, "amount != null"},
      {{RequirementKind::kFile, "deck"}, "deck != null"},
      {{RequirementKind::kFile, "deck", 5},
       "deck != null and (deck.slides >= 5 or deck.pages >= 5)"},
      {{RequirementKind::kFile, "deck", 0, "a \"b\"", false},
       "deck != null and contains(deck.name, \"a \\\"b\\\"\")"},
      {{RequirementKind::kFile, "deck", 2, "customer.name", true},
       "deck != null and (deck.slides >= 2 or deck.pages >= 2) and contains(deck.name, "
       "customer.name)"},
      {{RequirementKind::kSignature, "signed"}, "signed != null"},
      {{RequirementKind::kScore, "quality", 60}, "score.quality.total >= 60"},
      {{RequirementKind::kRecent, "customer.visited_at", 30},
       "customer.visited_at != null and date(customer.visited_at) >= today() - duration(\"P30D\")"},
      {{RequirementKind::kConfirmed, "agreed"}, "agreed = true"},
  };
  for (const auto& one : cases) {
    const Json document = with(one.parts);
    CHECK(document[Json::json_pointer(kPlace)]["test"] == one.test);
    CHECK(read_requirement(document, kPlace) == one.parts);
  }
}

TEST_CASE("what a person wrote by hand is a condition") {
  for (const char* test :
       {"amount > 5", "deck != null and deck.pages > 3", "", "amount != null or agreed",
        "customer.name != nul", "score.quality.total > 5"}) {
    Json document = document_with_gate();
    document[Json::json_pointer(kPlace)]["test"] = test;
    CHECK(read_requirement(document, kPlace).kind == RequirementKind::kCondition);
  }
}

TEST_CASE("name and sentence are proposed, and follow until somebody writes others") {
  Json document = with({RequirementKind::kFile, "deck", 5});
  Json requirement = document[Json::json_pointer(kPlace)];
  CHECK(requirement["message"]["zh-CN"] == "请上传“方案”，至少 5 页。");
  CHECK(requirement["message"]["en"] == "Hand in “Deck” with at least 5 slides or pages.");
  CHECK(requirement["fields"] == Json({"deck"}));
  document[Json::json_pointer(kPlace)]["message"]["en"] = "Bring your slides!";
  requirement = requirement_of(document, kPlace, {RequirementKind::kFile, "deck", 8});
  CHECK(requirement["message"]["zh-CN"] == "请上传“方案”，至少 8 页。");
  CHECK(requirement["message"]["en"] == "Bring your slides!");
  CHECK(requirement["id"] == "r");
}

TEST_CASE("a kind is offered where the entity has a field for it") {
  const auto kinds = requirement_kinds(document_with_gate(), kPlace);
  CHECK(kinds.size() == 7);
  Json bare = document_with_gate();
  bare["entities"][1]["fields"] = Json::array();
  bare["scorecards"] = Json::array();
  CHECK(requirement_kinds(bare, kPlace) ==
        std::vector<RequirementKind>{RequirementKind::kCondition});
}

TEST_CASE("a requirement of a kind is added in one step") {
  Document document(document_with_gate());
  REQUIRE(document.run(AddRequirement{"/workflows/0/stages/0", RequirementKind::kConfirmed}).ok());
  const Json& added = document.json()["workflows"][0]["stages"][0]["requires"][1];
  CHECK(added["test"] == "agreed = true");
  CHECK(added["message"]["en"] == "“Agreed” is not confirmed yet.");
  CHECK(added["id"] != "r");
  document.undo();
  CHECK(document.json()["workflows"][0]["stages"][0]["requires"].size() == 1);
}

}  // namespace
}  // namespace tollgate::designer
