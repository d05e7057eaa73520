// A click counts for what was drawn under it, whatever moves between the press and the release.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "headless_designer_test_support.h"

namespace tollgate::designer {
namespace {

// A metric that has just become a share: the check of it, a moment later, adds a sentence above the
// button "As text", which moves the button down.
class ShareDesigner : public HeadlessDesigner {
 public:
  ShareDesigner() : HeadlessDesigner(document().dump()) {
    app.set_language(Language::kEnglish);
    app.workbench().session().open("/metrics/0");
    wait_for_check();
    choose("Way of counting", "Share");
    place = middle(get(Role::kButton, "As text"));
    CHECK_FALSE(is_text());
  }
  static Json document() {
    Json app = Json::parse(kSmall);
    app["metrics"] = Json::parse(R"([{"id": "money", "entity": "visit", "aggregate": "count",
      "label": {"zh-CN": "拜访金额", "en": "Money"}}])");
    return app;
  }
  // No frame is drawn.
  void send(PointerKind kind, float x, float y, bool touch = false) {
    app.pointer({kind, x, y, 0, touch, now_ms});
  }
  // Somebody else's change: the share's value and its formula.
  void add_rows_above() {
    DesignSession& session = app.workbench().session();
    session.run(SetProperty{"/metrics/0/value", "amount / 100", false});
  }
  bool is_text() const { return has(Role::kTextbox, "Those that meet"); }
  bool has_moved() const { return middle(get(Role::kButton, "As text")) != place; }

  std::pair<float, float> place;
};

TEST_CASE("findings that come while a button is pressed wait for its release") {
  ShareDesigner designer;
  designer.move(designer.place.first, designer.place.second);
  designer.press(true);
  designer.now_ms += 400;
  designer.settle();
  CHECK_FALSE(designer.has_moved());
  designer.press(false);
  designer.settle();
  CHECK(designer.is_text());
  designer.wait_for_check();
  CHECK(designer.app.workbench().session().has_problem_below("/metrics/0"));
}

TEST_CASE("findings wait while a list is open to be chosen from") {
  ShareDesigner designer;
  designer.click(Role::kCombobox, "Way of counting");
  REQUIRE(designer.has(Role::kOption, "Share"));
  const auto offered = designer.middle(designer.get(Role::kOption, "Share"));
  designer.wait_for_check();
  CHECK(designer.middle(designer.get(Role::kOption, "Share")) == offered);
  CHECK_FALSE(designer.has_moved());
  designer.click(Role::kOption, "Share");
  REQUIRE_FALSE(designer.has(Role::kOption, "Share"));
  designer.wait_for_check();
  CHECK(designer.app.workbench().session().has_problem_below("/metrics/0"));
}

TEST_CASE("a choice counts when the focus goes on before a frame has taken it") {
  ShareDesigner designer;
  designer.click(Role::kCombobox, "Way of counting");
  const SemanticNode sum = designer.get(Role::kOption, "Sum");
  const auto [x, y] = designer.middle(sum);
  designer.focus(sum.id);
  designer.settle();
  designer.send(PointerKind::kMove, x, y);
  designer.send(PointerKind::kDown, x, y);
  designer.send(PointerKind::kUp, x, y);
  designer.focus(designer.get(Role::kButton, "As text").id);
  designer.settle();
  CHECK(Json::parse(designer.app.text())["metrics"][0]["aggregate"] == "sum");
}

TEST_CASE("a press follows the button that has moved before the press is taken") {
  const bool touch = GENERATE(false, true);
  ShareDesigner designer;
  const auto [x, y] = designer.place;
  // No frame came since the pointer went there; the next also takes a change that adds rows above.
  if (!touch) designer.send(PointerKind::kMove, x, y);
  designer.send(PointerKind::kDown, x, y, touch);
  designer.add_rows_above();
  designer.send(PointerKind::kUp, x, y, touch);
  designer.settle();
  CHECK(designer.is_text());
}

TEST_CASE(
    "a release counts for what was pressed, wherever it has gone; a pointer that left does not") {
  ShareDesigner designer;
  const auto [x, y] = designer.place;
  designer.move(x, y);
  designer.press(true);
  SECTION("the button moves") {
    designer.add_rows_above();
    designer.settle();
    REQUIRE(designer.has_moved());
    designer.press(false);
    designer.settle();
    CHECK(designer.is_text());
  }
  SECTION("the pointer leaves it") {
    designer.move(x + 300, y);
    designer.press(false);
    designer.settle();
    CHECK_FALSE(designer.is_text());
  }
}

TEST_CASE("answers that come while a button is pressed wait for its release") {
  ShareDesigner designer;
  designer.move(designer.place.first, designer.place.second);
  designer.press(true);
  designer.reply(
      "metric.read",
      {{"widget", {{"type", "metric"}, {"text", "12"}, {"count", 12}, {"level", "none"}}}});
  CHECK_FALSE(designer.has(Role::kText, "12, from 12 records"));
  designer.press(false);
  designer.settle();
  CHECK(designer.has(Role::kText, "12, from 12 records"));
  CHECK(designer.is_text());
}

TEST_CASE("nodes of a moving picture come at once where somebody presses") {
  ShareDesigner designer;
  designer.height = 400;
  designer.move(designer.place.first, 200);
  designer.settle();
  designer.app.wheel(0, 40);
  for (int i = 0; i < 2; ++i)
    designer.app.frame({++designer.now_ms, designer.width, designer.height, 1});
  const std::string late = designer.app.take_outbox();
  CHECK(late.find("\"moved\"") == std::string::npos);
  CHECK(designer.app.take_outbox(true).find("\"moved\"") != std::string::npos);
}

}  // namespace
}  // namespace tollgate::designer
