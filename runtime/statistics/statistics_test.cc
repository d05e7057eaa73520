// What numpy and scipy say: tests/statistics/fixtures.json; what R says of the same data:
// r_results.json beside it. Each is made by a script there.
#include <bit>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tollgate/statistics/compare.h"
#include "tollgate/statistics/distributions.h"
#include "tollgate/statistics/elementary.h"
#include "tollgate/statistics/regression.h"

namespace tollgate::statistics {
namespace {

using nlohmann::json;

constexpr double kAlike = 1e-9;

json read_fixture(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return json::parse(std::string{std::istreambuf_iterator<char>(in), {}});
}

const json& fixtures() {
  static const json all = read_fixture("tests/statistics/fixtures.json");
  return all;
}

bool alike(double is, double should, double within = kAlike) {
  const bool near_zero = should == 0 || std::fabs(should) < 1e-15;
  if (is == should || (near_zero && std::fabs(is - should) < 1e-14)) return true;
  const bool close = std::fabs(is - should) <= within * std::fabs(should);
  if (!close) UNSCOPED_INFO("is " << std::setprecision(17) << is << ", should be " << should);
  return close;
}

double call(const std::string& name, const std::vector<double>& a) {
  if (name == "t_two_sided") return t_two_sided(a[0], a[1]);
  if (name == "t_quantile") return t_quantile(a[0], a[1]);
  if (name == "f_above") return f_above(a[0], a[1], a[2]);
  if (name == "chi_square_above") return chi_square_above(a[0], a[1]);
  if (name == "normal_above") return normal_above(a[0]);
  if (name == "normal_quantile") return normal_quantile(a[0]);
  if (name == "log_gamma") return log_gamma(a[0]);
  if (name == "exp_of") return exp_of(a[0]);
  if (name == "log_of") return log_of(a[0]);
  FAIL("no function " << name);
  return 0;
}

TEST_CASE("distributions are those of scipy") {
  for (const json& row : fixtures()["distributions"]) {
    const auto name = row[0].get<std::string>();
    const auto arguments = row[1].get<std::vector<double>>();
    INFO(name << " of " << row[1].dump());
    const bool elementary = name == "exp_of" || name == "log_of";
    CHECK(alike(call(name, arguments), row[2].get<double>(), elementary ? 1e-15 : kAlike));
  }
}

TEST_CASE("what means nothing is not a number") {
  CHECK(std::isnan(t_two_sided(1, 0)));
  CHECK(std::isnan(t_quantile(1, 5)));
  CHECK(std::isnan(f_above(1, -1, 5)));
  CHECK(std::isnan(chi_square_above(NAN, 5)));
  CHECK(std::isnan(normal_quantile(0)));
  CHECK(std::isnan(log_of(-1)));
  CHECK(std::isnan(incomplete_beta(1, 1, 2)));
}

// `want` has what a program says of the data in `given`.
void check_regression(const json& given, const json& want) {
  INFO(want["name"].get<std::string>());
  const auto rows = given["x"].get<std::vector<std::vector<double>>>();
  LeastSquares fit(rows[0].size());
  for (size_t i = 0; i < rows.size(); ++i) fit.add(rows[i], given["y"][i].get<double>());
  const Regression model = fit.solve();
  CHECK(model.rank == int64_t(rows[0].size()));
  for (size_t j = 0; j < model.coefficients.size(); ++j) {
    INFO("column " << j);
    const Coefficient& c = model.coefficients[j];
    const auto wanted = [&](const char* member) { return want[member][j].get<double>(); };
    CHECK(alike(c.value, wanted("coefficients")));
    CHECK(alike(c.error, wanted("errors")));
    CHECK(alike(c.t, wanted("t")));
    CHECK(alike(c.p, wanted("p"), 1e-8));  // of a t that is alike to 1e-9
    CHECK(alike(c.interval.low, wanted("low"), 1e-8));
    CHECK(alike(c.interval.high, wanted("high"), 1e-8));
    CHECK(alike(c.sequential, wanted("sequential"), 1e-8));
  }
  CHECK(alike(model.residual_squares, want["residual_squares"].get<double>()));
  CHECK(alike(model.total_squares, given["total_squares"].get<double>()));
  CHECK(alike(model.r_squared, want["r_squared"].get<double>()));
  CHECK(alike(model.adjusted_r_squared, want["adjusted"].get<double>()));
  CHECK(alike(model.f, want["f"].get<double>()));
  CHECK(alike(model.f_p, want["f_p"].get<double>(), 1e-8));
  for (size_t i = 0; i < want["leverage"].size(); ++i) {
    CHECK(alike(model.leverage(rows[i]), want["leverage"][i].get<double>()));
  }
}

TEST_CASE("regression is that of a QR in numpy") {
  for (const json& want : fixtures()["regressions"]) {
    check_regression(want, want);
  }
}

TEST_CASE("regression, comparisons and shares are those of R") {
  const json r = read_fixture("tests/statistics/r_results.json");
  REQUIRE(r["regressions"].size() == fixtures()["regressions"].size());
  for (size_t i = 0; i < r["regressions"].size(); ++i) {
    check_regression(fixtures()["regressions"][i], r["regressions"][i]);
  }
  for (size_t i = 0; i < r["comparisons"].size(); ++i) {
    const json& want = r["comparisons"][i];
    INFO(want["name"].get<std::string>());
    auto a = fixtures()["comparisons"][i]["first"].get<std::vector<double>>();
    auto b = fixtures()["comparisons"][i]["second"].get<std::vector<double>>();
    const Spread first = spread_of(a);
    const Spread second = spread_of(b);
    CHECK(alike(first.deviation, want["deviations"][0].get<double>()));
    CHECK(alike(second.deviation, want["deviations"][1].get<double>()));
    CHECK(alike(first.low_quarter, want["quarters"][0].get<double>()));
    CHECK(alike(first.high_quarter, want["quarters"][1].get<double>()));
    const MeansCompared means = compare_means(first, second);
    CHECK(alike(means.t, want["t"].get<double>()));
    CHECK(alike(means.df, want["df"].get<double>()));
    CHECK(alike(means.p, want["p"].get<double>()));
    CHECK(alike(means.interval.low, want["interval"][0].get<double>()));
    CHECK(alike(means.interval.high, want["interval"][1].get<double>()));
  }
  for (const json& row : r["wilson"]) {
    const Interval interval = wilson(row[0].get<double>(), row[1].get<double>());
    CHECK(alike(interval.low, row[2].get<double>()));
    CHECK(alike(interval.high, row[3].get<double>()));
  }
  for (const json& row : r["benjamini_hochberg"]) {
    const auto adjusted = benjamini_hochberg(row[0].get<std::vector<double>>());
    for (size_t i = 0; i < adjusted.size(); ++i) CHECK(alike(adjusted[i], row[1][i].get<double>()));
  }
}

// The data set on which programs for least squares are measured: its columns are nearly each
// other's sums. R has it as `longley`; the numbers are exact ones, which lm gives to 12 digits.
TEST_CASE("Longley's data give what R's lm gives") {
  const json want = read_fixture("tests/statistics/longley.json");
  LeastSquares fit(7);
  for (size_t i = 0; i < want["y"].size(); ++i) {
    fit.add(want["x"][i].get<std::vector<double>>(), want["y"][i].get<double>());
  }
  const Regression model = fit.solve();
  REQUIRE(model.rank == 7);
  for (size_t j = 0; j < 7; ++j) {
    INFO("column " << j);
    CHECK(alike(model.coefficients[j].value, want["coefficients"][j].get<double>()));
    CHECK(alike(model.coefficients[j].error, want["errors"][j].get<double>()));
  }
  CHECK(alike(model.residual_squares, want["residual_squares"].get<double>()));
  CHECK(alike(model.r_squared, want["r_squared"].get<double>()));
  CHECK(alike(model.f, want["f"].get<double>()));
}

TEST_CASE("a column that others explain is left out, and the others are as without it") {
  LeastSquares with(4);
  LeastSquares without(3);
  double y = 0;
  for (int i = 0; i < 200; ++i) {
    const double a = i % 7;
    const double b = i % 3;
    y = std::fmod(y * 31 + i, 17);
    with.add(std::vector<double>{1, a, 2 * a - 3, b}, y);
    without.add(std::vector<double>{1, a, b}, y);
  }
  const Regression both = with.solve();
  const Regression one = without.solve();
  CHECK(both.rank == 3);
  CHECK(both.coefficients[2].left_out);
  CHECK(alike(both.coefficients[3].value, one.coefficients[2].value));
  CHECK(alike(both.r_squared, one.r_squared));
  CHECK(alike(both.added_by_last(1).f, one.coefficients[2].t * one.coefficients[2].t));
}

TEST_CASE("as many columns as rows, and no rows at all, are no crash") {
  LeastSquares fit(3);
  CHECK(fit.solve().rank == 0);
  fit.add(std::vector<double>{1, 2, 3}, 4);
  fit.add(std::vector<double>{1, 3, 7}, 4);
  const Regression model = fit.solve();
  CHECK(model.rank == 2);
  CHECK(std::isnan(model.coefficients[0].error));
}

TEST_CASE("means and spreads are those of scipy") {
  for (const json& want : fixtures()["comparisons"]) {
    INFO(want["name"].get<std::string>());
    auto a = want["first"].get<std::vector<double>>();
    auto b = want["second"].get<std::vector<double>>();
    const Spread first = spread_of(a);
    const Spread second = spread_of(b);
    CHECK(alike(first.mean, want["means"][0].get<double>()));
    CHECK(alike(second.median, want["medians"][1].get<double>()));
    CHECK(alike(second.deviation, want["deviations"][1].get<double>()));
    CHECK(alike(first.low_quarter, want["quarters"][0].get<double>()));
    CHECK(alike(first.high_quarter, want["quarters"][1].get<double>()));
    CHECK(alike(first.skewness, want["skewness"].get<double>()));
    CHECK(alike(first.kurtosis, want["kurtosis"].get<double>()));
    const MeansCompared means = compare_means(first, second);
    CHECK(alike(means.t, want["t"].get<double>()));
    CHECK(alike(means.df, want["df"].get<double>()));
    CHECK(alike(means.p, want["p"].get<double>()));
    CHECK(alike(means.interval.low, want["interval"][0].get<double>()));
    CHECK(alike(means.interval.high, want["interval"][1].get<double>()));
  }
}

TEST_CASE("shares and discoveries") {
  for (const json& row : fixtures()["wilson"]) {
    const Interval interval = wilson(row[0].get<double>(), row[1].get<double>());
    CHECK(alike(interval.low, row[2].get<double>()));
    CHECK(alike(interval.high, row[3].get<double>()));
  }
  for (const json& row : fixtures()["benjamini_hochberg"]) {
    const auto adjusted = benjamini_hochberg(row[0].get<std::vector<double>>());
    for (size_t i = 0; i < adjusted.size(); ++i) CHECK(alike(adjusted[i], row[1][i].get<double>()));
  }
}

// A sum over the bits of numbers.
class Bits {
 public:
  void add(double number) { sum_ = (sum_ ^ std::bit_cast<uint64_t>(number)) * 0x100000001b3; }
  uint64_t sum() const { return sum_; }

 private:
  uint64_t sum_ = 0xcbf29ce484222325;
};

TEST_CASE("results are the same to the bit, however and for whatever this was compiled") {
  Bits bits;
  LeastSquares fit(4);
  std::vector<double> numbers;
  for (int i = 1; i <= 500; ++i) {
    const double x = i * 0.37;
    bits.add(exp_of(x - 90));
    bits.add(log_of(x));
    bits.add(log_gamma(x));
    bits.add(t_two_sided(x / 20, 1 + i % 40));
    bits.add(f_above(x / 30, 1 + i % 7, 3 + i % 50));
    bits.add(chi_square_above(x, 1 + i % 30));
    bits.add(normal_above(x / 25));
    numbers.push_back(exp_of(x / 60));
    fit.add(std::vector<double>{1, x, double(i % 3), double(i * i % 17)}, numbers.back());
  }
  for (int i = 1; i < 20; ++i) bits.add(t_quantile(i / 20.0, i));
  const Regression model = fit.solve();
  for (const Coefficient& c : model.coefficients) {
    bits.add(c.value);
    bits.add(c.error);
    bits.add(c.p);
  }
  bits.add(model.r_squared);
  bits.add(spread_of(numbers).kurtosis);
  bits.add(wilson(3, 17).high);
  CHECK(bits.sum() == 0xeb6c67c0fe872f7b);
}

TEST_CASE("records that each stand alone give the textbook's interval of a ratio") {
  std::vector<Cluster> clusters;
  const auto add = [&](int count, Cluster c) { clusters.insert(clusters.end(), size_t(count), c); };
  add(56, {1, 1, 0, 0});
  add(144, {1, 0, 0, 0});
  add(40, {0, 0, 1, 1});
  add(360, {0, 0, 1, 0});
  const RatioOfShares ratio = ratio_of_shares(clusters);
  CHECK(alike(ratio.ratio, 2.8));
  // Katz: the log's variance is 1/56 - 1/200 + 1/40 - 1/400.
  const double error = std::sqrt((1.0 / 56 - 1.0 / 200 + 1.0 / 40 - 1.0 / 400) * 600 / 599);
  CHECK(alike(ratio.interval.low, 2.8 * std::exp(-t_quantile(0.975, 599) * error), 1e-12));
  CHECK(ratio.p < 1e-5);
  // The same records as twenty clusters that succeed or fail as a whole say less.
  std::vector<Cluster> together;
  for (int i = 0; i < 10; ++i) together.push_back({20, i < 3 ? 20 : 0, 0, 0});
  for (int i = 0; i < 10; ++i) together.push_back({0, 0, 40, i < 1 ? 40 : 0});
  CHECK(ratio_of_shares(together).p > 0.1);
}

}  // namespace
}  // namespace tollgate::statistics
