#include "hub/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace tollgate::server {
namespace {

constexpr size_t kMaxBuckets = 1000;

double seconds_between(RateLimit::Time from, RateLimit::Time to) {
  return std::chrono::duration<double>(to - from).count();
}

}  // namespace

int RateLimit::take(const std::string& who, Time now) {
  if (buckets_.size() >= kMaxBuckets) forget_full(now);
  Bucket& bucket = buckets_.try_emplace(who, Bucket{options_.burst, now}).first->second;
  bucket.turns =
      std::min(options_.burst, bucket.turns + seconds_between(bucket.at, now) * options_.per_s);
  bucket.at = now;
  if (bucket.turns >= 1) {
    bucket.turns -= 1;
    return 0;
  }
  return std::max(1, static_cast<int>(std::ceil((1 - bucket.turns) / options_.per_s)));
}

void RateLimit::forget_full(Time now) {
  std::erase_if(buckets_, [&](const auto& each) {
    const Bucket& bucket = each.second;
    return bucket.turns + seconds_between(bucket.at, now) * options_.per_s >= options_.burst;
  });
}

}  // namespace tollgate::server
