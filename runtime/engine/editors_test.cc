// Who has the app open in a designer.
#include "tollgate/engine/editors.h"

#include <catch_amalgamated.hpp>

namespace tollgate::engine {
namespace {

Instant at_second(int64_t second) { return Instant{second * 1'000'000}; }

}  // namespace

TEST_CASE("editors see each other until they leave or fall silent") {
  Editors editors;
  editors.say({.page = "a", .user = "rep-1", .part = "Visit"}, at_second(0));
  editors.say({.page = "b", .user = "rep-2"}, at_second(10));
  REQUIRE(editors.others("a", at_second(20)).size() == 1);
  CHECK(editors.others("a", at_second(20))[0].user == "rep-2");
  CHECK(editors.others("b", at_second(20))[0].part == "Visit");
  // Said again: nobody twice.
  editors.say({.page = "a", .user = "rep-1", .part = "Store", .changed = true}, at_second(30));
  REQUIRE(editors.others("b", at_second(31)).size() == 1);
  CHECK(editors.others("b", at_second(31))[0].changed);
  CHECK(editors.others("a", at_second(51)).empty());
  CHECK(editors.others("b", at_second(69)).size() == 1);
  editors.leave("a");
  CHECK(editors.others("b", at_second(69)).empty());
}

TEST_CASE(
    "a clock that is set back keeps nobody for ever, and names that pages make up are bounded") {
  Editors editors;
  editors.say({.page = "a"}, at_second(1'000'000));
  CHECK(editors.others("b", at_second(10)).empty());
  for (size_t i = 0; i < 3 * Editors::kMax; ++i) {
    editors.say({.page = "page" + std::to_string(i)}, at_second(20));
  }
  CHECK(editors.others("", at_second(20)).size() == Editors::kMax);
}

}  // namespace tollgate::engine
