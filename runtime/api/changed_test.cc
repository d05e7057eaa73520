// What subscribers hear of a change.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

TEST_CASE("a notice names the form session that saved, where one did") {
  TestEngine engine({{"storage", "memory"}, {"app", kSmallApp}});
  const json first = engine.result("form.open", {{"form", "visit"}});
  const json record = first["record"];
  const auto save = [&](const json& form, const char* city) {
    const json session = form["session"];
    engine.result("form.set", {{"session", session}, {"path", "city"}, {"value", city}});
    return engine.ask("form.save", {{"session", session}, {"complete", false}});
  };
  CHECK(save(first, "Wuhan")["changed"]["records"] ==
        json::array({{{"entity", "visit"}, {"record", record}, {"session", first["session"]}}}));

  const json second = engine.result("form.open", {{"form", "visit"}, {"record", record}});
  REQUIRE(second["session"] != first["session"]);
  CHECK(save(second, "Beijing")["changed"]["records"][0]["session"] == second["session"]);

  CHECK_FALSE(save(second, "Beijing").contains("changed"));

  const json discarded = engine.ask("record.discard", {{"entity", "visit"}, {"record", record}});
  CHECK(discarded["changed"]["records"] ==
        json::array({{{"entity", "visit"}, {"record", record}}}));
}

}  // namespace
}  // namespace tollgate::api
