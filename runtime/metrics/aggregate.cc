#include "tollgate/metrics/aggregate.h"

namespace tollgate::metrics {
namespace {

constexpr int kScale = 12;
constexpr int kMaxWholeDigits = 20;

std::optional<Decimal> decimal_of(__int128 units) {
  bool negative = units < 0;
  return Decimal::make(negative, negative ? uint128(-units) : uint128(units), -kScale);
}

}  // namespace

std::optional<Decimal> admit(const Decimal& number) {
  std::optional<Decimal> rounded = round_to(number, kScale, Rounding::kHalfEven);
  if (!rounded) return std::nullopt;
  if (rounded->is_zero()) return Decimal(0);
  int64_t whole_digits = int64_t{count_digits(rounded->coefficient())} + rounded->exponent();
  if (whole_digits > kMaxWholeDigits) return std::nullopt;
  return rounded;
}

int128 units_of(const Decimal& admitted) {
  uint128 units = admitted.coefficient();
  for (int32_t e = admitted.exponent(); e > -kScale; --e) units *= 10;
  for (int32_t e = admitted.exponent(); e < -kScale; ++e) units /= 10;
  return admitted.negative() ? -int128(units) : int128(units);
}

Aggregate::Numbers& Aggregate::own_numbers() {
  if (!numbers_) numbers_ = std::make_shared<Numbers>();
  if (numbers_.use_count() > 1) numbers_ = std::make_shared<Numbers>(*numbers_);
  return *numbers_;
}

// The middle one; of an even count the mean of the two in the middle.
std::optional<Decimal> Aggregate::median() const {
  if (count_ <= 0 || !numbers_) return std::nullopt;
  std::optional<int128> below;
  int64_t seen = 0;
  for (const auto& [units, times] : *numbers_) {
    seen += times;
    if (!below && seen >= (count_ + 1) / 2) below = units;
    if (seen >= count_ / 2 + 1) {
      const std::optional<Decimal> sum = decimal_of(*below + units);
      return sum ? divide(*sum, Decimal(2)) : std::nullopt;
    }
  }
  return std::nullopt;
}

void Aggregate::change(int128 units, int64_t by) {
  count_ += by;
  if (kind_ == model::Aggregate::kMedian) {
    Numbers& numbers = own_numbers();
    const auto held = numbers.try_emplace(units, 0).first;
    held->second += by;
    if (held->second == 0) numbers.erase(held);
    return;
  }
  if (!is_extreme()) {
    units_ += units * by;
    return;
  }
  if (at_extreme_ == 0 && by > 0 && count_ == by) {
    units_ = units;
  } else if (at_extreme_ == 0) {
    return;  // lost: what is larger or smaller than it is not known
  }
  const bool beyond = kind_ == model::Aggregate::kMinimum ? units < units_ : units > units_;
  if (units == units_) {
    at_extreme_ += by;
  } else if (beyond) {
    units_ = units;
    at_extreme_ = by;
  }
}

void Aggregate::merge(const Aggregate& other) {
  records_ += other.records_;
  met_ += other.met_;
  if (other.numbers_) {
    Numbers& numbers = own_numbers();
    for (const auto& [units, times] : *other.numbers_) numbers[units] += times;
  }
  if (!is_extreme()) {
    count_ += other.count_;
    units_ += other.units_;
    return;
  }
  const bool beyond =
      kind_ == model::Aggregate::kMinimum ? other.units_ < units_ : other.units_ > units_;
  if (other.at_extreme_ > 0 && (at_extreme_ == 0 || beyond)) {
    units_ = other.units_;
    at_extreme_ = other.at_extreme_;
  } else if (other.at_extreme_ > 0 && other.units_ == units_) {
    at_extreme_ += other.at_extreme_;
  }
  count_ += other.count_;
}

std::optional<Decimal> Aggregate::value() const {
  using enum model::Aggregate;
  switch (kind_) {
    case kCountDistinct:
      return Decimal(met_);
    case kShare:
      if (count_ == 0) return std::nullopt;
      return divide(Decimal(met_), Decimal(count_));
    case kSum:
      return decimal_of(units_);
    case kAverage: {
      if (count_ == 0) return std::nullopt;
      std::optional<Decimal> sum = decimal_of(units_);
      return sum ? divide(*sum, Decimal(count_)) : std::nullopt;
    }
    case kMedian:
      return median();
    case kMinimum:
    case kMaximum:
      if (at_extreme_ == 0) return std::nullopt;
      return decimal_of(units_);
    default:
      return Decimal(count_);
  }
}

}  // namespace tollgate::metrics
