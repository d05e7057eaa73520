// Newcomers and the best fifth, over a firm whose records were made with known answers.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"
#include "insight_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

// The firm of the other insight tests, whose visits belong to people who joined on a day.
json people_app() {
  json app = json::parse(kInsightApp);
  app["entities"][0]["fields"].push_back(
      {{"id", "joined_on"}, {"type", "date"}, {"label", {{"en", "Joined"}, {"zh-CN", "入职"}}}});
  json& visit = app["entities"][2];
  visit["owner"] = "rep";
  visit["fields"].push_back({{"id", "rep"},
                             {"type", "reference"},
                             {"entity", "person"},
                             {"label", {{"en", "Rep"}, {"zh-CN", "代表"}}}});
  for (json& role : app["roles"]) {
    if (role["id"] != "clerk") continue;
    role["permissions"]["entities"][0]["fields"] =
        json::array({{{"field", "joined_on"}, {"access", "hidden"}}});
  }
  return app;
}

struct People {
  TestEngine engine{
      {{"storage", "memory"}, {"app", people_app().dump()}, {"now", "2025-12-10T10:00:00+08:00"}}};
  std::string lines;
  int visits = 0;

  void add(const char* entity, const std::string& id, const json& values) {
    lines += json({{"entity", entity}, {"id", id}, {"values", values}}).dump() + "\n";
  }
  // As many visits in each month from January on.
  void person(const std::string& id, const char* joined, const std::vector<int>& by_month,
              int case_of_ten) {
    add("person", id, {{"name", id}, {"joined_on", joined ? json(joined) : json()}});
    for (size_t month = 0; month < by_month.size(); ++month) {
      for (int i = 0; i < by_month[month]; ++i) {
        const std::string two = (month < 9 ? "0" : "") + std::to_string(month + 1);
        add("visit", "v" + std::to_string(++visits),
            {{"rep", id},
             {"case_shown", i % 10 < case_of_ten},
             {"on", "2025-" + two + "-" + (i < 9 ? "0" : "") + std::to_string(i + 1)}});
      }
    }
  }

  People() {
    // Ten who were there before do 10 a month, the two best 20 and show the case nine times in ten.
    for (int i = 0; i < 8; ++i) {
      person("old" + std::to_string(i), "2020-01-01", std::vector<int>(12, 10), 2 + i % 3);
    }
    person("best1", "2019-01-01", std::vector<int>(12, 20), 9);
    person("best2", nullptr, std::vector<int>(12, 20), 9);
    // New: after two, after three whole months, not yet.
    person("new1", "2025-03-15", {0, 0, 3, 9, 10, 9, 9, 9, 9, 9, 9, 0}, 3);
    person("new2", "2025-04-01", {0, 0, 0, 12, 1, 2, 11, 12, 9, 9, 9, 0}, 3);
    person("new3", "2025-10-20", {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 4, 3}, 3);
    const json imported = engine.result("data.import", {{"text", lines}},
                                        {{"whole_app", true}, {"administrator", true}});
    INFO(imported.dump());
    REQUIRE(imported["imported"] == 13 + visits);
  }
  json ask(const json& params = json::object(), const char* user = "old0") {
    return engine.ask("insight.people", params, {{"user", user}, {"role", "boss"}}, "en");
  }
};

TEST_CASE("months until the median of those who were there before, and what the best do") {
  People people;
  const json answer = people.ask();
  INFO(answer.dump(1));
  REQUIRE(answer["ok"] == true);
  const json& found = answer["result"];
  CHECK(found["metric"] == "visits");
  CHECK(found["since"] == "joined_on");
  CHECK(found["people"] == 13);
  // January may have begun before: February to November are whole months.
  CHECK(found["from"] == "2025-02-01");
  CHECK(found["to"] == "2025-11-30");
  CHECK(found["median"] == "10");
  REQUIRE(found["newcomers"].size() == 3);
  CHECK(found["newcomers"][0]["title"] == "new1");
  CHECK(found["newcomers"][0]["since"] == "2025-03-15");
  CHECK(found["newcomers"][0]["months"] == 8);
  CHECK(found["newcomers"][0]["reached_after"] == 2);
  CHECK(found["newcomers"][1]["reached_after"] == 3);
  CHECK(found["newcomers"][2]["months"] == 1);
  CHECK_FALSE(found["newcomers"][2].contains("reached_after"));
  CHECK(found["newcomers"][2]["text"] == "4");
  // Of the two who had a second whole month one reached it then.
  CHECK(found["half_after"] == 2);
  CHECK(found["sentences"][0] ==
        "2 of 3 newcomers have reached the median of the others (10 a month)");
  REQUIRE(found["top"]["people"].size() == 3);
  CHECK(found["top"]["people"][0] == "best1");
  CHECK(found["top"]["people"][1] == "best2");
  REQUIRE_FALSE(found["top"]["tags"].empty());
  CHECK(found["top"]["tags"][0]["id"] == "choice/visit/case_shown=true");
}

TEST_CASE("the date at which people begin is chosen, and what is not there is named") {
  People people;
  const json created = people.ask({{"since", "created_at"}});
  REQUIRE(created["ok"] == true);
  // All were added today: nobody was there before.
  CHECK(created["result"]["newcomers"].empty());
  CHECK_FALSE(created["result"].contains("median"));
  CHECK(created["result"]["notes"].size() >= 1);
  CHECK(code_of(people.ask({{"since", "name"}})) == "api.unknown_field");
  CHECK(code_of(people.ask({{"metric", "signed"}})) == "api.unknown_metric");
}

}  // namespace
}  // namespace tollgate::api
