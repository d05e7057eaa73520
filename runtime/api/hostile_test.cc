#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

TEST_CASE("whatever is sent gets a reply with a code") {
  TestEngine engine({{"storage", "memory"}, {"app", kSmallApp}});
  auto code = [&](const std::string& message) { return code_of(engine.send(message)); };
  CHECK(code("") == "json.syntax");
  CHECK(code("{") == "json.syntax");
  CHECK(code(std::string(9 << 20, ' ')) == "json.too_large");
  CHECK(code(std::string(100, '[')) == "json.too_deep");
  CHECK(code("{\"id\":1,\"type\":\"\xff\",\"params\":{}}") == "json.invalid_utf8");
  CHECK(code("[1,2]") != "ok");
  CHECK(code("{\"id\":\"x\",\"type\":\"app.get\",\"params\":{}}") != "ok");
  CHECK(code("{\"id\":1,\"type\":\"app.get\",\"params\":[]}") != "ok");
  CHECK(code("{\"id\":1,\"type\":\"app.check\",\"params\":{}}") != "ok");
  CHECK(code("{\"id\":1,\"type\":\"app.check\",\"params\":{\"text\":5}}") != "ok");
  json unknown = engine.send("{\"id\":41,\"type\":\"app.gat\",\"params\":{}}");
  CHECK(unknown["id"] == 41);
  CHECK(code_of(unknown) == "api.unknown_request");
  CHECK(unknown["diagnostics"][0]["candidates"][0] == "app.get");
}

TEST_CASE("a document of nested arrays or bad text leaves the running app as it was") {
  TestEngine engine({{"storage", "memory"}, {"app", kSmallApp}});
  json before = engine.result("app.get");
  for (const std::string& text :
       {std::string(5 << 20, '['), std::string("{\"format\":\"tollgate.app/1\"}"), std::string(),
        std::string("null"), std::string(200, '[') + std::string(200, ']')}) {
    json reply = engine.ask("app.save", {{"text", text}});
    CHECK(reply["ok"] == false);
    CHECK(engine.result("app.check", {{"text", text}})["valid"] == false);
  }
  CHECK(engine.result("app.get") == before);
}

TEST_CASE("options that are no good make no engine and say why") {
  CHECK(code_of(TestEngine(json::array()).created()) == "api.bad_options");
  CHECK(code_of(TestEngine({{"storage", "cloud"}}).created()) == "api.bad_options");
  CHECK(code_of(TestEngine({{"storage", "file"}}).created()) == "api.bad_options");
  CHECK(code_of(TestEngine({{"storage", "opfs"}, {"path", "x"}}).created()) == "api.bad_options");
  CHECK(TestEngine({{"storage", "memory"}, {"app", "{}"}}).handle() == 0);
  CHECK(tg_create("\xff", 1) == 0);
  CHECK(tg_request(12345, nullptr, 0, "{}", 2) == 0);
  CHECK(std::string(tg_reply(), tg_reply_size()).find("api.no_engine") != std::string::npos);
  tg_destroy(12345);
}

}  // namespace
}  // namespace tollgate::api
