// What a verdict saw is there as long as each part of it is.
#include "tollgate/record/seen.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tollgate::record {
namespace {

TEST_CASE("what was seen is kept, or it is not") {
  const std::string long_text(5000, 'x');
  const Json deck = {{"sha256", "aa"}, {"name", "deck.pdf"}, {"pages", 3}};
  const auto with = [](Json file, const char* member, const Json& value) {
    file[member] = value;
    return file;
  };
  const auto list = [](std::initializer_list<Json> items) {
    return Json(std::vector<Json>(items));
  };
  struct Case {
    Json seen;
    Json now;
    bool kept;
  };
  const Case cases[] = {
      {nullptr, "anything", true},
      {"a", "a", true},
      {"a", "b", false},
      {"a", nullptr, false},
      {"12.5", "12.5", true},
      {true, false, false},
      {deck, deck, true},
      {deck, with(deck, "pages", 4), true},  // what is found out about it may grow
      {deck, with(deck, "sha256", "bb"), false},
      {deck, with(deck, "name", "other.pdf"), false},
      {deck, nullptr, false},
      {list({"a", "b"}), list({"b", "c", "a"}), true},
      {list({"a", "b"}), list({"a"}), false},
      {list({"a", "a"}), list({"a"}), false},  // each once
      {list({deck}), list({with(deck, "pages", 9), "x"}), true},
      {list({deck}), list({}), false},
      {long_text, long_text, true},
      {long_text, long_text + "x", false},
      {list({long_text}), list({"a", long_text}), true},
      {Json::array(), nullptr, true},
  };
  for (const Case& c : cases) {
    INFO(c.seen.dump().substr(0, 80) << " / " << c.now.dump().substr(0, 80));
    CHECK(keeps(seen_value(c.seen), c.now) == c.kept);
  }
}

TEST_CASE("a long value is kept as its hash") {
  const Json seen = seen_value(std::string(5000, 'x'));
  CHECK(seen["digest"]["size_bytes"] == 5002);
  CHECK(write_json(seen).size() < 200);
  CHECK(seen_value(std::string(100, 'x')).is_string());
  Json many = Json::array();
  for (size_t i = 0; i <= kMaxSeenItems; ++i) many.push_back("item number " + std::to_string(i));
  CHECK(seen_value(many).contains("digest"));
  CHECK(keeps(seen_value(many), many));
}

}  // namespace
}  // namespace tollgate::record
