// Months until newcomers do as much as the others, worked out by hand.
#include "tollgate/insight/newcomers.h"

#include <catch_amalgamated.hpp>

namespace tollgate::insight {
namespace {

std::vector<Decimal> whole(const std::vector<int>& numbers) {
  std::vector<Decimal> figures;
  for (int number : numbers) figures.emplace_back(int64_t{number});
  return figures;
}

// Five who were there before, of whom the middle one does 10 a month.
std::vector<PersonMonths> established() {
  std::vector<PersonMonths> people;
  for (int figure : {2, 9, 10, 11, 40}) {
    people.push_back({-1, whole(std::vector<int>(6, figure))});
  }
  return people;
}

TEST_CASE("a newcomer reaches the median in a whole month, not in the first piece of one") {
  std::vector<PersonMonths> people = established();
  people.push_back({1, whole({0, 99, 4, 10, 3, 12})});
  people.push_back({3, whole({0, 0, 0, 1, 12, 2})});
  people.push_back({2, whole({0, 0, 1, 2, 3, 4})});
  people.push_back({5, whole({0, 0, 0, 0, 0, 7})});
  const Newcomers found = newcomers(people);
  CHECK(found.established == 5);
  REQUIRE(found.median);
  CHECK(found.median->to_text() == "10");
  REQUIRE(found.of.size() == 4);
  CHECK(found.of[0].person == 5);
  CHECK(found.of[0].months == 4);
  CHECK(found.of[0].reached_after == 2);
  CHECK(found.of[1].reached_after == 1);
  CHECK(found.of[2].months == 3);
  CHECK_FALSE(found.of[2].reached_after);
  CHECK(found.of[3].months == 0);
  CHECK(found.reached == 2);
  // Of three who had a whole month one reached it in the first (2/3 left), of the two who had a
  // second one another (1/3 left).
  CHECK(found.half_after == 2);
}

TEST_CASE("who is still on the way is no failure") {
  std::vector<PersonMonths> people = established();
  // Ten have had one month only, and not reached it; of the three who had three all did, in the
  // third.
  for (int i = 0; i < 10; ++i) people.push_back({4, whole({0, 0, 0, 0, 0, 1})});
  for (int i = 0; i < 3; ++i) people.push_back({2, whole({0, 0, 0, 1, 2, 10})});
  CHECK(newcomers(people).half_after == 3);
}

TEST_CASE("of too few newcomers nothing is said") {
  std::vector<PersonMonths> people = established();
  people.push_back({1, whole({0, 0, 20, 20, 20, 20})});
  people.push_back({1, whole({0, 0, 20, 20, 20, 20})});
  CHECK(newcomers(people).reached == 2);
  CHECK_FALSE(newcomers(people).half_after);
  people.erase(people.begin());
  CHECK_FALSE(newcomers(people).median);
  CHECK(newcomers(people).of.empty());
  CHECK_FALSE(newcomers({}).median);
  // Nobody came that far: nothing can be said of half of them.
  people = established();
  for (int i = 0; i < 4; ++i) people.push_back({1, whole({0, 0, 1, 1, 1, 1})});
  CHECK(newcomers(people).of.size() == 4);
  CHECK_FALSE(newcomers(people).half_after);
}

}  // namespace
}  // namespace tollgate::insight
