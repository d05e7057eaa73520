// The hub's routes (docs/api.md, "HTTP"): the static site and the engine's messages.
//
//   POST /api/request           one message, one reply
//   POST /api/blob?name=NAME    a file in, what it is out
//   GET  /api/blob/SHA256       a file out
//   GET  /api/events            server-sent events named `changed`
//   GET  /...                   the site
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "http/handler.h"
#include "http/static_files.h"
#include "hub/engine_thread.h"
#include "hub/request_guard.h"

#include "tollgate/base/limits.h"

namespace tollgate::server {

struct HubOptions {
  std::filesystem::path site;
  std::vector<std::string> allowed_hosts;
  uint64_t max_request_bytes = limits::kMessageBytes;
  uint64_t max_blob_bytes = limits::kBlobBytes;
};

class Hub final : public Handler {
 public:
  // `publish` hands a change notice to every open event stream; it may be called from any thread.
  using Publish = std::function<void(std::string name, std::string data)>;

  Hub(const HubOptions& options, EngineThread& engine);
  void on_change(Publish publish) { publish_ = std::move(publish); }

  Admission admit(const Request& head) override;
  void handle(Request request, Respond respond) override;
  const std::vector<std::pair<std::string, std::string>>& common_headers() const override;
  Response failure(unsigned status) override;

 private:
  void handle_message(Request request, Respond respond);
  void handle_blob_upload(Request request, Respond respond);
  void handle_blob_download(const Request& request, Respond respond);
  void submit(EngineThread::Job job, const Respond& respond);

  const HubOptions options_;
  EngineThread& engine_;
  RequestGuard guard_;
  StaticFiles files_;
  Publish publish_;
};

}  // namespace tollgate::server
