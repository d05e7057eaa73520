#include "tollgate/statistics/regression.h"

#include <cmath>
#include <limits>

#include "tollgate/statistics/distributions.h"

namespace tollgate::statistics {
namespace {

constexpr size_t kBlockRows = 64;
constexpr double kExplained = 1e-7;  // as R's lm
constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();

// Turns a matrix of `rows` × `columns` into an upper triangle, in place. Of the rows below `filled`
// only those count (rows above may be a triangle already).
void make_triangle(std::vector<double>& a, size_t rows, size_t columns) {
  for (size_t j = 0; j < columns && j < rows; ++j) {
    double norm = 0;
    for (size_t i = j; i < rows; ++i) norm += a[i * columns + j] * a[i * columns + j];
    norm = std::sqrt(norm);
    if (norm == 0) continue;
    double& pivot = a[j * columns + j];
    const double alpha = pivot > 0 ? -norm : norm;
    const double v0 = pivot - alpha;
    // v = (v0, a[j+1..]); the reflection takes 2 v vᵀ / vᵀv off.
    double square = v0 * v0;
    for (size_t i = j + 1; i < rows; ++i) square += a[i * columns + j] * a[i * columns + j];
    if (square == 0) continue;
    for (size_t k = j + 1; k < columns; ++k) {
      double dot = v0 * a[j * columns + k];
      for (size_t i = j + 1; i < rows; ++i) dot += a[i * columns + j] * a[i * columns + k];
      const double factor = 2 * dot / square;
      a[j * columns + k] -= factor * v0;
      for (size_t i = j + 1; i < rows; ++i) a[i * columns + k] -= factor * a[i * columns + j];
    }
    pivot = alpha;
    for (size_t i = j + 1; i < rows; ++i) a[i * columns + j] = 0;
  }
}

}  // namespace

LeastSquares::LeastSquares(size_t columns)
    : columns_(columns), width_(columns + 1), triangle_(width_ * width_, 0) {
  block_.reserve(kBlockRows * width_);
}

void LeastSquares::add(std::span<const double> x, double y) {
  block_.insert(block_.end(), x.begin(), x.end());
  block_.push_back(y);
  ++count_;
  if (++block_rows_ == kBlockRows) fold();
}

void LeastSquares::fold() {
  std::vector<double> all = std::move(triangle_);
  all.insert(all.end(), block_.begin(), block_.end());
  make_triangle(all, width_ + block_rows_, width_);
  all.resize(width_ * width_);
  triangle_ = std::move(all);
  block_.clear();
  block_rows_ = 0;
}

Regression LeastSquares::solve() const {
  LeastSquares done = *this;
  done.fold();
  Regression out;
  out.rows = count_;
  out.coefficients.resize(columns_);
  const std::vector<double>& all = done.triangle_;
  // Columns that those before them explain go; the triangle is made anew without them.
  std::vector<double> r;
  while (true) {
    out.kept.clear();
    for (size_t j = 0; j < columns_; ++j) {
      if (!out.coefficients[j].left_out) out.kept.push_back(j);
    }
    const size_t n = out.kept.size() + 1;
    r.assign(width_ * n, 0);
    for (size_t i = 0; i < width_; ++i) {
      for (size_t k = 0; k + 1 < n; ++k) r[i * n + k] = all[i * width_ + out.kept[k]];
      r[i * n + n - 1] = all[i * width_ + columns_];
    }
    make_triangle(r, width_, n);
    size_t gone = 0;
    for (size_t k = 0; k + 1 < n; ++k) {
      double square = 0;
      for (size_t i = 0; i <= k; ++i) square += r[i * n + k] * r[i * n + k];
      if (std::fabs(r[k * n + k]) > kExplained * std::sqrt(square)) continue;
      out.coefficients[out.kept[k]].left_out = true;
      ++gone;
      break;  // those behind it look different without it
    }
    if (gone == 0) break;
  }
  const size_t rank = out.kept.size();
  const size_t n = rank + 1;
  out.rank = int64_t(rank);
  out.residual_squares = r[rank * n + rank] * r[rank * n + rank];
  out.degrees = double(count_) - double(rank);
  out.triangle.assign(rank * rank, 0);
  for (size_t i = 0; i < rank; ++i) {
    for (size_t k = i; k < rank; ++k) out.triangle[i * rank + k] = r[i * n + k];
  }
  double explained = 0;
  for (size_t k = 0; k < rank; ++k) {
    const double part = r[k * n + rank];
    out.coefficients[out.kept[k]].sequential = part * part;
    if (k > 0) explained += part * part;
  }
  out.total_squares = explained + out.residual_squares;
  std::vector<double> solution(rank, 0);
  for (size_t k = rank; k-- > 0;) {
    double rest = r[k * n + rank];
    for (size_t m = k + 1; m < rank; ++m) rest -= r[k * n + m] * solution[m];
    solution[k] = rest / r[k * n + k];
  }
  const bool has_errors = out.degrees >= 1;
  const double variance = has_errors ? out.residual_squares / out.degrees : kNotKnown;
  out.residual_deviation = std::sqrt(variance);
  const double reach = has_errors ? t_quantile(0.975, out.degrees) : kNotKnown;
  // Column k of the triangle's inverse; its rows' squares are the variances.
  std::vector<double> squares(rank, 0);
  std::vector<double> inverse(rank, 0);
  for (size_t k = 0; k < rank; ++k) {
    std::fill(inverse.begin(), inverse.end(), 0);
    inverse[k] = 1 / r[k * n + k];
    for (size_t i = k; i-- > 0;) {
      double sum = 0;
      for (size_t m = i + 1; m <= k; ++m) sum -= r[i * n + m] * inverse[m];
      inverse[i] = sum / r[i * n + i];
    }
    for (size_t i = 0; i <= k; ++i) squares[i] += inverse[i] * inverse[i];
  }
  for (size_t k = 0; k < rank; ++k) {
    Coefficient& c = out.coefficients[out.kept[k]];
    c.value = solution[k];
    c.error = std::sqrt(variance * squares[k]);
    c.t = c.error > 0 ? c.value / c.error : kNotKnown;
    c.p = c.error > 0 ? t_two_sided(c.t, out.degrees) : kNotKnown;
    c.interval = {c.value - reach * c.error, c.value + reach * c.error};
  }
  if (out.total_squares > 0) {
    out.r_squared = explained / out.total_squares;
    if (has_errors) {
      out.adjusted_r_squared = 1 - (1 - out.r_squared) * (double(count_) - 1) / out.degrees;
    }
  }
  if (rank > 1 && has_errors && variance > 0) {
    out.f = explained / double(rank - 1) / variance;
    out.f_p = f_above(out.f, double(rank - 1), out.degrees);
  }
  return out;
}

double Regression::fitted(std::span<const double> x) const {
  double sum = 0;
  for (const size_t j : kept) sum += coefficients[j].value * x[j];
  return sum;
}

double Regression::leverage(std::span<const double> x) const {
  const size_t n = kept.size();
  std::vector<double> z(n);
  double square = 0;
  for (size_t k = 0; k < n; ++k) {  // Rᵀ z = x
    double rest = x[kept[k]];
    for (size_t i = 0; i < k; ++i) rest -= triangle[i * n + k] * z[i];
    z[k] = rest / triangle[k * n + k];
    square += z[k] * z[k];
  }
  return square;
}

Regression::Added Regression::added_by_last(size_t columns) const {
  Added out;
  double squares = 0;
  double count = 0;
  for (const size_t j : kept) {
    if (j + columns < coefficients.size()) continue;
    squares += coefficients[j].sequential;
    count += 1;
  }
  if (total_squares > 0) out.share = squares / total_squares;
  const double variance = residual_deviation * residual_deviation;
  if (count == 0 || !(variance > 0)) return out;
  out.f = squares / count / variance;
  out.p = f_above(out.f, count, degrees);
  return out;
}

}  // namespace tollgate::statistics
