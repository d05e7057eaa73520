// What machines ask of a hub about itself.
//
//   GET /healthz        ready: 200, or 503 where it can't do its work; {"status": …} and counts
//   GET /healthz/live   200 as long as it answers at all
//   GET /metrics        text for Prometheus: this machine, or `Authorization: Bearer TOKEN`
//
// Health tells nothing but counts, so anybody may ask. Metrics name apps and loads: behind a proxy
// of this machine everybody would come from this machine, so whatever a proxy forwarded needs the
// token. Lives on the server's thread.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "http/handler.h"
#include "http/http_server.h"
#include "hub/app_shelf.h"
#include "hub/hub_metrics.h"

namespace tollgate::server {

// Of a database with its write-ahead log; 0 where it is not there.
uint64_t stored_bytes(const std::filesystem::path& database);

class Monitoring {
 public:
  struct Options {
    std::string token;                               // "": none is good
    bool behind_proxy = false;                       // of this machine
    std::filesystem::path data;                      // whose disk is watched; "" for none
    std::function<ServerCounts()> counts = nullptr;  // of the HTTP server
    std::function<size_t()> sessions = nullptr;      // signed in
  };

  Monitoring(const AppShelf& apps, HubMetrics& metrics) : apps_(apps), metrics_(metrics) {}
  void configure(Options options) { options_ = std::move(options); }

  static bool is_route(std::string_view path);
  void handle(const Request& request, Respond respond);

 private:
  bool may_read_metrics(const Request& request) const;
  Response health() const;
  void answer_metrics(Respond respond);
  void measure_hub();
  void ask_app(const ServedApp& app, std::shared_ptr<void> until_done);

  const AppShelf& apps_;
  HubMetrics& metrics_;
  Options options_;
  // Apps whose engine was asked and did not answer yet: it is not asked again, and nobody waits.
  std::map<std::string, std::shared_ptr<std::atomic<bool>>> asked_;
};

}  // namespace tollgate::server
