#include "hub/open_engine.h"

#include <nlohmann/json.hpp>

#include "hub/ask.h"
#include "tollgate/api/tollgate.h"

namespace tollgate::server {
namespace {

// A turn ends with the step in which this is over; everybody else waits so long at most.
constexpr int kTurnMs = 40;

std::string reply() { return std::string(tg_reply(), tg_reply_size()); }

class AbiEngine final : public EnginePort {
 public:
  explicit AbiEngine(int handle) : handle_(handle) {}
  ~AbiEngine() override { tg_destroy(handle_); }

  std::string request(std::string_view principal, std::string_view message) override {
    tg_request(handle_, principal.data(), principal.size(), message.data(), message.size());
    return reply();
  }
  Turned begin(std::string_view principal, std::string_view message) override {
    int unfinished = 0;
    tg_begin(handle_, principal.data(), principal.size(), message.data(), message.size(), kTurnMs,
             &unfinished);
    return {reply(), unfinished};
  }
  Turned go_on(int unfinished) override {
    int still_unfinished = 0;
    tg_go_on(handle_, unfinished, kTurnMs, &still_unfinished);
    return {reply(), still_unfinished};
  }
  std::string answer_device(std::string_view principal, std::string_view message) override {
    tg_sync_answer(handle_, principal.data(), principal.size(), message.data(), message.size());
    return reply();
  }
  Heard heard(std::string_view principal) override {
    const int what = tg_heard(handle_, principal.data(), principal.size());
    return what == 0 ? Heard{} : Heard{reply(), what == 2};
  }
  void told() override { tg_told(handle_); }
  std::string put_blob(std::string_view name, std::string_view bytes) override {
    tg_blob_put(handle_, name.data(), name.size(), bytes.data(), bytes.size());
    return reply();
  }
  std::string put_blob_parts(std::string_view sha256, uint64_t offset,
                             std::string_view bytes) override {
    const std::string digest(sha256);
    const bool ok =
        tg_blob_put_parts(handle_, digest.c_str(), offset, bytes.data(), bytes.size()) == 1;
    return ok ? std::string() : reply();
  }
  std::string add_blob(std::string_view facts) override {
    tg_blob_add(handle_, facts.data(), facts.size());
    return reply();
  }
  std::optional<StoredPiece> read_blob(std::string_view principal, std::string_view sha256,
                                       uint64_t offset) override {
    const std::string digest(sha256);
    unsigned long long size_bytes = 0;
    if (tg_blob_read(handle_, principal.data(), principal.size(), digest.c_str(), offset,
                     &size_bytes) != 1) {
      return std::nullopt;
    }
    return StoredPiece{size_bytes, reply()};
  }
  void hold_flush(bool held) override { tg_hold_flush(handle_, held ? 1 : 0); }
  std::string flush() override { return tg_flush(handle_) == 1 ? std::string() : reply(); }
  std::string copy_database(std::string_view file) override {
    tg_backup(handle_, file.data(), file.size());
    return reply();
  }

 private:
  const int handle_;
};

}  // namespace

std::string inspect_blob(std::string_view name, std::string_view bytes) {
  tg_blob_inspect(name.data(), name.size(), bytes.data(), bytes.size());
  return reply();
}

Result<std::unique_ptr<EnginePort>> open_engine(
    const std::optional<std::filesystem::path>& database, const OpenEngine& how) {
  Json json{{"storage", database ? "file" : "memory"}};
  if (database) json["path"] = database->string();
  if (how.log_only) json["log_only"] = true;
  if (how.read_only) json["read_only"] = true;
  if (how.accept_log) json["accept_log"] = true;
  if (how.app_version) json["app_version"] = *how.app_version;
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
