#include "tollgate/insight/contrast.h"

#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>

#include "tollgate/base/random.h"

namespace tollgate::insight {
namespace {

double drawn(SeededRandom& random) {
  uint32_t bits = 0;
  random.fill(&bits, sizeof(bits));
  return double(bits) / 4294967296.0;
}

double drawn_of(SeededRandom& random, int count, double share) {
  int met = 0;
  for (int i = 0; i < count; ++i) met += drawn(random) < share ? 1 : 0;
  return met;
}

Trait drawn_trait(SeededRandom& random, const std::string& family, size_t groups, double share,
                  double spread) {
  Trait trait;
  trait.family = family;
  for (size_t g = 0; g < groups; ++g) {
    const double own = std::min(0.98, std::max(0.02, share + spread * (2 * drawn(random) - 1)));
    trait.count.push_back(25);
    trait.met.push_back(drawn_of(random, 25, own));
  }
  return trait;
}

TEST_CASE("what was put into a group is found, with its size") {
  SeededRandom random(11);
  std::vector<Trait> traits;
  for (int t = 0; t < 20; ++t) {
    traits.push_back(drawn_trait(random, std::to_string(t), 30, 0.1 + 0.04 * t, 0.05));
  }
  traits[3].met[7] = 21;  // of 25, where the others have about 22 %
  const auto found = contrasts(traits, {7, 8});
  REQUIRE(found[0].size() == 1);
  CHECK(found[0][0].trait == 3);
  CHECK(found[0][0].share == 0.84);
  CHECK(found[0][0].groups == 29);
  CHECK(found[0][0].interval.low > 0.4);
  CHECK(found[0][0].interval.high < 0.8);
  CHECK(found[1].empty());
}

TEST_CASE("where nothing differs nothing is told, in all but a few of many data sets") {
  SeededRandom random(5);
  int told = 0;
  for (int set = 0; set < 200; ++set) {
    std::vector<Trait> traits;
    for (int t = 0; t < 12; ++t) {
      traits.push_back(drawn_trait(random, std::to_string(t), 12, 0.3, 0.1));
    }
    for (const auto& of_group : contrasts(traits, {0, 1, 2})) told += of_group.empty() ? 0 : 1;
  }
  CHECK(told <= 10);
}

TEST_CASE("being in a place of one's own is no difference") {
  Trait city{"city", {}, {}};
  for (int g = 0; g < 20; ++g) {
    city.count.push_back(30);
    city.met.push_back(g < 4 ? 30 : 0);
  }
  CHECK(contrasts({city}, {0})[0].empty());
}

TEST_CASE("too few records, and too few others, say nothing") {
  Trait few{"few", {7, 0, 0, 0, 0, 0}, {7, 90, 90, 90, 90, 90}};
  CHECK(contrasts({few}, {0})[0].empty());
  Trait alone{"alone", {90, 0, 0, 0}, {90, 90, 90, 90}};
  CHECK(contrasts({alone}, {0})[0].empty());
  CHECK(contrasts({}, {0})[0].empty());
}

TEST_CASE("a family is told once, five at most") {
  std::vector<Trait> traits;
  for (int t = 0; t < 14; ++t) {
    Trait trait{std::to_string(t / 2), {}, {}};
    for (int g = 0; g < 10; ++g) {
      trait.count.push_back(40);
      trait.met.push_back(g == 0 ? 20 + t : 2 + g % 3);
    }
    traits.push_back(trait);
  }
  const auto found = contrasts(traits, {0})[0];
  REQUIRE(found.size() == 5);
  CHECK(found[0].trait == 13);
  CHECK(found[1].trait == 11);
}

TEST_CASE("records that are too alike are told, varied ones are not") {
  CHECK(likeness_of({10, 0, 0}) == 1);
  CHECK(likeness_of({1, 1, 1}) == 0);
  CHECK(std::isnan(likeness_of({1})));
  Trait alike{"industry", {}, {}, true};
  for (int g = 0; g < 12; ++g) {
    alike.count.push_back(20);
    alike.met.push_back(g == 0 ? 0.9 : g == 1 ? 0.02 : 0.25 + 0.01 * (g % 4));
  }
  const auto found = contrasts({alike}, {0, 1, 2});
  REQUIRE(found[0].size() == 1);
  CHECK(found[1].empty());
  CHECK(found[2].empty());
}

}  // namespace
}  // namespace tollgate::insight
