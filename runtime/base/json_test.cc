#include "tollgate/base/json.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/utf8.h"

namespace tollgate {
namespace {

Diagnostic refused(std::string_view text, const JsonLimits& limits = {}) {
  const Result<Json> result = parse_json(text, limits);
  REQUIRE_FALSE(result.ok());
  REQUIRE(result.diagnostics().size() == 1);
  return result.diagnostics()[0];
}

TEST_CASE("parse_json reads every kind of value") {
  const Result<Json> read = parse_json(R"({"b":[1,-2,2.5,"早\u4e0a",true,null,{}],"a":{}})");
  REQUIRE(read.ok());
  CHECK(write_json(*read) == R"({"a":{},"b":[1,-2,2.5,"早上",true,null,{}]})");
  CHECK(write_json_indented(Json::object()) == "{}\n");
  CHECK(parse_json("\xef\xbb\xbf[]").ok());
}

TEST_CASE("parse_json refuses what is too large before it builds anything") {
  CHECK(refused(std::string(101, ' '), {.max_bytes = 100}).code == "json.too_large");
  const std::string nested(10'000'000, '[');
  CHECK(refused(nested).code == "json.too_large");
  CHECK(refused(nested, {.max_bytes = 20'000'000}).code == "json.too_deep");
  CHECK(refused("[[[1]]]", {.max_depth = 2}).code == "json.too_deep");
  CHECK(parse_json("[[1]]", {.max_depth = 2}).ok());
  CHECK(parse_json(R"(["[[[[\"[[["])", {.max_depth = 1}).ok());
  CHECK(refused("[1,2,3]", {.max_values = 3}).code == "json.too_many_values");
}

TEST_CASE("parse_json bounds the memory that small values take") {
  std::string objects = "[{}", arrays = "[[]";
  while (objects.size() < 4'000'000) objects += ",{}", arrays += ",[]";
  objects += "]", arrays += "]";
  const Diagnostic many = refused(objects);
  CHECK(many.code == "json.too_much_memory");
  CHECK(many.message.en.find("48 MiB") != std::string::npos);
  CHECK(many.place.pointer.starts_with("/"));
  CHECK(refused(arrays).code == "json.too_much_memory");
  CHECK(refused(arrays, {.max_memory_factor = 64}).code == "json.too_many_values");
  CHECK(parse_json("[" + std::string(4'000'000, ' ') + "{}]").ok());
  CHECK(parse_json("[\"" + std::string(4'000'000, 'a') + "\"]").ok());
}

TEST_CASE("parse_json names the place of a fault") {
  const Diagnostic syntax = refused("{\n  \"a\": tru\n}");
  CHECK(syntax.code == "json.syntax");
  CHECK(syntax.message.en.find("line 2") != std::string::npos);
  CHECK(syntax.message.zh.find("第 2 行") != std::string::npos);

  CHECK(refused("[1, 2").message.en.find("ends too early") != std::string::npos);
  CHECK(refused("").code == "json.syntax");

  const Diagnostic twice = refused(R"({"a":[{"x/y":1,"x/y":2}]})");
  CHECK(twice.code == "json.duplicate_member");
  CHECK(twice.place.pointer == "/a/0/x~1y");

  const Diagnostic utf8 = refused("{\"a\": \"\xff\"}");
  CHECK(utf8.code == "json.invalid_utf8");
  CHECK(utf8.place.span == Span{7, 8});

  const Diagnostic digits = refused(R"({"a":{"b":[1,0.1234567890123456]}})");
  CHECK(digits.code == "json.number_too_long");
  CHECK(digits.place.pointer == "/a/b/1");
  CHECK(refused("1e400").code == "json.number_out_of_range");
}

TEST_CASE("numbers come back as they were written") {
  for (const char* text : {"0", "-1", "9007199254740993", "12.5", "0.1", "-0.001", "1234567.89"}) {
    const Result<Json> read = parse_json(text);
    REQUIRE(read.ok());
    CHECK(number_text(*read) == text);
  }
}

TEST_CASE("write_json never fails") {
  CHECK(write_json(Json("\xff")) == "\"\xef\xbf\xbd\"");
  CHECK(json_quoted("a\"b") == R"("a\"b")");
}

TEST_CASE("invalid_utf8_at finds what is not well formed") {
  CHECK_FALSE(invalid_utf8_at("abc 早 😀 é"));
  CHECK(invalid_utf8_at("\xc0\xaf") == 0);
  CHECK(invalid_utf8_at("a\xe0\x80\x80") == 1);
  CHECK(invalid_utf8_at("ab\xed\xa0\x80") == 2);
  CHECK(invalid_utf8_at("\xf4\x90\x80\x80") == 0);
  CHECK(invalid_utf8_at("\xf5\x80\x80\x80") == 0);
  CHECK(invalid_utf8_at("\xe6\x97") == 0);
  CHECK(count_code_points("早a😀") == 3);
  CHECK(prefix_of_code_points("早a😀", 2) == "早a");
  CHECK(prefix_of_code_points("早a", 5) == "早a");
}

TEST_CASE("pointers escape, split and find") {
  CHECK(pointer_child(pointer_child("", "a/b"), 3) == "/a~1b/3");
  CHECK(pointer_parts("/a~1b/~01/") == std::vector<std::string>{"a/b", "~1", ""});
  CHECK(pointer_parent("/a/b") == "/a");
  CHECK(pointer_parent("").empty());
  const Json document = {{"a", {1, {{"b", 2}}}}};
  REQUIRE(find_pointer(document, "/a/1/b") != nullptr);
  CHECK(*find_pointer(document, "/a/1/b") == 2);
  CHECK(find_pointer(document, "") == &document);
  const Json escaped = {{"a/b", {{"~c", 1}, {"~", 2}}}};
  REQUIRE(find_pointer(escaped, "/a~1b/~0c") != nullptr);
  CHECK(find_pointer(escaped, "/a~1b/~") == &escaped["a/b"]["~"]);  // as lenient as ever
  for (const char* missing : {"/a/2", "/a/01", "/a/-", "/b", "/a/1/b/c", "a", "/a/99999999999"}) {
    CHECK(find_pointer(document, missing) == nullptr);
  }
}

TEST_CASE("a diagnostic survives the wire") {
  Diagnostic d =
      make_warning("lint.x", {"中文", "English"}, {"app.json", "/a/0", Span{3, 9}}, {"one", "two"});
  const Json json = to_json(d);
  CHECK(json["message"]["zh-CN"] == "中文");
  const std::optional<Diagnostic> back = diagnostic_from_json(json);
  REQUIRE(back.has_value());
  CHECK(*back == d);
  CHECK_FALSE(diagnostic_from_json(Json::array()));
  CHECK_FALSE(diagnostic_from_json(Json{{"code", "x"}, {"severity", "loud"}}));
  CHECK(to_json(make_error("a.b", {"", ""})).contains("place") == false);
}

}  // namespace
}  // namespace tollgate
