// Formulas in the inspector: groups of time, and the button that mends what the checker found.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "headless_designer_test_support.h"

namespace tollgate::designer {
namespace {

Json app_with_widget() {
  Json app = Json::parse(kSmall);
  app["entities"][0]["fields"].push_back(Json::parse(
      R"({"id": "met_on", "type": "date", "label": {"zh-CN": "见面日", "en": "Met on"}})"));
  app["metrics"] = Json::parse(R"([{"id": "visits", "label": {"zh-CN": "拜访数", "en": "Visits"},
    "entity": "visit", "aggregate": "count"}])");
  app["dashboards"] = Json::parse(R"([{"id": "d", "label": {"zh-CN": "看板", "en": "Board"},
    "widgets": [{"id": "w", "type": "breakdown", "label": {"zh-CN": "图", "en": "Chart"},
                 "metric": "visits", "group_by": "met_on"}]}])");
  return app;
}

TEST_CASE("a widget's groups become groups of time and back, the formula is kept") {
  HeadlessDesigner designer(app_with_widget().dump());
  designer.app.set_language(Language::kEnglish);
  DesignSession& session = designer.app.workbench().session();
  session.open("/dashboards/0");
  session.document.select("/dashboards/0/widgets/0");
  designer.settle();
  const auto group_by = [&] {
    return designer.document()["dashboards"][0]["widgets"][0]["group_by"];
  };

  CHECK(designer.get(Role::kCombobox, "Group by").value == "Met on");
  designer.activate(Role::kCombobox, "Group by time");
  designer.activate(Role::kOption, "By month");
  CHECK(group_by() == Json::parse(R"({"value": "met_on", "by": "month"})"));
  CHECK(designer.get(Role::kCombobox, "Group by time").value == "By month");
  CHECK(designer.get(Role::kCombobox, "Group by").value == "Met on");
  CHECK(designer.seen().duplicate_ids().empty());

  designer.activate(Role::kCombobox, "Group by time");
  designer.activate(Role::kOption, "By hour");
  designer.wait_for_check();
  CHECK(session.has_problem_below("/dashboards/0/widgets/0/group_by"));

  designer.activate(Role::kCombobox, "Group by time");
  designer.activate(Role::kOption, "(by value)");
  CHECK(group_by() == "met_on");
  designer.wait_for_check();
  CHECK_FALSE(session.has_problem_below("/dashboards/0/widgets/0/group_by"));

  // What is no field is written as a formula.
  CHECK_FALSE(designer.has(Role::kTextbox, "Formula of the groups"));
  designer.activate(Role::kCombobox, "Group by");
  designer.activate(Role::kOption, "A formula…");
  designer.type(Role::kTextbox, "Formula of the groups", "amount > 5");
  CHECK(group_by() == "amount > 5");
  designer.activate(Role::kCombobox, "Group by");
  designer.activate(Role::kOption, "Place");
  CHECK(group_by() == "place");
}

TEST_CASE("a total over a column with blanks is mended by one button") {
  Json app = Json::parse(kSmall);
  app["entities"][0]["fields"].push_back(Json::parse(
      R"({"id": "rows", "type": "list", "label": {"zh-CN": "行", "en": "Rows"}, "fields": [
        {"id": "z", "type": "number", "label": {"zh-CN": "数", "en": "Z"}}]})"));
  app["entities"][0]["fields"][1]["computed"] = "sum(rows.z)";
  HeadlessDesigner designer(app.dump());
  designer.app.set_language(Language::kEnglish);
  designer.settle();
  DesignSession& session = designer.app.workbench().session();
  session.go_to("/entities/0/fields/1");
  session.focus_on("/entities/0/fields/1/computed");
  designer.wait_for_check();
  designer.activate(Role::kButton, "Change to rows.z[item != null]");
  CHECK(designer.document()["entities"][0]["fields"][1]["computed"] == "sum(rows.z[item != null])");
  designer.wait_for_check();
  CHECK_FALSE(designer.has(Role::kButton, "Change to rows.z[item != null]"));
  CHECK(session.document.undo());
  CHECK(designer.document()["entities"][0]["fields"][1]["computed"] == "sum(rows.z)");
}

}  // namespace
}  // namespace tollgate::designer
