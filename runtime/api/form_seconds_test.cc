// A form notes how long it took to fill it.
#include <catch_amalgamated.hpp>
#include <chrono>
#include <thread>

#include "api_test_support.h"
#include "tollgate/engine/sessions.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

const char* const kTimedApp = R"({
  "format": "tollgate.app/1", "id": "timed", "version": 1,
  "label": {"en": "Timed", "zh-CN": "计时"}, "locales": ["en", "zh-CN"],
  "entities": [{"id": "visit", "label": {"en": "Visit", "zh-CN": "拜访"}, "fields": [
    {"id": "city", "type": "text", "label": {"en": "City", "zh-CN": "城市"}},
    {"id": "took", "type": "number", "label": {"en": "Took", "zh-CN": "用时"}, "read_only": true}]}],
  "forms": [{"id": "visit", "entity": "visit", "label": {"en": "Visit", "zh-CN": "拜访"},
             "seconds_field": "took",
             "sections": [{"id": "main", "fields": [{"field": "city"}]}]}]
})";

int seconds_of(TestEngine& engine, const json& record) {
  const json found = engine.result("record.get", {{"entity", "visit"}, {"record", record}});
  for (const json& field : found["fields"]) {
    const json value = field["id"] == "took" ? field["cell"].value("value", json()) : json();
    if (value.is_string()) return std::stoi(value.get<std::string>());
  }
  return -1;
}

TEST_CASE("half a minute without anything is a pause and does not count") {
  constexpr int64_t kSecond = 1'000'000;
  engine::Session session;
  session.used_at = {100 * kSecond};
  session.use({120 * kSecond});
  session.use({150 * kSecond});
  CHECK(session.used_microseconds == 50 * kSecond);
  session.use({181 * kSecond});  // 31 seconds
  CHECK(session.used_microseconds == 50 * kSecond);
  session.use({182 * kSecond});
  CHECK(session.used_microseconds == 51 * kSecond);
  session.use({10 * kSecond});  // the clock was put back
  CHECK(session.used_microseconds == 51 * kSecond);
}

TEST_CASE("what a form took is stored when it is submitted for the first time") {
  TestEngine engine({{"storage", "memory"}, {"app", kTimedApp}});
  const json form = engine.result("form.open", {{"form", "visit"}});
  const json record = form["record"];
  const auto fill_for = [&](const json& session, int milliseconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    const json set =
        engine.ask("form.set", {{"session", session}, {"path", "city"}, {"value", "x"}});
    REQUIRE(set["ok"] == true);
  };
  fill_for(form["session"], 1200);
  engine.result("form.save", {{"session", form["session"]}, {"complete", false}});
  engine.result("form.close", {{"session", form["session"]}});
  // Another sitting goes on from there.
  const json again = engine.result("form.open", {{"form", "visit"}, {"record", record}});
  fill_for(again["session"], 1200);
  engine.result("form.save", {{"session", again["session"]}, {"complete", true}});
  const int took = seconds_of(engine, record);
  CHECK(took >= 2);
  CHECK(took < 30);
  // Who changes it later does not change that.
  const json later = engine.result("form.open", {{"form", "visit"}, {"record", record}});
  fill_for(later["session"], 1200);
  engine.result("form.save", {{"session", later["session"]}, {"complete", true}});
  CHECK(seconds_of(engine, record) == took);
}

}  // namespace
}  // namespace tollgate::api
