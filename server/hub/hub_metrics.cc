#include "hub/hub_metrics.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <filesystem>
#include <fstream>

namespace tollgate::server {
namespace {

struct Gauge {
  std::string_view name;
  std::string_view help;
};

// In the order of the text. What is not here can't be set.
constexpr Gauge kGauges[] = {
    {"tollgate_connections", "Open connections."},
    {"tollgate_event_streams", "Connections that wait for events."},
    {"tollgate_held_bytes", "Bytes of requests and answers in memory."},
    {"tollgate_sessions", "Sessions of people that are signed in."},
    {"tollgate_app_open", "1 where the app could be opened."},
    {"tollgate_jobs_waiting", "Requests that wait for the app's engine."},
    {"tollgate_log_ops", "Operations in the app's log."},
    {"tollgate_outbox_messages", "Messages of the app that were not delivered yet."},
    {"tollgate_database_bytes", "Size of the app's database with its write-ahead log."},
    {"tollgate_disk_free_bytes", "Free bytes where the data lies."},
};

std::string number(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

void begin(std::string& text, std::string_view name, std::string_view help,
           std::string_view type = "gauge") {
  text.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ");
  text.append(name).append(" ").append(type).append("\n");
}

void line(std::string& text, std::string_view name, const std::string& labels, double value) {
  text.append(name);
  if (!labels.empty()) text.append("{").append(labels).append("}");
  text.append(" ").append(number(value)).append("\n");
}

std::string label(std::string_view name, std::string_view value) {
  return std::string(name) + "=\"" + std::string(value) + "\"";
}

double open_files() {
  std::error_code error;
  double count = 0;
  for (std::filesystem::directory_iterator each("/proc/self/fd", error), end; each != end;
       each.increment(error)) {
    ++count;
  }
  return count;
}

}  // namespace

double resident_bytes() {
  std::ifstream file("/proc/self/statm");
  uint64_t total = 0, resident = 0;
  file >> total >> resident;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

std::string_view name_of(HubRoute route) {
  switch (route) {
    case HubRoute::kSite:
      return "site";
    case HubRoute::kApps:
      return "apps";
    case HubRoute::kPeople:
      return "people";
    case HubRoute::kMessage:
      return "message";
    case HubRoute::kFileIn:
      return "file_in";
    case HubRoute::kFileOut:
      return "file_out";
    case HubRoute::kEvents:
      return "events";
    case HubRoute::kOperate:
      return "operate";
    case HubRoute::kApi:
      return "api";
  }
  return "";
}

HubMetrics::HubMetrics() : started_s_(static_cast<double>(std::time(nullptr))) {}

void HubMetrics::answered(HubRoute route, unsigned status, std::chrono::microseconds took) {
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bucket = std::ranges::lower_bound(kBuckets_s, seconds) - kBuckets_s.begin();
  const std::lock_guard lock(mutex_);
  ++answered_[{route, status}];
  Latencies& latencies = latencies_[route];
  ++latencies.counts[static_cast<size_t>(bucket)];
  latencies.sum_s += seconds;
}

void HubMetrics::set(std::string_view name, std::string_view app, double value) {
  const std::lock_guard lock(mutex_);
  gauges_[std::string(name)][std::string(app)] = value;
}

std::string HubMetrics::text() const {
  std::string text;
  const std::lock_guard lock(mutex_);
  begin(text, "tollgate_build_info", "The version of tollgate.");
  line(text, "tollgate_build_info", label("version", TOLLGATE_VERSION), 1);
  begin(text, "tollgate_requests_total", "Requests that were answered.", "counter");
  for (const auto& [key, count] : answered_) {
    line(text, "tollgate_requests_total",
         label("route", name_of(key.first)) + "," + label("status", std::to_string(key.second)),
         static_cast<double>(count));
  }
  begin(text, "tollgate_request_seconds", "From a request's last byte to its answer.", "histogram");
  for (const auto& [route, latencies] : latencies_) {
    const std::string of_route = label("route", name_of(route));
    double total = 0;
    for (size_t i = 0; i < latencies.counts.size(); ++i) {
      total += static_cast<double>(latencies.counts[i]);
      const std::string bound = i < kBuckets_s.size() ? number(kBuckets_s[i]) : "+Inf";
      line(text, "tollgate_request_seconds_bucket", of_route + "," + label("le", bound), total);
    }
    line(text, "tollgate_request_seconds_sum", of_route, latencies.sum_s);
    line(text, "tollgate_request_seconds_count", of_route, total);
  }
  for (const Gauge& gauge : kGauges) {
    const auto values = gauges_.find(gauge.name);
    if (values == gauges_.end()) continue;
    begin(text, gauge.name, gauge.help);
    for (const auto& [app, value] : values->second) {
      line(text, gauge.name, app.empty() ? std::string() : label("app", app), value);
    }
  }
  begin(text, "process_resident_memory_bytes", "Memory that the process takes.");
  line(text, "process_resident_memory_bytes", "", resident_bytes());
  begin(text, "process_open_fds", "Open files and connections.");
  line(text, "process_open_fds", "", open_files());
  begin(text, "process_start_time_seconds", "When it started, since 1970.");
  line(text, "process_start_time_seconds", "", started_s_);
  return text;
}

}  // namespace tollgate::server
