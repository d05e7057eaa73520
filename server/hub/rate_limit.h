// How often somebody may ask: a bucket of turns each, which fills again at a steady rate.
//
//   RateLimit limit({.per_s = 50, .burst = 200});
//   if (const int wait_s = limit.take(key.id, now)) …   // 429, Retry-After: wait_s
//
// One thread at a time. Buckets that are full again are forgotten.
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace tollgate::server {

struct RateLimitOptions {
  double per_s = 50;
  double burst = 200;
};

class RateLimit {
 public:
  using Time = std::chrono::steady_clock::time_point;
  explicit RateLimit(RateLimitOptions options) : options_(options) {}

  // 0 when there is a turn, which is taken; else the seconds until there is one.
  int take(const std::string& who, Time now);

 private:
  struct Bucket {
    double turns = 0;
    Time at;
  };
  void forget_full(Time now);

  const RateLimitOptions options_;
  std::map<std::string, Bucket> buckets_;
};

}  // namespace tollgate::server
