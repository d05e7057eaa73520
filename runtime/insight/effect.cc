#include "tollgate/insight/effect.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "tollgate/base/turn.h"
#include "tollgate/statistics/distributions.h"

namespace tollgate::insight {
namespace {

using statistics::LeastSquares;
using statistics::Regression;

constexpr double kTrendCounts = 0.05;
constexpr double kMuchSkewed = 1;
constexpr double kFewUnitsPerTerm = 10;
constexpr double kMonthDays = 30;

// The model's columns: the constant, dummies of the controls, the process, the change.
class Columns {
 public:
  Columns(const EffectData& data, bool with_process, bool with_change)
      : data_(data), with_process_(with_process), with_change_(with_change) {
    for (size_t i = 0; i < data.value.size(); ++i) {
      if (is_complete(i)) units_.push_back(i);
    }
    for (size_t c = 0; c < data.controls.size(); ++c) add_dummies(c);
  }

  size_t size() const {
    return 1 + dummies_.size() + (with_process_ ? data_.process.size() : 0) +
           (with_change_ ? 1 : 0);
  }
  size_t first_process() const { return 1 + dummies_.size(); }
  const std::vector<size_t>& units() const { return units_; }
  const std::string& control_of(size_t column) const {
    return data_.controls[dummies_[column - 1].control].id;
  }

  void row(size_t unit, std::vector<double>& x) const {
    x.assign(1, 1);
    for (const Dummy& dummy : dummies_) {
      const uint32_t code = data_.controls[dummy.control].codes[unit];
      x.push_back(dummy.codes.contains(code) ? 1 : 0);
    }
    if (with_process_) {
      for (const EffectProcess& process : data_.process) x.push_back(process.values[unit]);
    }
    if (with_change_) x.push_back(data_.day[unit] >= data_.change_day ? 1 : 0);
  }

 private:
  struct Dummy {
    size_t control;
    std::set<uint32_t> codes;
  };

  // The same units in each model, so that their shares can be compared.
  bool is_complete(size_t unit) const {
    return std::none_of(data_.process.begin(), data_.process.end(),
                        [&](const EffectProcess& p) { return p.values[unit] != p.values[unit]; });
  }

  void add_dummies(size_t control) {
    std::map<uint32_t, size_t> counts;
    for (const size_t unit : units_) ++counts[data_.controls[control].codes[unit]];
    std::vector<std::pair<size_t, uint32_t>> order;
    for (const auto& [code, count] : counts) order.emplace_back(count, code);
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    const size_t most = kMaxDummies / std::max<size_t>(1, data_.controls.size());
    for (size_t i = 1; i < order.size(); ++i) {
      if (i <= most) {
        dummies_.push_back({control, {order[i].second}});
      } else {
        dummies_.back().codes.insert(order[i].second);
      }
    }
  }

  const EffectData& data_;
  bool with_process_;
  bool with_change_;
  std::vector<size_t> units_;
  std::vector<Dummy> dummies_;
};

class EffectReader {
 public:
  EffectReader(const EffectData& data, EffectSoFar& so_far) : data_(data), so_far_(so_far) {}

  std::optional<Effect> run() {
    compare();
    const int64_t smaller = std::min(out_.before.count, out_.after.count);
    if (smaller < kLeastOfPeriod) {
      warn(EffectWarning::kTooFew, double(smaller));
      return std::move(out_);
    }
    trend_before();
    if (!model()) return std::nullopt;
    return std::move(out_);
  }

 private:
  bool is_after(size_t unit) const { return data_.day[unit] >= data_.change_day; }
  void warn(EffectWarning warning, double number, const std::string& id = "") {
    out_.warnings.push_back({warning, number, id});
  }

  void compare() {
    std::vector<double> before;
    std::vector<double> after;
    for (size_t i = 0; i < data_.value.size(); ++i) {
      (is_after(i) ? after : before).push_back(data_.value[i]);
    }
    out_.before = statistics::spread_of(before);
    out_.after = statistics::spread_of(after);
    out_.means = statistics::compare_means(out_.before, out_.after);
    out_.spreads = statistics::compare_spreads(out_.before, out_.after);
    make_bins(before, after);
  }

  void make_bins(const std::vector<double>& before, const std::vector<double>& after) {
    std::vector<double> all = before;
    all.insert(all.end(), after.begin(), after.end());
    if (all.empty()) return;
    std::sort(all.begin(), all.end());
    const double low = all[all.size() / 100];
    const double high = all[all.size() - 1 - all.size() / 100];
    const double width = high > low ? (high - low) / double(kBins) : 1;
    for (size_t b = 0; b < kBins; ++b) {
      out_.bins.push_back({low + width * double(b), low + width * double(b + 1), 0, 0});
    }
    const auto count = [&](const std::vector<double>& values, int64_t EffectBin::* side) {
      for (const double value : values) {
        const double at = std::floor((value - low) / width);
        const auto bin = size_t(std::clamp(at, 0.0, double(kBins - 1)));
        ++(out_.bins[bin].*side);
      }
    };
    count(before, &EffectBin::before);
    count(after, &EffectBin::after);
  }

  // What was falling before falls on without any change.
  void trend_before() {
    LeastSquares line(2);
    for (size_t i = 0; i < data_.value.size(); ++i) {
      if (is_after(i)) continue;
      const std::vector<double> x = {1, double(data_.day[i] - data_.change_day) / kMonthDays};
      line.add(x, data_.value[i]);
    }
    const Regression fit = line.solve();
    if (fit.rank == 2 && fit.coefficients[1].p < kTrendCounts) {
      warn(EffectWarning::kTrendBefore, fit.coefficients[1].value);
    }
  }

  // In turns: nullptr when this one is over. `add` takes a unit along with its row.
  template <typename Add>
  const Regression* fit(const Columns& columns, size_t width, const Add& add) {
    const size_t number = fits_asked_++;
    if (number < so_far_.fits.size()) return &so_far_.fits[number];
    if (!so_far_.open) {
      so_far_.open.emplace(width);
      so_far_.next_unit = 0;
    }
    const std::vector<size_t>& units = columns.units();
    std::vector<double> x;
    while (so_far_.next_unit < units.size()) {
      const size_t unit = units[so_far_.next_unit++];
      columns.row(unit, x);
      add(*so_far_.open, unit, x);
      const bool looks = so_far_.next_unit % kUnitsBetweenLooks == 0;
      const auto done = int64_t(number * units.size() + so_far_.next_unit);
      if (looks && Turn::is_over({done, int64_t(kMaxFits * units.size())})) return nullptr;
    }
    so_far_.fits.push_back(so_far_.open->solve());
    so_far_.open.reset();
    return &so_far_.fits.back();
  }
  const Regression* fit(const Columns& columns) {
    return fit(columns, columns.size(),
               [&](LeastSquares& squares, size_t unit, const std::vector<double>& x) {
                 squares.add(x, data_.value[unit]);
               });
  }

  // False: the turn is over.
  bool model() {
    const Columns controls(data_, false, false);
    const Columns changed(data_, false, true);
    const Columns full(data_, true, false);
    const Columns all(data_, true, true);
    const size_t units = full.units().size();
    if (units < data_.value.size()) {
      warn(EffectWarning::kIncomplete, double(data_.value.size() - units));
    }
    if (units < all.size() + 2) {
      warn(EffectWarning::kFewPerTerm, double(units) / double(all.size()));
      return true;
    }
    const Regression* of_full = fit(full);
    const Regression* of_controls = of_full != nullptr ? fit(controls) : nullptr;
    const Regression* of_changed = of_controls != nullptr ? fit(changed) : nullptr;
    const Regression* of_all = of_changed != nullptr ? fit(all) : nullptr;
    const Regression* side = of_all != nullptr ? fit_side(changed) : nullptr;
    const Regression* spread = side != nullptr ? fit_residuals(full, *of_full) : nullptr;
    if (spread == nullptr) return false;
    out_.has_model = true;
    out_.units = int64_t(units);
    out_.r_squared = of_full->r_squared;
    out_.adjusted_r_squared = of_full->adjusted_r_squared;
    out_.controls_share = of_controls->r_squared;
    out_.process = of_full->added_by_last(data_.process.size());
    out_.change = of_changed->coefficients.back();
    out_.change_beside_process = of_all->coefficients.back();
    for (size_t p = 0; p < data_.process.size(); ++p) {
      EffectTerm term{data_.process[p].id, of_full->coefficients[full.first_process() + p], 0};
      std::vector<double> values;
      for (const size_t unit : full.units()) values.push_back(data_.process[p].values[unit]);
      term.deviation = statistics::spread_of(values).deviation;
      if (term.coefficient.left_out) warn(EffectWarning::kLeftOut, 0, term.id);
      out_.terms.push_back(std::move(term));
    }
    std::set<std::string> gone;
    for (size_t j = 1; j < full.first_process(); ++j) {
      if (of_full->coefficients[j].left_out && gone.insert(full.control_of(j)).second) {
        warn(EffectWarning::kLeftOut, 0, full.control_of(j));
      }
    }
    // Whether the controls alone say nearly always which side a unit lies on.
    constexpr double kNearlyAlways = 0.8;
    if (out_.change.left_out || side->r_squared > kNearlyAlways) {
      warn(EffectWarning::kChangeIsCalendar, 0);
    }
    const double per_term = double(units) / double(of_full->rank);
    if (per_term < kFewUnitsPerTerm) warn(EffectWarning::kFewPerTerm, per_term);
    look_at_residuals(full, *spread);
    return true;
  }

  // On which side of the change a unit lies, by the columns before it.
  const Regression* fit_side(const Columns& columns) {
    std::vector<double> before;
    return fit(columns, columns.size() - 1,
               [&](LeastSquares& squares, size_t unit, const std::vector<double>& x) {
                 before.assign(x.begin(), x.end() - 1);
                 squares.add(before, is_after(unit) ? 1 : 0);
               });
  }

  // Breusch and Pagan's test in Koenker's form: n R² of the squared residuals by the same columns.
  const Regression* fit_residuals(const Columns& columns, const Regression& of) {
    const double variance = of.residual_deviation * of.residual_deviation;
    return fit(columns, columns.size(),
               [&](LeastSquares& squares, size_t unit, const std::vector<double>& x) {
                 const double residual = data_.value[unit] - of.fitted(x);
                 so_far_.residuals.push_back(residual);
                 squares.add(x, residual * residual);
                 const double leverage = of.leverage(x);
                 const double rest = 1 - leverage;
                 if (!(rest > 0) || !(variance > 0)) return;
                 const double distance = residual * residual * leverage /
                                         (double(of.rank) * variance * rest * rest);  // Cook's
                 if (distance > 0.5) ++so_far_.pulled;
               });
  }

  void look_at_residuals(const Columns& columns, const Regression& spread) {
    const double degrees = double(spread.rank - 1);
    if (degrees >= 1) {
      const double p =
          statistics::chi_square_above(double(columns.units().size()) * spread.r_squared, degrees);
      if (p < kTrendCounts) warn(EffectWarning::kUnevenSpread, p);
    }
    const double skewness = statistics::spread_of(so_far_.residuals).skewness;
    if (std::fabs(skewness) > kMuchSkewed) warn(EffectWarning::kSkewed, skewness);
    if (so_far_.pulled > 0) warn(EffectWarning::kPulled, double(so_far_.pulled));
  }

  static constexpr size_t kUnitsBetweenLooks = 256;
  static constexpr size_t kMaxFits = 6;

  const EffectData& data_;
  EffectSoFar& so_far_;
  size_t fits_asked_ = 0;
  Effect out_;
};

}  // namespace

std::optional<Effect> go_on_with_effect(const EffectData& data, EffectSoFar& so_far) {
  return EffectReader(data, so_far).run();
}

Effect effect_of(const EffectData& data) {
  const AtOnce at_once;
  EffectSoFar so_far;
  return *go_on_with_effect(data, so_far);
}

}  // namespace tollgate::insight
