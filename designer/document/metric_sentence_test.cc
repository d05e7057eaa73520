#include "tollgate/designer/document/metric_sentence.h"

#include <nlohmann/json.hpp>

#include "document_test_support.h"
#include "tollgate/designer/document/document.h"

namespace tollgate::designer {
namespace {

Json app_with_metrics() {
  Json app = small_app();
  app["entities"][0]["fields"].push_back(Json::parse(
      R"({"id": "by", "type": "reference", "entity": "person", "label": {"en": "Visitor"}})"));
  app["entities"][1]["fields"].push_back(
      Json::parse(R"({"id": "target", "type": "number", "label": {"en": "Target"}})"));
  app["metrics"] = Json::parse(R"([
    {"id": "visits", "label": {"en": "Visits"}, "entity": "visit", "aggregate": "count"},
    {"id": "money", "label": {"en": "Money"}, "entity": "visit", "aggregate": "sum",
     "value": "amount", "filter": "amount > 0"}])");
  return app;
}

// The sentence with what stands in its blanks, in brackets.
std::string sentence(const Document& document, const std::string& metric, const char* locale) {
  std::string text;
  for (const SentencePart& part : metric_sentence(document.json(), metric, locale).parts) {
    if (!part.words.empty()) text += (text.empty() ? "" : " ") + part.words;
    if (!part.blank) continue;
    const std::string value = blank_value(document.json(), metric, *part.blank);
    std::string label = value;
    for (const BlankChoice& choice : blank_choices(document.json(), metric, *part.blank, locale)) {
      if (choice.id == value) label = choice.label;
    }
    text += (text.empty() ? "[" : " [") + label + "]";
  }
  return text;
}

std::vector<std::string> offered(const Document& document, const std::string& metric,
                                 MetricBlank blank) {
  std::vector<std::string> labels;
  for (const BlankChoice& choice : blank_choices(document.json(), metric, blank, "en")) {
    labels.push_back(choice.label);
  }
  return labels;
}

TEST_CASE("a metric reads as a sentence in either language") {
  const Document document(app_with_metrics());
  CHECK(sentence(document, "/metrics/0", "en") == "[Number] of [Visit]");
  CHECK(sentence(document, "/metrics/0", "zh-CN") == "[拜访] 的 [数量]");
  CHECK(sentence(document, "/metrics/1", "en") == "[Sum] of [Amount] over [Visit]");
  CHECK(sentence(document, "/metrics/1", "zh-CN") == "[拜访] 中 [金额] 的 [合计]");
}

TEST_CASE("a blank offers what fits it") {
  Document document(app_with_metrics());
  CHECK(offered(document, "/metrics/1", MetricBlank::kValue) ==
        std::vector<std::string>{"Amount", "Visitor › Target"});
  CHECK(offered(document, "/metrics/1", MetricBlank::kWindow) == std::vector<std::string>{"Spare"});
  REQUIRE(document.run(FillBlank{"/metrics/1", MetricBlank::kAggregate, "count_distinct"}).ok());
  CHECK(
      offered(document, "/metrics/1", MetricBlank::kValue) ==
      std::vector<std::string>{"Place", "Amount", "Stage", "Spare", "Visitor", "Visitor › Target"});
  // A ratio is made of others, and of no ratio.
  REQUIRE(document.run(FillBlank{"/metrics/1", MetricBlank::kAggregate, "ratio"}).ok());
  CHECK(offered(document, "/metrics/1", MetricBlank::kNumerator) ==
        std::vector<std::string>{"Visits"});
  CHECK(offered(document, "/metrics/0", MetricBlank::kNumerator).empty());
}

TEST_CASE("what no longer belongs to the metric goes, and comes back by one step") {
  Document document(app_with_metrics());
  const Json before = document.json();
  REQUIRE(document.run(FillBlank{"/metrics/1", MetricBlank::kAggregate, "share"}).ok());
  const Json& share = document.json()["metrics"][1];
  CHECK_FALSE(share.contains("value"));
  CHECK(share["test"] == "");
  CHECK(share["format"] == "percent");
  CHECK(share["filter"] == "amount > 0");
  document.undo();
  CHECK(document.json() == before);

  // Other records have other fields.
  REQUIRE(document.run(FillBlank{"/metrics/1", MetricBlank::kEntity, "person"}).ok());
  CHECK(document.json()["metrics"][1]["value"] == "");
  CHECK_FALSE(document.json()["metrics"][1].contains("filter"));
  document.undo();
  CHECK(document.json() == before);
}

TEST_CASE("the last days count by a date of the records") {
  Document document(app_with_metrics());
  REQUIRE(document.run(FillBlank{"/metrics/0", MetricBlank::kWindow, "spare"}).ok());
  CHECK(document.json()["metrics"][0]["window"] == Json({{"field", "spare"}, {"days", 30}}));
  REQUIRE(document.run(FillBlank{"/metrics/0", MetricBlank::kDays, "７"}).ok());
  CHECK(blank_value(document.json(), "/metrics/0", MetricBlank::kDays) == "7");
  CHECK_FALSE(document.run(FillBlank{"/metrics/0", MetricBlank::kDays, "0"}).ok());
  CHECK_FALSE(document.run(FillBlank{"/metrics/0", MetricBlank::kDays, "soon"}).ok());
  // Or in a period of the calendar.
  REQUIRE(document.run(FillBlank{"/metrics/0", MetricBlank::kSpan, "month<"}).ok());
  CHECK(document.json()["metrics"][0]["window"] ==
        Json({{"field", "spare"}, {"period", "month"}, {"before", true}}));
  CHECK(blank_value(document.json(), "/metrics/0", MetricBlank::kSpan) == "month<");
  REQUIRE(document.run(FillBlank{"/metrics/0", MetricBlank::kSpan, "days"}).ok());
  CHECK(document.json()["metrics"][0]["window"] == Json({{"field", "spare"}, {"days", 30}}));
  REQUIRE(document.run(FillBlank{"/metrics/0", MetricBlank::kWindow, ""}).ok());
  CHECK_FALSE(document.json()["metrics"][0].contains("window"));
  CHECK_FALSE(document.run(FillBlank{"/metrics/0", MetricBlank::kDays, "7"}).ok());
  CHECK_FALSE(document.run(FillBlank{"/metrics/0", MetricBlank::kSpan, "month"}).ok());
}

TEST_CASE("a value that is no field is a formula") {
  Document document(app_with_metrics());
  CHECK_FALSE(has_formula(document.json(), "/metrics/1"));
  REQUIRE(document.run(FillBlank{"/metrics/1", MetricBlank::kValue, "amount * 2"}).ok());
  CHECK(has_formula(document.json(), "/metrics/1"));
}

TEST_CASE("groups are made by what has few values, and by dates") {
  const Document document(app_with_metrics());
  std::vector<std::string> labels;
  for (const ConditionField& field : grouping_fields(document.json(), "/metrics/0", "en")) {
    labels.push_back(field.label);
  }
  CHECK(labels == std::vector<std::string>{"Place", "Stage", "Spare", "Visitor"});
}

}  // namespace
}  // namespace tollgate::designer
