#include "hub/rate_limit.h"

#include <catch_amalgamated.hpp>

namespace tollgate::server {
namespace {

TEST_CASE("a burst is let through, then as many as fill the bucket, each for itself") {
  RateLimit limit({.per_s = 2, .burst = 3});
  const RateLimit::Time start{};
  for (int i = 0; i < 3; ++i) CHECK(limit.take("a", start) == 0);
  CHECK(limit.take("a", start) == 1);
  CHECK(limit.take("b", start) == 0);
  const auto later = start + std::chrono::seconds(1);
  CHECK(limit.take("a", later) == 0);
  CHECK(limit.take("a", later) == 0);
  CHECK(limit.take("a", later) == 1);
}

}  // namespace
}  // namespace tollgate::server
