#include "tollgate/metrics/aggregate.h"

namespace tollgate::metrics {
namespace {

constexpr int kScale = 12;
constexpr int kMaxWholeDigits = 20;

// `number` was admitted: it fits.
__int128 scaled(const Decimal& number) {
  Decimal n = number;
  uint128 units = n.coefficient();
  for (int32_t e = n.exponent(); e > -kScale; --e) units *= 10;
  for (int32_t e = n.exponent(); e < -kScale; ++e) units /= 10;
  return n.negative() ? -__int128(units) : __int128(units);
}

std::optional<Decimal> decimal_of(__int128 units) {
  bool negative = units < 0;
  return Decimal::make(negative, negative ? uint128(-units) : uint128(units), -kScale);
}

template <typename Map, typename Key>
void count_in(Map& map, const Key& key, int64_t by) {
  auto [slot, fresh] = map.try_emplace(key, 0);
  slot->second += by;
  if (slot->second == 0) map.erase(slot);
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

void Aggregate::change(const Sample& sample, int64_t by) {
  using enum model::Aggregate;
  records_ += by;
  switch (kind_) {
    case kShare:
      met_ += sample.met ? by : 0;
      count_ += by;
      return;
    case kCountDistinct:
      if (sample.distinct.empty()) return;
      count_in(distinct_, sample.distinct, by);
      count_ += by;
      return;
    case kSum:
    case kAverage:
      if (!sample.number) return;
      sum_ += scaled(*sample.number) * by;
      count_ += by;
      return;
    case kMinimum:
    case kMaximum:
      if (!sample.number) return;
      count_in(numbers_, *sample.number, by);
      count_ += by;
      return;
    default:
      count_ += by;
  }
}

void Aggregate::merge(const Aggregate& other) {
  records_ += other.records_;
  count_ += other.count_;
  met_ += other.met_;
  sum_ += other.sum_;
  for (const auto& [number, times] : other.numbers_) count_in(numbers_, number, times);
  for (const auto& [key, times] : other.distinct_) count_in(distinct_, key, times);
}

std::optional<Decimal> Aggregate::value() const {
  using enum model::Aggregate;
  switch (kind_) {
    case kCountDistinct:
      return Decimal(int64_t(distinct_.size()));
    case kShare:
      if (count_ == 0) return std::nullopt;
      return divide(Decimal(met_), Decimal(count_));
    case kSum:
      return decimal_of(sum_);
    case kAverage: {
      if (count_ == 0) return std::nullopt;
      std::optional<Decimal> sum = decimal_of(sum_);
      return sum ? divide(*sum, Decimal(count_)) : std::nullopt;
    }
    case kMinimum:
      if (numbers_.empty()) return std::nullopt;
      return numbers_.begin()->first;
    case kMaximum:
      if (numbers_.empty()) return std::nullopt;
      return numbers_.rbegin()->first;
    default:
      return Decimal(count_);
  }
}

}  // namespace tollgate::metrics
