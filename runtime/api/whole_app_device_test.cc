// A device where nobody signs in: it is given all of the app, whatever a role would see of it.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr const char* kClosedApp = R"({
  "format": "tollgate.app/1", "id": "closed", "version": 1,
  "label": {"en": "Closed"}, "locales": ["en"],
  "users": {"entity": "person", "role": "job"},
  "roles": [{"id": "office", "label": {"en": "Office"}, "permissions": {"administration": true,
    "entities": [{"entity": "person", "read": "all"}, {"entity": "visit", "read": "all"}]}}],
  "entities": [
    {"id": "person", "label": {"en": "Person"}, "fields": [
      {"id": "job", "type": "text", "label": {"en": "Job"}}]},
    {"id": "visit", "label": {"en": "Visit"}, "fields": [
      {"id": "city", "type": "text", "label": {"en": "City"}}]}]
})";

constexpr const char* kClosedRecords =
    R"({"entity":"person","id":"wang","values":{"job":"office"}}
{"entity":"visit","id":"v1","values":{"city":"Wuhan"}}
)";

json answer_of(const TestEngine& hub, const json& principal, const std::string& message) {
  const std::string who = principal.dump();
  tg_sync_answer(hub.handle(), who.data(), who.size(), message.data(), message.size());
  return json::parse(std::string(tg_reply(), tg_reply_size()));
}

// How many rows a new device has once it met the hub as the principal.
int64_t rows_of_device(const json& principal) {
  TestEngine hub({{"storage", "memory"}, {"app", kClosedApp}});
  const json program = {{"administrator", true}};
  REQUIRE(hub.result("data.import", {{"text", kClosedRecords}}, program)["imported"] == 2);
  TestEngine device({{"storage", "memory"}});
  for (bool begin = true;; begin = false) {
    const json next = device.result("sync.next", {{"begin", begin}}, program);
    if (!next.contains("message")) break;
    const json reply = answer_of(hub, principal, next["message"].get<std::string>());
    REQUIRE(device.ask("sync.take", {{"reply", reply.dump()}}, program)["ok"] == true);
  }
  return device.result("sync.status", {}, program)["rows"].get<int64_t>();
}

TEST_CASE("a page of a fill waits until it is told to be written, or until the next reply") {
  std::string lines = kClosedRecords;
  for (int i = 0; i < 1200; ++i) {
    lines +=
        json{{"entity", "visit"}, {"id", "w" + std::to_string(i)}, {"values", {{"city", "Xi'an"}}}}
            .dump() +
        "\n";
  }
  TestEngine hub({{"storage", "memory"}, {"app", kClosedApp}});
  const json program = {{"administrator", true}};
  REQUIRE(hub.result("data.import", {{"text", lines}}, program)["imported"] == 1202);
  const json whole = {{"whole_app", true}};
  for (const bool writes : {true, false}) {
    TestEngine device({{"storage", "memory"}});
    const auto rows = [&] {
      return device.result("sync.status", {}, program)["rows"].get<int64_t>();
    };
    int64_t waited = 0;
    for (json params = {{"begin", true}};; params = json::object()) {
      const json next = device.result("sync.next", params, program);
      if (!next.contains("message")) break;
      const int64_t before = rows();
      const json reply = answer_of(hub, whole, next["message"].get<std::string>());
      // While the hub answers: what came before it.
      if (writes && waited > 0) {
        CHECK_FALSE(device.result("sync.next", {{"write", true}}, program).contains("message"));
        CHECK(rows() > before);
        waited = 0;
      }
      const json taken = device.result("sync.take", {{"reply", reply.dump()}}, program);
      REQUIRE(taken["goes_on"] == true);
      if (taken.value("waits", false)) ++waited;
    }
    CHECK(rows() == 1202);
    CHECK((writes ? waited == 0 : waited > 0));
  }
}

TEST_CASE("a device where nobody signs in has all of the app's records") {
  CHECK(rows_of_device({{"whole_app", true}}) == 2);
  CHECK(rows_of_device({{"user", "wang"}}) == 2);
  CHECK(rows_of_device(json::object()) == 0);
}

}  // namespace
}  // namespace tollgate::api
