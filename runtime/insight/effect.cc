#include "tollgate/insight/effect.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

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

  Regression fit() const {
    LeastSquares squares(size());
    std::vector<double> x;
    for (const size_t unit : units_) {
      row(unit, x);
      squares.add(x, data_.value[unit]);
    }
    return squares.solve();
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
    const size_t most = kMostDummies / std::max<size_t>(1, data_.controls.size());
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
  explicit EffectReader(const EffectData& data) : data_(data) {}

  Effect run() {
    compare();
    const int64_t smaller = std::min(out_.before.count, out_.after.count);
    if (smaller < kLeastOfPeriod) {
      warn(EffectWarning::kTooFew, double(smaller));
      return std::move(out_);
    }
    trend_before();
    model();
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

  void model() {
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
      return;
    }
    const Regression fit = full.fit();
    out_.has_model = true;
    out_.units = int64_t(units);
    out_.r_squared = fit.r_squared;
    out_.adjusted_r_squared = fit.adjusted_r_squared;
    out_.controls_share = controls.fit().r_squared;
    out_.process = fit.added_by_last(data_.process.size());
    out_.change = changed.fit().coefficients.back();
    out_.change_beside_process = all.fit().coefficients.back();
    for (size_t p = 0; p < data_.process.size(); ++p) {
      EffectTerm term{data_.process[p].id, fit.coefficients[full.first_process() + p], 0};
      std::vector<double> values;
      for (const size_t unit : full.units()) values.push_back(data_.process[p].values[unit]);
      term.deviation = statistics::spread_of(values).deviation;
      if (term.coefficient.left_out) warn(EffectWarning::kLeftOut, 0, term.id);
      out_.terms.push_back(std::move(term));
    }
    std::set<std::string> gone;
    for (size_t j = 1; j < full.first_process(); ++j) {
      if (fit.coefficients[j].left_out && gone.insert(full.control_of(j)).second) {
        warn(EffectWarning::kLeftOut, 0, full.control_of(j));
      }
    }
    if (out_.change.left_out || change_is_calendar(changed)) {
      warn(EffectWarning::kChangeIsCalendar, 0);
    }
    const double per_term = double(units) / double(fit.rank);
    if (per_term < kFewUnitsPerTerm) warn(EffectWarning::kFewPerTerm, per_term);
    look_at_residuals(full, fit);
  }

  // Whether the controls alone say nearly always which side a unit lies on.
  bool change_is_calendar(const Columns& columns) const {
    LeastSquares side(columns.size() - 1);
    std::vector<double> x;
    for (const size_t unit : columns.units()) {
      columns.row(unit, x);
      x.pop_back();
      side.add(x, is_after(unit) ? 1 : 0);
    }
    constexpr double kNearlyAlways = 0.8;
    return side.solve().r_squared > kNearlyAlways;
  }

  void look_at_residuals(const Columns& columns, const Regression& fit) {
    // Breusch and Pagan's test in Koenker's form: n R² of the squared residuals by the same
    // columns.
    LeastSquares squares(columns.size());
    std::vector<double> residuals;
    std::vector<double> x;
    size_t pulled = 0;
    const double variance = fit.residual_deviation * fit.residual_deviation;
    for (const size_t unit : columns.units()) {
      columns.row(unit, x);
      const double residual = data_.value[unit] - fit.fitted(x);
      residuals.push_back(residual);
      squares.add(x, residual * residual);
      const double leverage = fit.leverage(x);
      const double rest = 1 - leverage;
      if (!(rest > 0) || !(variance > 0)) continue;
      const double distance =
          residual * residual * leverage / (double(fit.rank) * variance * rest * rest);  // Cook's
      if (distance > 0.5) ++pulled;
    }
    const Regression spread = squares.solve();
    const double degrees = double(spread.rank - 1);
    if (degrees >= 1) {
      const double p =
          statistics::chi_square_above(double(columns.units().size()) * spread.r_squared, degrees);
      if (p < kTrendCounts) warn(EffectWarning::kUnevenSpread, p);
    }
    const double skewness = statistics::spread_of(residuals).skewness;
    if (std::fabs(skewness) > kMuchSkewed) warn(EffectWarning::kSkewed, skewness);
    if (pulled > 0) warn(EffectWarning::kPulled, double(pulled));
  }

  const EffectData& data_;
  Effect out_;
};

}  // namespace

Effect effect_of(const EffectData& data) { return EffectReader(data).run(); }

}  // namespace tollgate::insight
