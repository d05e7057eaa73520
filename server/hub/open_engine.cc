#include "hub/open_engine.h"

#include <nlohmann/json.hpp>

#include "hub/ask.h"
#include "tollgate/api/tollgate.h"

namespace tollgate::server {
namespace {

std::string reply() { return std::string(tg_reply(), tg_reply_size()); }

class AbiEngine final : public EnginePort {
 public:
  explicit AbiEngine(int handle) : handle_(handle) {}
  ~AbiEngine() override { tg_destroy(handle_); }

  std::string request(std::string_view principal, std::string_view message) override {
    tg_request(handle_, principal.data(), principal.size(), message.data(), message.size());
    return reply();
  }
  std::string put_blob(std::string_view name, std::string_view bytes) override {
    tg_blob_put(handle_, name.data(), name.size(), bytes.data(), bytes.size());
    return reply();
  }
  std::optional<std::string> get_blob(std::string_view sha256) override {
    const std::string digest(sha256);
    if (tg_blob_get(handle_, digest.c_str()) != 1) return std::nullopt;
    return reply();
  }

 private:
  const int handle_;
};

}  // namespace

Result<std::unique_ptr<EnginePort>> open_engine(
    const std::optional<std::filesystem::path>& database, bool log_only,
    std::optional<int64_t> app_version) {
  Json json{{"storage", database ? "file" : "memory"}};
  if (database) json["path"] = database->string();
  if (log_only) json["log_only"] = true;
  if (app_version) json["app_version"] = *app_version;
  const std::string text = write_json(json);
  const int handle = tg_create(text.data(), text.size());
  if (handle > 0) return std::unique_ptr<EnginePort>(std::make_unique<AbiEngine>(handle));
  auto failure = result_of(reply());
  if (failure) {
    return make_error("server.engine", {"引擎无法启动。", "the engine does not start"});
  }
  return std::move(failure).error();
}

}  // namespace tollgate::server
