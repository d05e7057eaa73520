// What a hub counts of itself, as text that Prometheus reads (exposition format 0.0.4).
//
//   HubMetrics metrics;
//   metrics.answered(HubRoute::kMessage, 200, std::chrono::microseconds(850));
//   metrics.set("tollgate_log_ops", "visits", 120);
//   std::string text = metrics.text();
//
// May be called from any thread. Labels are routes, statuses and ids of apps: nothing that a client
// chooses, so that their number is bounded.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace tollgate::server {

// Memory that the process takes.
double resident_bytes();

enum class HubRoute { kSite, kApps, kPeople, kMessage, kFileIn, kFileOut, kEvents, kOperate, kApi };

// "message", "file_in": as the label says it.
std::string_view name_of(HubRoute route);

class HubMetrics {
 public:
  HubMetrics();
  void answered(HubRoute route, unsigned status, std::chrono::microseconds took);

  // A gauge of the hub (`app` empty) or of an app; its help is in the table of hub_metrics.cc.
  void set(std::string_view name, std::string_view app, double value);
  std::string text() const;

  // Upper bounds of the latencies' buckets, in seconds; the last bucket has none.
  static constexpr std::array<double, 11> kBuckets_s = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                        0.1,   0.25,   1,     5,    30};

 private:
  struct Latencies {
    std::array<uint64_t, kBuckets_s.size() + 1> counts = {};
    double sum_s = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::pair<HubRoute, unsigned>, uint64_t> answered_;
  std::map<HubRoute, Latencies> latencies_;
  std::map<std::string, std::map<std::string, double, std::less<>>, std::less<>> gauges_;
  const double started_s_;
};

}  // namespace tollgate::server
