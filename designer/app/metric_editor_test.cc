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
  designer.type(Role::kTextbox, "Number of days", "7");
  CHECK(designer.document()["metrics"][0]["window"] == Json({{"field", "day"}, {"days", 7}}));
  designer.choose("Shown as", "an amount of money");
  CHECK(designer.document()["metrics"][0]["format"] == "currency");

  // Each blank is one step back.
  designer.shortcut('z');
  designer.shortcut('z');
  CHECK(designer.document()["metrics"][0]["window"]["days"] == 30);

  // A look at its groups changes nothing.
  const Json before = designer.document();
  designer.choose("See it by group", "by Day, each week");
  CHECK(designer.document() == before);
  CHECK(designer.questions.back()["params"]["by"] == "week");
  CHECK(designer.seen().duplicate_ids().empty());

  // As it is looked at, it goes onto a dashboard that there was not yet.
  designer.choose("Put it on a dashboard", "A new dashboard");
  const Json widget = designer.document()["dashboards"][0]["widgets"][0];
  CHECK(widget["type"] == "line");
  CHECK(widget["metric"] == "money");
  CHECK(widget["group_by"] == Json::parse(R"({"value": "day", "by": "week"})"));
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

TEST_CASE("colours of a percentage are written as people read them") {
  Json app = document_with_metric();
  app["metrics"][0]["aggregate"] = "share";
  app["metrics"][0]["test"] = "amount > 3";
  app["metrics"][0]["format"] = "percent";
  app["metrics"][0]["thresholds"] = Json::parse(R"([{"level": "risk", "below": 0.7}])");
  HeadlessDesigner designer(app.dump());
  designer.app.set_language(Language::kEnglish);
  designer.app.workbench().session().open("/metrics/0");
  designer.settle();
  CHECK(designer.get(Role::kTextbox, "Colour 1 below").value == "70");
  designer.type(Role::kTextbox, "Colour 1 below", "82.5%");
  CHECK(designer.document()["metrics"][0]["thresholds"][0]["below"] == 0.825);
  designer.activate(Role::kButton, "Add a colour");
  designer.choose("Colour 2 level", "Warning");
  designer.type(Role::kTextbox, "Colour 2 at least", "85");
  CHECK(designer.document()["metrics"][0]["thresholds"][1] ==
        Json::parse(R"({"level": "warning", "at_least": 0.85})"));
}

}  // namespace
}  // namespace tollgate::designer
