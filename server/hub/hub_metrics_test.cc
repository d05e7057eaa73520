#include "hub/hub_metrics.h"

#include <catch_amalgamated.hpp>

namespace tollgate::server {
namespace {

using Catch::Matchers::ContainsSubstring;
using std::chrono::microseconds;

TEST_CASE("requests are counted by route and status, latencies in buckets that add up") {
  HubMetrics metrics;
  metrics.answered(HubRoute::kMessage, 200, microseconds(900));
  metrics.answered(HubRoute::kMessage, 200, microseconds(1000));
  metrics.answered(HubRoute::kMessage, 429, microseconds(40'000'000));
  metrics.answered(HubRoute::kSite, 404, microseconds(1));
  const std::string text = metrics.text();
  CHECK_THAT(text,
             ContainsSubstring("tollgate_requests_total{route=\"message\",status=\"200\"} 2\n"));
  CHECK_THAT(text,
             ContainsSubstring("tollgate_requests_total{route=\"message\",status=\"429\"} 1\n"));
  CHECK_THAT(text, ContainsSubstring(
                       "tollgate_request_seconds_bucket{route=\"message\",le=\"0.001\"} 2\n"));
  CHECK_THAT(text,
             ContainsSubstring("tollgate_request_seconds_bucket{route=\"message\",le=\"30\"} 2\n"));
  CHECK_THAT(text, ContainsSubstring(
                       "tollgate_request_seconds_bucket{route=\"message\",le=\"+Inf\"} 3\n"));
  CHECK_THAT(text, ContainsSubstring("tollgate_request_seconds_count{route=\"message\"} 3\n"));
}

TEST_CASE("a gauge is the hub's or an app's, and stands with its help and type") {
  HubMetrics metrics;
  metrics.set("tollgate_connections", "", 3);
  metrics.set("tollgate_log_ops", "visits", 12'345'678);
  metrics.set("tollgate_log_ops", "visits", 12'345'679);
  const std::string text = metrics.text();
  CHECK_THAT(text,
             ContainsSubstring("# TYPE tollgate_connections gauge\ntollgate_connections 3\n"));
  CHECK_THAT(text, ContainsSubstring("tollgate_log_ops{app=\"visits\"} 12345679\n"));
  CHECK_THAT(text, ContainsSubstring("process_resident_memory_bytes "));
}

}  // namespace
}  // namespace tollgate::server
