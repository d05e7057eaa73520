// What became of a number after a day: means, spreads, and how much of it a process explains beside
// the market.
//
//   EffectData data{.value = cycles, .day = signed_on, .change_day = day,
//                   .controls = {region, month}, .process = {photo_share}};
//   Effect effect = effect_of(data);
//   effect.means.difference;             // -12.4 days
//   effect.process.share;                // 0.18 of what differs, beyond region and month
//
// Least squares with dummies for the controls (the most common value of each is the one compared
// with). What cannot be concluded is in `warnings`, as codes with numbers; whoever shows them has
// the words. Nothing here says that the change was the cause.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "tollgate/statistics/compare.h"
#include "tollgate/statistics/regression.h"

namespace tollgate::insight {

inline constexpr int64_t kLeastOfPeriod = 10;  // units before, and after
inline constexpr size_t kMaxDummies = 40;      // of all controls; rarer values are put together
inline constexpr size_t kBins = 12;

struct EffectControl {
  std::string id;
  std::vector<uint32_t> codes;  // by unit
};
struct EffectProcess {
  std::string id;
  std::vector<double> values;  // by unit; NaN where there is none
};

struct EffectData {
  std::vector<double> value;  // by unit
  std::vector<int64_t> day;
  int64_t change_day = 0;  // the first day after
  std::vector<EffectControl> controls;
  std::vector<EffectProcess> process;
};

enum class EffectWarning : uint8_t {
  kTooFew,            // number: units of the smaller side
  kFewPerTerm,        // units for each coefficient
  kLeftOut,           // id: what others explain, so its part cannot be told apart
  kChangeIsCalendar,  // the change cannot be told apart from the controls
  kTrendBefore,       // change per 30 days that there was before already
  kSkewed,            // skewness of the residuals
  kUnevenSpread,      // p of Breusch and Pagan's test
  kPulled,            // units that pull the fit to themselves by much
  kIncomplete,        // units without one of the process's numbers, which the model leaves out
};
struct EffectNote {
  EffectWarning warning{};
  double number = 0;
  std::string id;
};

struct EffectTerm {
  std::string id;  // of a process
  statistics::Coefficient coefficient;
  double deviation = 0;  // of its values: what one of them moves by is coefficient × deviation
};

struct EffectBin {
  double from = 0;
  double to = 0;
  int64_t before = 0;
  int64_t after = 0;
};

struct Effect {
  statistics::Spread before;
  statistics::Spread after;
  statistics::MeansCompared means;
  statistics::SpreadsCompared spreads;
  std::vector<EffectBin>
      bins;  // of equal width; beyond the 1st and 99th hundredth in the outermost

  bool has_model = false;
  int64_t units = 0;  // of the model
  double r_squared = 0;
  double adjusted_r_squared = 0;
  double controls_share = 0;  // R² of the controls alone
  statistics::Regression::Added process;
  std::vector<EffectTerm> terms;
  // The change's own part: beside the controls, and beside the process, too.
  statistics::Coefficient change;
  statistics::Coefficient change_beside_process;
  std::vector<EffectNote> warnings;
};

Effect effect_of(const EffectData& data);

// The same in turns (base/turn.h). nullopt: the turn is over, the same again in the next one.
struct EffectSoFar {
  std::deque<statistics::Regression> fits;       // in the order in which they are made
  std::optional<statistics::LeastSquares> open;  // of the one behind them
  size_t next_unit = 0;
  std::vector<double> residuals;
  size_t pulled = 0;
};
std::optional<Effect> go_on_with_effect(const EffectData& data, EffectSoFar& so_far);

}  // namespace tollgate::insight
