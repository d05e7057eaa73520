#include <nlohmann/json.hpp>

#include "document_test_support.h"
#include "tollgate/designer/document/checks.h"
#include "tollgate/designer/document/document.h"

namespace tollgate::designer {
namespace {

Json app_with_dashboard() {
  Json app = small_app();
  app["metrics"] = Json::parse(R"([
    {"id": "money", "label": {"zh-CN": "金额", "en": "Money"}, "entity": "visit",
     "aggregate": "sum", "value": "amount"},
    {"id": "people", "label": {"en": "People"}, "entity": "person", "aggregate": "count"}])");
  app["dashboards"] =
      Json::parse(R"([{"id": "all", "label": {"zh-CN": "总览", "en": "All"}, "widgets": []}])");
  return app;
}

std::string refusal(Document& document, const Command& command) {
  const Status status = document.run(command);
  return status ? "" : status.diagnostics().front().code;
}

TEST_CASE("a new widget shows a metric by what its records have, without an error") {
  Document document(app_with_dashboard());
  const Json before = document.json();
  for (const char* type : {"metric", "breakdown", "line", "table"}) {
    REQUIRE(document.run(AddWidget{"/dashboards/0", type, "money"}).ok());
  }
  REQUIRE(document.run(AddWidget{"/dashboards/0", "funnel"}).ok());
  const Json& widgets = document.json()["dashboards"][0]["widgets"];
  CHECK(widgets[0]["label"] == Json::parse(R"({"zh-CN": "金额", "en": "Money"})"));
  CHECK(widgets[1]["group_by"] == "stage");
  CHECK(widgets[2]["group_by"] == Json::parse(R"({"value": "spare", "by": "week"})"));
  CHECK(widgets[3]["metrics"] == Json::parse(R"(["money"])"));
  CHECK(widgets[4]["workflow"] == "funnel");
  CHECK(document.selection() == "/dashboards/0/widgets/4");
  for (const Diagnostic& finding : check_document(document.json())) {
    INFO(finding.message.en);
    CHECK_FALSE(finding.place.pointer.starts_with("/dashboards"));
  }
  for (int i = 0; i < 5; ++i) document.undo();
  CHECK(document.json() == before);
}

TEST_CASE("what a widget cannot show is refused in words") {
  Document document(app_with_dashboard());
  CHECK(refusal(document, AddWidget{"/dashboards/0", "line"}) == "designer.no_date");
  Json bare = app_with_dashboard();
  bare.erase("metrics");
  bare.erase("workflows");
  Document nothing(bare);
  CHECK(refusal(nothing, AddWidget{"/dashboards/0", "metric"}) == "designer.nothing_to_show");
  CHECK(refusal(nothing, AddWidget{"/dashboards/0", "funnel"}) == "designer.nothing_to_show");
}

}  // namespace
}  // namespace tollgate::designer
