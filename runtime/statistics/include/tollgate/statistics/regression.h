// Linear regression by least squares, row by row: memory for the coefficients alone, however many
// rows there are.
//
//   LeastSquares fit(3);                          // columns, the constant among them
//   for (const auto& row : rows) fit.add(row.x, row.y);
//   Regression model = fit.solve();
//   model.coefficients[1].value;                  // equal to R's lm to about 1e-12
//
// Rows are gathered in blocks and turned into a triangle by Householder reflections, so nothing is
// squared that need not be. A column that the ones before it explain (beyond a part of 1e-7, as lm
// judges) is left out and says so. Column 0 should be the constant 1: R² and its test compare with
// the mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tollgate/statistics/compare.h"

namespace tollgate::statistics {

struct Coefficient {
  bool left_out = false;  // others explain its column
  double value = 0;
  double error = 0;  // standard
  double t = 0;
  double p = 1;
  Interval interval;
  // Sum of squares that it adds to what the columns before it explain.
  double sequential = 0;
};

struct Regression {
  int64_t rows = 0;
  int64_t rank = 0;
  std::vector<Coefficient> coefficients;
  double residual_squares = 0;
  double total_squares = 0;  // about the mean
  double degrees = 0;        // of the residuals
  double r_squared = 0;
  double adjusted_r_squared = 0;
  double residual_deviation = 0;
  double f = 0;  // of all columns but the constant
  double f_p = 1;

  double fitted(std::span<const double> x) const;
  // How far the row pulls the fit to itself, from 0 to 1.
  double leverage(std::span<const double> x) const;
  // Whether some of the columns say anything beside all the others that come before them: they must
  // be the last ones.
  struct Added {
    double share = 0;  // of the total squares
    double f = 0;
    double p = 1;
  };
  Added added_by_last(size_t columns) const;

  std::vector<size_t> kept;      // columns of the triangle
  std::vector<double> triangle;  // rank × rank, row by row
};

class LeastSquares {
 public:
  explicit LeastSquares(size_t columns);
  void add(std::span<const double> x, double y);
  Regression solve() const;

 private:
  void fold();

  size_t columns_;
  size_t width_;  // with y
  int64_t count_ = 0;
  std::vector<double> triangle_;  // width × width, row by row
  std::vector<double> block_;
  size_t block_rows_ = 0;
};

}  // namespace tollgate::statistics
