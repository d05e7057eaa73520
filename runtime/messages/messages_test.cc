#include "tollgate/messages/messages.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <string>

namespace tollgate::messages {
namespace {

template <typename T>
T read(const char* text) {
  const Result<Json> json = parse_json(text);
  REQUIRE(json.ok());
  Result<T> message = from_json<T>(*json, "/params");
  REQUIRE(message.ok());
  return std::move(*message);
}

template <typename T>
Diagnostics refused(const char* text) {
  const Result<Json> json = parse_json(text);
  REQUIRE(json.ok());
  const Result<T> message = from_json<T>(*json, "/params");
  REQUIRE_FALSE(message.ok());
  return message.diagnostics();
}

template <typename T>
void check_round_trip(const char* text) {
  CHECK(write_json(to_json(read<T>(text))) == text);
}

TEST_CASE("requests know their type and their reply") {
  STATIC_REQUIRE(FormSetRequest::kType == "form.set");
  STATIC_REQUIRE(std::is_same_v<FormSetRequest::Reply, FormSetReply>);
  CHECK(std::count(kRequestTypes.begin(), kRequestTypes.end(), "workflow.advance") == 1);
}

TEST_CASE("messages come back as they went") {
  check_round_trip<FormSetRequest>(R"({"path":"a","session":"s","value":{"x":[1,null]}})");
  check_round_trip<FormSetRequest>(R"({"path":"a","session":"s","value":null})");
  check_round_trip<FormOpenRequest>(R"({"form":"f","values":{"a":"b"}})");
  check_round_trip<FormCloseReply>("{}");
  check_round_trip<Changes>(
      R"({"fields":[{"diagnostics":[{"code":"form.required","message":{"en":"e","zh-CN":"z"},"severity":"error"}],"path":"a","visible":false}]})");
  check_round_trip<Field>(
      R"({"fields":[{"id":"b","label":"B","path":"a/0/b","type":"text"}],"id":"a","label":"A","path":"a","type":"list"})");
}

TEST_CASE("null and absent are told apart where the schema does") {
  check_round_trip<Group>(
      R"({"count":0,"key":"k","label":"l","level":"none","text":"","value":null})");
  const Widget absent = read<Widget>(
      R"({"drillable":false,"id":"w","label":"l","level":"good","type":"metric","width":"half"})");
  CHECK_FALSE(absent.value.has_value());
  const Widget null = read<Widget>(
      R"({"drillable":false,"id":"w","label":"l","level":"good","type":"metric","value":null,"width":"half"})");
  REQUIRE(null.value.has_value());
  CHECK_FALSE(null.value->has_value());
  CHECK(to_json(null).contains("value"));
  CHECK_FALSE(to_json(absent).contains("value"));
}

TEST_CASE("unknown members are ignored") {
  CHECK(read<FormCloseRequest>(R"({"session":"s","later":1})").session == "s");
}

TEST_CASE("everything that is wrong is reported with its pointer") {
  const Diagnostics found = refused<FormItemRequest>(R"({"path":3,"action":"ad","index":1.5})");
  REQUIRE(found.size() == 4);
  CHECK(found[0].code == "api.missing_member");
  CHECK(found[0].place.pointer == "/params/session");
  CHECK(found[1].code == "api.wrong_type");
  CHECK(found[1].place.pointer == "/params/path");
  CHECK(found[2].code == "api.unknown_value");
  CHECK(found[2].candidates.at(0) == "add");
  CHECK(found[3].place.pointer == "/params/index");
  for (const Diagnostic& d : found) CHECK_FALSE(d.message.zh.empty());

  CHECK(refused<FormSetRequest>("[]").size() == 1);
  CHECK(refused<FormOpenRequest>(R"({"form":"f","values":[]})")[0].place.pointer ==
        "/params/values");
  CHECK(refused<OutboxListRequest>(R"({"limit":18446744073709551615})")[0].code ==
        "api.wrong_type");
  CHECK(refused<DashboardDrillRequest>(
            R"({"dashboard":"d","widget":"w","path":[{"key":1},{"label":"l"}]})")[0]
            .place.pointer == "/params/path/1/key");
}

}  // namespace
}  // namespace tollgate::messages
