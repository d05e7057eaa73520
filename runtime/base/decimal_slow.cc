#include "decimal_slow.h"

#include <mpdecimal.h>

namespace tollgate {
namespace {

// Owns one mpdecimal number; small ones live in the object itself.
class Number {
 public:
  Number() = default;
  explicit Number(const Decimal& d) {
    uint128 rest = d.coefficient();
    mpd_ssize_t words = 0;
    do {
      words_[words++] = static_cast<mpd_uint_t>(rest % MPD_RADIX);
      rest /= MPD_RADIX;
    } while (rest != 0);
    number_.len = words;
    number_.exp = d.exponent();
    mpd_set_flags(&number_, d.negative() ? MPD_NEG : MPD_POS);
    mpd_setdigits(&number_);
  }
  ~Number() { mpd_del(&number_); }
  Number(const Number&) = delete;
  Number& operator=(const Number&) = delete;

  mpd_t* get() { return &number_; }

  std::optional<Decimal> value() const {
    if (mpd_isspecial(&number_) || number_.digits > Decimal::kDigits) return std::nullopt;
    uint128 coefficient = 0;
    for (mpd_ssize_t i = number_.len; i-- > 0;) {
      coefficient = coefficient * MPD_RADIX + number_.data[i];
    }
    return Decimal::make(mpd_isnegative(&number_), coefficient, number_.exp);
  }

 private:
  mpd_uint_t words_[MPD_MINALLOC_MAX];
  mpd_t number_ = {MPD_STATIC | MPD_STATIC_DATA, 0, 1, 1, MPD_MINALLOC_MAX, words_};
};

mpd_context_t decimal128() {
  mpd_context_t context;
  mpd_ieee_context(&context, 128);
  context.traps = 0;
  context.allcr = 1;  // exp and ln correctly rounded
  return context;
}

using Binary = void (*)(mpd_t*, const mpd_t*, const mpd_t*, const mpd_context_t*, uint32_t*);
using Unary = void (*)(mpd_t*, const mpd_t*, const mpd_context_t*, uint32_t*);

std::optional<Decimal> apply(Binary operation, const Decimal& a, const Decimal& b) {
  const mpd_context_t context = decimal128();
  Number x(a), y(b), result;
  uint32_t status = 0;
  operation(result.get(), x.get(), y.get(), &context, &status);
  return result.value();
}

std::optional<Decimal> apply(Unary operation, const Decimal& a) {
  const mpd_context_t context = decimal128();
  Number x(a), result;
  uint32_t status = 0;
  operation(result.get(), x.get(), &context, &status);
  return result.value();
}

}  // namespace

namespace slow {

std::optional<Decimal> add(const Decimal& a, const Decimal& b) { return apply(mpd_qadd, a, b); }
std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) {
  return apply(mpd_qmul, a, b);
}
std::optional<Decimal> divide(const Decimal& a, const Decimal& b) { return apply(mpd_qdiv, a, b); }

std::optional<Decimal> remainder(const Decimal& a, const Decimal& b) {
  // The quotient may have as many digits as the exponents lie apart.
  mpd_context_t context = decimal128();
  context.prec = 12400;
  context.emax = MPD_MAX_EMAX;
  context.emin = MPD_MIN_EMIN;
  context.clamp = 0;
  Number x(a), y(b), result;
  uint32_t status = 0;
  mpd_qrem(result.get(), x.get(), y.get(), &context, &status);
  return result.value();
}

}  // namespace slow

std::optional<Decimal> power(const Decimal& base, const Decimal& exponent) {
  if (exponent.is_zero()) return Decimal(1);
  if (base.is_zero()) {
    if (exponent.negative()) return std::nullopt;
    return Decimal();
  }
  return apply(mpd_qpow, base, exponent);
}

std::optional<Decimal> square_root(const Decimal& a) {
  if (a.negative()) return std::nullopt;
  return apply(mpd_qsqrt, a);
}

std::optional<Decimal> exponential(const Decimal& a) { return apply(mpd_qexp, a); }

std::optional<Decimal> natural_logarithm(const Decimal& a) {
  if (a.is_zero() || a.negative()) return std::nullopt;
  return apply(mpd_qln, a);
}

}  // namespace tollgate
