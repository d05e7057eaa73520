#include "hub/monitoring.h"

#include <nlohmann/json.hpp>

#include "cli/listen_address.h"
#include "hub/ask.h"
#include "hub/reply.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHealth = "/healthz";
constexpr std::string_view kAlive = "/healthz/live";
constexpr std::string_view kMetrics = "/metrics";
// Below it a save may soon fail.
constexpr uint64_t kLeastFreeBytes = uint64_t{64} << 20;

Response plain_json(unsigned status, const Json& json) {
  Response response;
  response.status = status;
  response.set("Cache-Control", "no-store");
  response.set_body(write_json(json), "application/json");
  return response;
}

// In the same time wherever they differ.
bool is_same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned char>(a[i] ^ b[i]);
  return difference == 0;
}

std::optional<uint64_t> free_bytes(const fs::path& folder) {
  std::error_code error;
  const fs::space_info space = fs::space(folder.empty() ? fs::path(".") : folder, error);
  if (error) return std::nullopt;
  return space.available;
}

uint64_t size_of(const fs::path& file) {
  std::error_code error;
  const uintmax_t size = fs::file_size(file, error);
  return error ? 0 : size;
}

}  // namespace

uint64_t stored_bytes(const fs::path& database) {
  return size_of(database) + size_of(fs::path(database.string() + "-wal"));
}

bool Monitoring::is_route(std::string_view path) {
  return path == kHealth || path == kAlive || path == kMetrics;
}

bool Monitoring::may_read_metrics(const Request& request) const {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view authorization = request.header("authorization");
  if (!options_.token.empty() && authorization.starts_with(kBearer) &&
      is_same(authorization.substr(kBearer.size()), options_.token)) {
    return true;
  }
  const bool was_forwarded = options_.behind_proxy || !request.header("forwarded").empty() ||
                             !request.header("x-forwarded-for").empty() ||
                             !request.header("via").empty();
  return !was_forwarded && ListenAddress{.host = request.peer_address}.is_loopback();
}

void Monitoring::handle(const Request& request, Respond respond) {
  if (request.method != "GET" && request.method != "HEAD") {
    respond(refusal(405, make_error("server.method", {"只能用 GET。", "GET alone is answered"})));
  } else if (request.path == kAlive) {
    respond(plain_json(200, {{"status", "ok"}}));
  } else if (request.path == kHealth) {
    respond(health());
  } else if (!may_read_metrics(request)) {
    respond(refusal(
        403, make_error("server.metrics_restricted",
                        {"指标只给本机或带令牌的请求：见 tollgate serve 的 --metrics-token。",
                         "metrics are for this machine, or for who has the token of "
                         "--metrics-token (tollgate serve)"})));
  } else {
    answer_metrics(std::move(respond));
  }
}

Response Monitoring::health() const {
  size_t open = 0;
  bool is_full = false;
  const std::vector<const ServedApp*> apps = apps_.all();
  for (const ServedApp* app : apps) {
    if (!app->thread) continue;
    ++open;
    is_full = is_full || app->thread->is_full();
  }
  const auto free = options_.data.empty() ? std::nullopt : free_bytes(options_.data);
  const bool disk_full = free && *free < kLeastFreeBytes;
  // A hub that has no app yet is well: one can be made.
  const bool none_opens = open == 0 && !apps.empty();
  const bool ready = !none_opens && !is_full && !disk_full;
  const char* status = disk_full            ? "disk_full"
                       : is_full            ? "overloaded"
                       : none_opens         ? "no_app"
                       : open < apps.size() ? "degraded"
                                            : "ok";
  return plain_json(ready ? 200 : 503,
                    {{"status", status}, {"apps", apps.size()}, {"apps_open", open}});
}

void Monitoring::measure_hub() {
  if (options_.counts) {
    const ServerCounts counts = options_.counts();
    metrics_.set("tollgate_connections", "", counts.connections);
    metrics_.set("tollgate_event_streams", "", counts.event_streams);
    metrics_.set("tollgate_held_bytes", "", static_cast<double>(counts.held_bytes));
  }
  if (options_.sessions) {
    metrics_.set("tollgate_sessions", "", static_cast<double>(options_.sessions()));
  }
  if (!options_.data.empty()) {
    if (const auto free = free_bytes(options_.data)) {
      metrics_.set("tollgate_disk_free_bytes", "", static_cast<double>(*free));
    }
  }
  for (const ServedApp* app : apps_.all()) {
    metrics_.set("tollgate_app_open", app->id, app->thread ? 1 : 0);
    if (app->thread) {
      metrics_.set("tollgate_jobs_waiting", app->id, static_cast<double>(app->thread->waiting()));
    }
    if (!app->database) continue;
    metrics_.set("tollgate_database_bytes", app->id,
                 static_cast<double>(stored_bytes(*app->database)));
  }
}

void Monitoring::answer_metrics(Respond respond) {
  measure_hub();
  // Answers when the last engine has said its part, or was not to be asked.
  const std::shared_ptr<void> until_done(nullptr, [this, respond = std::move(respond)](void*) {
    Response response;
    response.set("Cache-Control", "no-store");
    response.set_body(metrics_.text(), "text/plain; version=0.0.4; charset=utf-8");
    respond(std::move(response));
  });
  for (const ServedApp* app : apps_.all()) ask_app(*app, until_done);
}

void Monitoring::ask_app(const ServedApp& app, std::shared_ptr<void> until_done) {
  if (!app.thread) return;
  std::shared_ptr<std::atomic<bool>>& asked = asked_[app.id];
  if (!asked) asked = std::make_shared<std::atomic<bool>>(false);
  if (asked->exchange(true)) return;
  const bool taken = app.thread->submit([this, &app, asked, until_done](EnginePort& engine) {
    if (const auto info = ask(engine, "engine.info", Json::object())) {
      metrics_.set("tollgate_log_ops", app.id,
                   static_cast<double>(info->value("op_count", int64_t{0})));
    }
    if (const auto outbox = ask(engine, "outbox.list", {{"limit", 1}})) {
      metrics_.set("tollgate_outbox_messages", app.id,
                   static_cast<double>(outbox->value("total", int64_t{0})));
    }
    *asked = false;
  });
  if (!taken) *asked = false;
}

}  // namespace tollgate::server
