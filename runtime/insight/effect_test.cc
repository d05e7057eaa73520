#include "tollgate/insight/effect.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>

#include "tollgate/base/random.h"
#include "tollgate/base/turn.h"

namespace tollgate::insight {
namespace {

class EffectDraw {
 public:
  explicit EffectDraw(uint64_t seed) : random_(seed) {}
  double share() {
    uint32_t bits = 0;
    random_.fill(&bits, sizeof(bits));
    return double(bits) / 4294967296.0;
  }
  double around_zero() {  // a sum of twelve is near the normal, and the same everywhere
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += share();
    return sum;
  }

 private:
  SeededRandom random_;
};

// Two years of cycles. Region 2 takes 10 days longer; each key person met takes 20 days off; from
// day 600 on more of them are met, and nothing else changes.
EffectData drawn_cycles(uint64_t seed, size_t units) {
  EffectDraw draw(seed);
  EffectData data;
  data.change_day = 600;
  data.controls = {{"region", {}}, {"month", {}}};
  data.process = {{"met", {}}, {"coffee", {}}};
  for (size_t i = 0; i < units; ++i) {
    const auto day = int64_t(draw.share() * 730);
    const auto region = uint32_t(draw.share() * 3);
    const double met = std::clamp((day >= 600 ? 0.7 : 0.3) + 0.15 * draw.around_zero(), 0.0, 1.0);
    data.day.push_back(day);
    data.controls[0].codes.push_back(region);
    data.controls[1].codes.push_back(uint32_t(day / 30 % 12));
    data.process[0].values.push_back(met);
    data.process[1].values.push_back(draw.share());
    data.value.push_back(60 + (region == 2 ? 10 : 0) - 20 * met + 4 * draw.around_zero());
  }
  return data;
}

bool has(const Effect& effect, EffectWarning warning) {
  return std::any_of(effect.warnings.begin(), effect.warnings.end(),
                     [&](const EffectNote& note) { return note.warning == warning; });
}

TEST_CASE("what a process explains is told apart from the market") {
  const Effect effect = effect_of(drawn_cycles(1, 900));
  CHECK(effect.means.difference < -6);
  CHECK(effect.means.difference > -10);
  CHECK(effect.means.p < 1e-6);
  REQUIRE(effect.has_model);
  CHECK(effect.terms[0].coefficient.interval.low < -20);
  CHECK(effect.terms[0].coefficient.interval.high > -20);
  CHECK(effect.terms[1].coefficient.p > 0.01);
  CHECK(effect.process.share > 0.2);
  CHECK(effect.process.p < 1e-9);
  CHECK(effect.r_squared > effect.controls_share);
  // Beside the process nothing is left of the change.
  CHECK(effect.change.p < 1e-6);
  CHECK(std::fabs(effect.change_beside_process.value) < 1.5);
  CHECK_FALSE(has(effect, EffectWarning::kChangeIsCalendar));
  CHECK_FALSE(has(effect, EffectWarning::kTooFew));
  int64_t counted = 0;
  for (const EffectBin& bin : effect.bins) counted += bin.before + bin.after;
  CHECK(counted == 900);
}

TEST_CASE("a spread that narrows is measured") {
  EffectDraw draw(2);
  EffectData data;
  data.change_day = 100;
  for (int i = 0; i < 2000; ++i) {
    data.day.push_back(i % 200);
    data.value.push_back(50 + (i % 200 < 100 ? 10 : 5) * draw.around_zero());
  }
  const Effect effect = effect_of(data);
  CHECK(effect.spreads.ratio < 0.56);
  CHECK(effect.spreads.interval.low < 0.5);
  CHECK(effect.spreads.interval.high > 0.5);
  CHECK(effect.means.p > 0.01);
}

TEST_CASE("what cannot be concluded is said") {
  EffectData few = drawn_cycles(3, 12);
  CHECK(has(effect_of(few), EffectWarning::kTooFew));

  // The change came with a season of its own: the calendar's months and it are one.
  EffectData season = drawn_cycles(4, 400);
  for (size_t i = 0; i < season.day.size(); ++i) {
    season.controls[1].codes[i] = season.day[i] >= season.change_day ? 1 : 0;
  }
  CHECK(has(effect_of(season), EffectWarning::kChangeIsCalendar));

  EffectData falling = drawn_cycles(5, 400);
  for (size_t i = 0; i < falling.day.size(); ++i) falling.value[i] -= 0.1 * double(falling.day[i]);
  CHECK(has(effect_of(falling), EffectWarning::kTrendBefore));

  EffectData twice = drawn_cycles(6, 400);
  twice.process.push_back({"met again", twice.process[0].values});
  const Effect effect = effect_of(twice);
  CHECK(has(effect, EffectWarning::kLeftOut));
  CHECK(effect.terms[2].coefficient.left_out);

  EffectData incomplete = drawn_cycles(7, 400);
  incomplete.process[1].values[3] = NAN;
  CHECK(has(effect_of(incomplete), EffectWarning::kIncomplete));
  CHECK(effect_of(incomplete).units == 399);

  EffectData skewed = drawn_cycles(8, 400);
  for (size_t i = 0; i < skewed.value.size(); i += 20) skewed.value[i] += 200;
  CHECK(has(effect_of(skewed), EffectWarning::kSkewed));
  CHECK(effect_of({}).before.count == 0);
}

struct LookingClock final : MonotonicClock {
  mutable int64_t now_ms = 0;
  int64_t elapsed_ms() const override { return ++now_ms; }
  bool counts_sleep() const override { return true; }
};

TEST_CASE("an effect that is made in turns is the same to the last bit") {
  const EffectData data = drawn_cycles(3, 3000);
  const Effect at_once = effect_of(data);
  const LookingClock clock;
  EffectSoFar so_far;
  std::optional<Effect> effect;
  int turns = 0;
  for (; !effect; ++turns) {
    REQUIRE(turns < 1000);
    const Turn turn(clock, 3);
    effect = go_on_with_effect(data, so_far);
    CHECK(effect.has_value() == !turn.left_at().has_value());
  }
  CHECK(turns > 6);
  CHECK(effect->r_squared == at_once.r_squared);
  CHECK(effect->controls_share == at_once.controls_share);
  CHECK(effect->change.value == at_once.change.value);
  CHECK(effect->change_beside_process.value == at_once.change_beside_process.value);
  CHECK(effect->warnings.size() == at_once.warnings.size());
  REQUIRE(effect->terms.size() == at_once.terms.size());
  for (size_t i = 0; i < effect->terms.size(); ++i) {
    CHECK(effect->terms[i].coefficient.value == at_once.terms[i].coefficient.value);
    CHECK(effect->terms[i].coefficient.p == at_once.terms[i].coefficient.p);
  }
}

}  // namespace
}  // namespace tollgate::insight
