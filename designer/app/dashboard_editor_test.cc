#include "headless_designer_test_support.h"

namespace tollgate::designer {
namespace {

Json app_with_dashboard() {
  Json app = Json::parse(kSmall);
  app["entities"][0]["fields"].push_back(
      Json::parse(R"({"id": "day", "type": "date", "label": {"zh-CN": "日期", "en": "Day"}})"));
  app["entities"][0]["fields"].push_back(Json::parse(R"({"id": "kind", "type": "choice",
    "label": {"zh-CN": "种类", "en": "Kind"}, "options": [
      {"id": "a", "label": {"en": "First"}}, {"id": "b", "label": {"en": "Second"}}]})"));
  app["metrics"] = Json::parse(R"([{"id": "visits", "entity": "visit", "aggregate": "count",
    "label": {"zh-CN": "拜访数", "en": "Visits"}}])");
  app["dashboards"] =
      Json::parse(R"([{"id": "all", "label": {"zh-CN": "总览", "en": "All"}, "widgets": []}])");
  return app;
}

struct DashboardDesigner : HeadlessDesigner {
  DashboardDesigner() : HeadlessDesigner(app_with_dashboard().dump()) {
    app.set_language(Language::kEnglish);
    app.workbench().session().open("/dashboards/0");
    settle();
  }
  Json widgets() const { return document()["dashboards"][0]["widgets"]; }
};

TEST_CASE("widgets come from the palette and show the newest metric at once") {
  DashboardDesigner designer;
  designer.activate(Role::kButton, "Number");
  designer.activate(Role::kButton, "Bars");
  designer.activate(Role::kButton, "Line");
  designer.activate(Role::kButton, "Table");
  const Json widgets = designer.widgets();
  REQUIRE(widgets.size() == 4);
  CHECK(widgets[0]["metric"] == "visits");
  CHECK(widgets[0]["label"]["en"] == "Visits");
  CHECK(widgets[1]["group_by"] == "kind");
  CHECK(widgets[2]["group_by"] == Json::parse(R"({"value": "day", "by": "week"})"));
  CHECK(widgets[3]["metrics"] == Json::parse(R"(["visits"])"));
  designer.wait_for_check();
  CHECK_FALSE(designer.app.workbench().session().has_problem_below("/dashboards/0"));
  CHECK(designer.seen().duplicate_ids().empty());

  // A funnel needs a workflow: that is said, and nothing happens.
  designer.activate(Role::kButton, "Funnel");
  CHECK(designer.widgets().size() == 4);
  CHECK(designer.said.find("workflow") != std::string::npos);
}

TEST_CASE("a widget shows what the engine answers, is moved, widened and taken away by keys") {
  DashboardDesigner designer;
  designer.activate(Role::kButton, "Number");
  designer.activate(Role::kButton, "Bars");
  const Json ids = {designer.widgets()[0]["id"], designer.widgets()[1]["id"]};
  designer.reply(
      "dashboard.read",
      {{"widgets",
        {{{"id", ids[0]}, {"type", "metric"}, {"text", "7"}, {"count", 7}, {"level", "none"}},
         {{"id", ids[1]},
          {"type", "breakdown"},
          {"label", "Visits"},
          {"groups",
           {{{"label", "First"}, {"text", "4"}, {"value", "4"}, {"level", "none"}},
            {{"label", "Second"}, {"text", "3"}, {"value", "3"}, {"level", "none"}}}}}}}});
  CHECK(designer.has(Role::kText, "7, from 7 records"));
  CHECK(designer.has(Role::kListItem, "First: 4"));

  designer.activate(Role::kButton, "Width: half");
  CHECK(designer.widgets()[1]["width"] == "full");
  designer.focus(designer.get(Role::kButton, "Width: full").id);
  designer.key(Key::kLeft);
  CHECK(designer.widgets()[1]["width"] == "half");

  designer.app.workbench().session().document.select("/dashboards/0/widgets/1");
  designer.app.workbench().session().focus_on("/dashboards/0/widgets/1");
  designer.settle();
  designer.key(Key::kLeft, kAlt);
  CHECK(designer.widgets()[0]["id"] == ids[1]);
  designer.key(Key::kDelete);
  CHECK(designer.widgets().size() == 1);
  designer.shortcut('z');
  CHECK(designer.widgets().size() == 2);
}

TEST_CASE("a widget is carried to its place by the pointer") {
  DashboardDesigner designer;
  designer.activate(Role::kButton, "Number");
  designer.activate(Role::kButton, "Bars");
  const Json before = designer.widgets();
  const SemanticNode* bars = nullptr;
  const SemanticNode* number = nullptr;
  for (const SemanticNode& node : designer.seen().nodes()) {
    if (node.role != Role::kTreeItem || node.name != "Visits") continue;
    if (node.description == "Bars") bars = &node;
    if (node.description == "Number") number = &node;
  }
  REQUIRE(bars != nullptr);
  REQUIRE(number != nullptr);
  const auto [x, y] = HeadlessDesigner::middle(*bars);
  const float target_x = number->visible.x + 4;
  const float target_y = number->visible.y + 20;
  designer.move(x, y);
  designer.press(true);
  designer.move(x - 30, y);
  designer.move(target_x, target_y);
  designer.move(target_x, target_y);
  designer.press(false);
  designer.settle();
  CHECK(designer.widgets()[0] == before[1]);
  CHECK(designer.widgets()[1] == before[0]);
}

TEST_CASE("a widget is dragged from the palette to where it is wanted") {
  DashboardDesigner designer;
  const auto drag = [&](const char* kind, float to_x, float to_y) {
    const auto [x, y] = HeadlessDesigner::middle(designer.get(Role::kButton, kind));
    designer.move(x, y);
    designer.press(true);
    designer.move(x, y + 30);
    designer.move(to_x, to_y);
    designer.move(to_x, to_y);
    designer.press(false);
    designer.settle();
  };
  // Onto the empty canvas, then in front of what is there.
  drag("Bars", 600, 400);
  REQUIRE(designer.widgets().size() == 1);
  const SemanticNode bars = designer.get(Role::kTreeItem, "Visits");
  drag("Line", bars.visible.x + 4, bars.visible.y + 20);
  REQUIRE(designer.widgets().size() == 2);
  CHECK(designer.widgets()[0]["type"] == "line");
  CHECK(designer.widgets()[1]["type"] == "breakdown");
  // Let go of beside the canvas it is nothing.
  drag("Table", 40, 400);
  CHECK(designer.widgets().size() == 2);
}

}  // namespace
}  // namespace tollgate::designer
