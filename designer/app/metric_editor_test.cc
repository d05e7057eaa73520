#include "headless_designer_test_support.h"

namespace tollgate::designer {
namespace {

Json document_with_metric() {
  Json app = Json::parse(kSmall);
  app["entities"][0]["fields"].push_back(
      Json::parse(R"({"id": "day", "type": "date", "label": {"zh-CN": "日期", "en": "Day"}})"));
  app["metrics"] = Json::parse(R"([{"id": "money", "entity": "visit", "aggregate": "count",
    "label": {"zh-CN": "拜访金额", "en": "Money"}}])");
  return app;
}

TEST_CASE("a metric is made by filling the blanks of a sentence, with its number beside it") {
  HeadlessDesigner designer(document_with_metric().dump());
  designer.app.set_language(Language::kEnglish);
  designer.app.workbench().session().open("/metrics/0");
  designer.settle();
  REQUIRE(designer.questions.size() >= 1);
  CHECK(designer.questions.back() == Json({{"number", designer.questions.back()["number"]},
                                           {"request", "metric.read"},
                                           {"params", {{"metric", "money"}}}}));
  designer.reply(
      "metric.read",
      {{"widget", {{"type", "metric"}, {"text", "12"}, {"count", 12}, {"level", "none"}}}});
  CHECK(designer.has(Role::kText, "12, from 12 records"));

  designer.choose("Way of counting", "Sum");
  CHECK(designer.document()["metrics"][0]["aggregate"] == "sum");
  designer.choose("Which value", "Amount");
  CHECK(designer.document()["metrics"][0]["value"] == "amount");
  designer.choose("Time", "Day");
  designer.type(Role::kTextbox, "Last days", "7");
  CHECK(designer.document()["metrics"][0]["window"] == Json({{"field", "day"}, {"days", 7}}));
  designer.choose("Shown as", "an amount of money");
  CHECK(designer.document()["metrics"][0]["format"] == "currency");

  // Each blank is one step back.
  designer.shortcut('z');
  designer.shortcut('z');
  CHECK(designer.document()["metrics"][0]["window"]["days"] == 30);

  // A look at its groups changes nothing.
  const Json before = designer.document();
  designer.choose("Look at it in groups", "by Day, each week");
  CHECK(designer.document() == before);
  CHECK(designer.questions.back()["params"]["by"] == "week");
  CHECK(designer.seen().duplicate_ids().empty());
}

TEST_CASE("a formula is written where no field is the value") {
  Json app = document_with_metric();
  app["metrics"][0]["aggregate"] = "average";
  app["metrics"][0]["value"] = "amount";
  HeadlessDesigner designer(app.dump());
  designer.app.set_language(Language::kEnglish);
  designer.app.workbench().session().open("/metrics/0");
  designer.settle();
  CHECK_FALSE(designer.has(Role::kTextbox, "Formula"));
  designer.choose("Which value", "A formula…");
  designer.type(Role::kTextbox, "Formula", "amount / 100");
  CHECK(designer.document()["metrics"][0]["value"] == "amount / 100");
  designer.choose("Which value", "Amount");
  CHECK(designer.document()["metrics"][0]["value"] == "amount");
  CHECK_FALSE(designer.has(Role::kTextbox, "Formula"));
}

}  // namespace
}  // namespace tollgate::designer
