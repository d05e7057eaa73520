// The scorecard's table, a list's columns, a quick filter's metrics and tags, a record's title.
#include "headless_designer_test_support.h"

namespace tollgate::designer {
namespace {

Json app_with_parts() {
  Json app = Json::parse(kSmall);
  app["entities"][0]["fields"].push_back(Json::parse(
      R"({"id": "planned", "type": "date", "label": {"zh-CN": "计划", "en": "Planned"}})"));
  app["scorecards"] = Json::parse(R"([{"id": "quality", "entity": "visit",
    "label": {"zh-CN": "质量", "en": "Quality"}, "criteria": [
      {"id": "c1", "label": {"zh-CN": "有地点", "en": "Has a place"}, "points": 5,
       "met": "place != null"},
      {"id": "c2", "label": {"zh-CN": "金额", "en": "Large"}, "points": 10, "met": "amount > 100"}]}])");
  app["views"] = Json::parse(R"([{"id": "visits", "entity": "visit",
    "label": {"zh-CN": "拜访", "en": "Visits"}, "columns": [{"field": "place"}]}])");
  app["metrics"] = Json::parse(R"([{"id": "visits", "entity": "visit", "aggregate": "count",
    "label": {"zh-CN": "拜访数", "en": "Number of visits"}}])");
  app["quick_filters"] = Json::parse(R"([{"id": "busy", "entity": "visit", "group_by": "place",
    "label": {"zh-CN": "忙", "en": "Busy"}, "metrics": [], "when": ""}])");
  return app;
}

struct PartDesigner : HeadlessDesigner {
  explicit PartDesigner(const char* part) : HeadlessDesigner(app_with_parts().dump()) {
    app.set_language(Language::kEnglish);
    app.workbench().session().open(part);
    settle();
  }
};

TEST_CASE("a scorecard is a table, with what a real record gets") {
  PartDesigner designer("/scorecards/0");
  const auto criteria = [&] { return designer.document()["scorecards"][0]["criteria"]; };
  CHECK(designer.get(Role::kButton, "Criterion 2 condition").description ==
        "Amount is more than 100");
  designer.type(Role::kTextbox, "Criterion 2 points", "20");
  CHECK(criteria()[1]["points"] == 20);
  designer.type(Role::kTextbox, "Criterion 1 name", "Placed");
  CHECK(criteria()[0]["label"]["en"] == "Placed");
  designer.activate(Role::kButton, "Move down Criterion 1");
  CHECK(criteria()[1]["id"] == "c1");

  designer.reply("record.list", {{"rows", {{{"record", "r1"}, {"title", "East"}}}}});
  CHECK(designer.questions.back()["request"] == "record.get");
  CHECK(designer.questions.back()["params"] == Json({{"entity", "visit"}, {"record", "r1"}}));
  designer.reply("record.get", {{"scores",
                                 {{{"scorecard", "quality"},
                                   {"total", "5"},
                                   {"possible", "25"},
                                   {"criteria",
                                    {{{"id", "c1"}, {"met", true}, {"points", "5"}},
                                     {{"id", "c2"}, {"met", false}, {"points", "0"}}}}}}}});
  CHECK(designer.has(Role::kText, "5 / 25 points"));
  CHECK(designer.has(Role::kText, "Criterion 2: sample gets 5 points"));

  designer.activate(Role::kButton, "Criterion 1 condition");
  CHECK(designer.has(Role::kCombobox, "Condition 1 field"));
  designer.activate(Role::kButton, "Delete Criterion 1");
  CHECK(criteria().size() == 1);
  CHECK(designer.seen().duplicate_ids().empty());
}

TEST_CASE("a list's columns are added, moved, sorted by and removed on it") {
  PartDesigner designer("/views/0");
  const auto view = [&] { return designer.document()["views"][0]; };
  designer.choose("Add a column", "Amount");
  CHECK(view()["columns"] == Json::parse(R"([{"field": "place"}, {"field": "amount"}])"));
  designer.activate(Role::kTreeItem, "Amount");
  designer.activate(Role::kButton, "Descending");
  CHECK(view()["sort"] == Json::parse(R"([{"field": "amount", "descending": true}])"));
  CHECK(designer.get(Role::kTreeItem, "Amount").description == "descending");
  designer.activate(Role::kButton, "Move left");
  CHECK(view()["columns"][0]["field"] == "amount");
  designer.activate(Role::kButton, "Place");
  CHECK(view()["search"] == Json::parse(R"(["place"])"));

  designer.reply(
      "record.list",
      {{"columns",
        {{{"field", "amount"}, {"id", "amount"}}, {{"field", "place"}, {"id", "place"}}}},
       {"rows", {{{"cells", {{{"text", "12"}}, {{"text", "East"}}}}}}},
       {"total", 1}});
  CHECK(designer.has(Role::kCell, "12"));
  CHECK(designer.has(Role::kText, "All: 1 records"));
  designer.activate(Role::kButton, "Remove column");
  CHECK(view()["columns"].size() == 1);
  CHECK(designer.seen().duplicate_ids().empty());
}

TEST_CASE("a list is shown as a calendar, by the field that fits") {
  PartDesigner designer("/views/0");
  const auto view = [&] { return designer.document()["views"][0]; };
  designer.choose("Shown as", "Calendar");
  CHECK(view()["kind"] == "calendar");
  CHECK(view()["date"] == "planned");
  CHECK(designer.has(Role::kCombobox, "End field"));
  CHECK_FALSE(designer.has(Role::kCombobox, "Picture field"));
  designer.choose("Shown as", "List");
  CHECK_FALSE(view().contains("kind"));
  CHECK(designer.seen().duplicate_ids().empty());
}

TEST_CASE("a quick filter is made of metrics, conditions and tags") {
  PartDesigner designer("/quick_filters/0");
  const auto filter = [&] { return designer.document()["quick_filters"][0]; };
  designer.activate(Role::kButton, "Number of visits");
  CHECK(filter()["metrics"] == Json::parse(R"(["visits"])"));
  designer.choose("Condition 1 field", "Number of visits");
  designer.choose("Condition 1 comparison", "is more than");
  designer.type(Role::kTextbox, "Condition 1 value", "3");
  CHECK(filter()["when"] == "visits > 3");
  designer.activate(Role::kButton, "Add tag");
  designer.type(Role::kTextbox, "Tag 1 text", "Very busy");
  CHECK(filter()["tags"][0]["label"]["en"] == "Very busy");
  CHECK(designer.seen().duplicate_ids().empty());
}

TEST_CASE("a record's title is composed of fields and words") {
  PartDesigner designer("/entities/0");
  const auto title = [&] { return designer.document()["entities"][0].value("title", ""); };
  designer.choose("Add a field to the title", "Place");
  CHECK(title() == "place");
  designer.choose("Add a field to the title", "Amount");
  CHECK(title() ==
        "(if place = null then \"\" else place) + \" \" + "
        "(if amount = null then \"\" else string(amount))");
  designer.type(Role::kTextbox, "Title part 2: words", " · ");
  CHECK(title().find("\" · \"") != std::string::npos);
  designer.activate(Role::kButton, "Delete Title part 1");
  designer.activate(Role::kButton, "Delete Title part 1");
  CHECK(title() == "string(amount)");
  CHECK(designer.seen().duplicate_ids().empty());
}

}  // namespace
}  // namespace tollgate::designer
