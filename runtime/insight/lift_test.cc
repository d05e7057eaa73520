#include "tollgate/insight/lift.h"

#include <catch_amalgamated.hpp>

#include "tollgate/base/random.h"

namespace tollgate::insight {
namespace {

// A generator of its own: sets must be the same everywhere.
class LiftDraw {
 public:
  explicit LiftDraw(uint64_t seed) : random_(seed) {}
  double share() {
    uint32_t bits = 0;
    random_.fill(&bits, sizeof(bits));
    return double(bits) / 4294967296.0;
  }
  bool with_chance(double p) { return share() < p; }

 private:
  SeededRandom random_;
};

struct LiftSet {
  LiftUnits units;
  std::vector<Taken> actions;
};

// Customers with one to six visits each; a contract comes of a customer as a whole, so visits of
// one customer succeed together. `lift` multiplies the chance of customers who meet the action 0.
LiftSet drawn_set(uint64_t seed, size_t customers, size_t actions, double lift) {
  LiftDraw draw(seed);
  LiftSet set;
  set.actions.resize(actions);
  set.units.stages = 2;
  for (uint32_t customer = 0; customer < customers; ++customer) {
    const int visits = 1 + int(draw.share() * 6);
    const double habit = draw.share();
    const bool acted = draw.with_chance(0.4);
    const bool signed_up = draw.with_chance(0.15 * (acted ? lift : 1));
    for (int v = 0; v < visits; ++v) {
      set.units.cluster.push_back(customer);
      set.units.success.push_back(signed_up ? 1 : 0);
      set.units.stage.push_back(draw.with_chance(0.5) ? 1 : 0);
      for (size_t a = 0; a < actions; ++a) {
        // What people do they do by habit: visits of one customer are alike.
        const bool taken =
            a == 0 ? acted : draw.with_chance(0.3 * (0.5 + habit) + 0.02 * double(a));
        set.actions[a].push_back(taken ? 1 : 0);
      }
    }
  }
  return set;
}

TEST_CASE("an action that was given a lift of 2.8 is found, and no other") {
  const LiftSet set = drawn_set(3, 1500, 20, 2.8);
  const std::vector<Lift> found = lifts(set.units, set.actions);
  INFO(found[0].ratio.ratio);
  CHECK(found[0].verdict == LiftVerdict::kRaises);
  CHECK(found[0].ratio.interval.low < 2.8);
  CHECK(found[0].ratio.interval.high > 2.8);
  CHECK(found[0].ratio.interval.low > 2);
  for (size_t a = 1; a < found.size(); ++a) CHECK(found[a].verdict == LiftVerdict::kNotClear);
  REQUIRE(found[0].stages.size() == 2);
  for (const Lift& stage : found[0].stages) CHECK(stage.verdict == LiftVerdict::kRaises);
}

TEST_CASE("of a thousand sets without any lift at most one in twenty tells one") {
  int told = 0;
  for (uint64_t seed = 1; seed <= 1000; ++seed) {
    LiftSet set = drawn_set(seed, 150, 12, 1);
    set.units.stages = 0;
    bool any = false;
    for (const Lift& lift : lifts(set.units, set.actions)) {
      any |= lift.verdict == LiftVerdict::kRaises || lift.verdict == LiftVerdict::kLowers;
    }
    told += any ? 1 : 0;
  }
  INFO(told << " of 1000");
  CHECK(told <= 50);
  CHECK(told > 0);  // a test that can find something
}

TEST_CASE("a lift below one is found as such") {
  const LiftSet set = drawn_set(9, 3000, 5, 0.3);
  CHECK(lifts(set.units, set.actions)[0].verdict == LiftVerdict::kLowers);
}

TEST_CASE("too few to say is an answer") {
  const LiftSet few = drawn_set(1, 15, 3, 5);
  for (const Lift& lift : lifts(few.units, few.actions)) {
    CHECK(lift.verdict == LiftVerdict::kTooFew);
  }
  LiftSet always = drawn_set(1, 400, 1, 1);
  always.actions[0].assign(always.units.cluster.size(), 1);
  CHECK(lifts(always.units, always.actions)[0].verdict == LiftVerdict::kTooFew);
  always.units.success.assign(always.units.cluster.size(), 0);
  CHECK(lifts(always.units, always.actions)[0].verdict == LiftVerdict::kTooFew);
  CHECK(lifts({}, {}).empty());
}

TEST_CASE("what is not known counts on no side") {
  LiftSet set = drawn_set(4, 300, 1, 1);
  set.actions[0].assign(set.units.cluster.size(), -1);
  const Lift lift = lifts(set.units, set.actions)[0];
  CHECK(lift.ratio.all.with + lift.ratio.all.without == 0);
  CHECK(lift.verdict == LiftVerdict::kTooFew);
}

}  // namespace
}  // namespace tollgate::insight
