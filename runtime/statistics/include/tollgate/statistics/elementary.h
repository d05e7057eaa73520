// The exponential and what goes with it, made of additions, multiplications, divisions and square
// roots alone: those give the same bits in the browser and on the hub, while the platforms' own
// functions differ in their last digits.
//
//   log_of(2.0);                // 0.6931471805599453
//
// Relative errors are below 4e-16 (exp_of, log_of) and 1e-14 (log_gamma, from 1e-3 to 1e9).
#pragma once

namespace tollgate::statistics {

double exp_of(double x);     // 0 below -745, infinity above 709.78
double log_of(double x);     // of positive numbers; NaN otherwise, -infinity of 0
double log_gamma(double x);  // of positive numbers
double power_of(double base, double exponent);  // of a base that is not negative

}  // namespace tollgate::statistics
