// A hub on a free port of loopback, with an engine that echoes, for as long as the object lives.
#pragma once

#include <unistd.h>

#include <atomic>
#include <catch_amalgamated.hpp>
#include <fstream>
#include <thread>

#include "http/http_server.h"
#include "http/raw_client_test_support.h"
#include "hub/hub.h"
#include "hub/reply.h"
#include "tollgate/base/temporary_folder.h"

namespace tollgate::server {

// "slow" requests wait until they are released.
inline std::mutex& mutex() {
  static std::mutex instance;
  return instance;
}
inline std::condition_variable& released() {
  static std::condition_variable instance;
  return instance;
}
inline bool& is_released() {
  static bool instance = false;
  return instance;
}

// While it is on, storing a file's second piece waits until somebody has asked for something, and
// the rest takes its time.
struct HeldUpload {
  std::atomic<bool> is_on = false;
  std::atomic<bool> is_begun = false;
  std::atomic<bool> is_asked = false;
  std::atomic<int> pieces = 0;

  void begin() {
    is_begun = false;
    is_asked = false;
    pieces = 0;
    is_on = true;
  }
  void store_piece() {
    if (!is_on) return;
    const auto moment = std::chrono::milliseconds(5);
    is_begun = ++pieces > 1;
    for (int i = 0; i < 2000 && is_begun && !is_asked; ++i) std::this_thread::sleep_for(moment);
    std::this_thread::sleep_for(moment);
  }
};
inline HeldUpload& held_upload() {
  static HeldUpload instance;
  return instance;
}

class EchoEngine final : public EnginePort {
 public:
  std::string request(std::string_view principal, std::string_view message) override {
    std::string reply = answer(principal, message);
    changed_ = changed_part(reply);
    return reply;
  }
  Heard heard(std::string_view) override { return {changed_, true}; }
  // Says whether flushes were held; what is "full" is not on the disk.
  std::string answer_device(std::string_view, std::string_view message) override {
    is_full_ = message.find("\"full\"") != std::string_view::npos;
    return held_ ? R"({"ok":true,"result":"held"})" : R"({"ok":true,"result":"alone"})";
  }
  void hold_flush(bool held) override { held_ = held; }
  std::string flush() override { return is_full_ ? R"({"ok":false,"diagnostics":[]})" : ""; }
  std::string put_blob(std::string_view, std::string_view) override { return {}; }
  std::string put_blob_parts(std::string_view, uint64_t offset, std::string_view bytes) override {
    held_upload().store_piece();
    stored_.resize(offset);
    stored_ += bytes;
    return {};
  }
  std::string add_blob(std::string_view facts) override {
    return R"({"ok":true,"result":)" + std::string(facts) + "}";
  }
  // Always the last one.
  std::optional<StoredPiece> read_blob(std::string_view, std::string_view sha256,
                                       uint64_t offset) override {
    if (sha256 != std::string(64, 'a')) return std::nullopt;
    return StoredPiece{stored_.size(), stored_.substr(offset, 1000)};
  }

 private:
  std::string answer(std::string_view principal, std::string_view message) {
    if (message.find("\"slow\"") != std::string_view::npos) {
      std::unique_lock lock(mutex());
      released().wait_for(lock, std::chrono::seconds(20), [] { return is_released(); });
      return R"({"ok":true,"result":"slow"})";
    }
    if (message.find("\"stored\"") != std::string_view::npos) {
      return R"({"ok":true,"result":)" + std::to_string(stored_.size()) + "}";
    }
    if (message.find("\"pieces\"") != std::string_view::npos) {
      return R"({"ok":true,"result":)" + std::to_string(held_upload().pieces) + "}";
    }
    if (message.find("app.get") != std::string_view::npos) {
      return R"({"ok":true,"result":{"text":"{\"label\":{\"en\":\"New name\"}}"}})";
    }
    if (message.find("\"rename\"") != std::string_view::npos) {
      return R"({"ok":true,"result":{},"changed":{"app":true}})";
    }
    if (message.find("\"who\"") != std::string_view::npos) {
      return R"({"ok":true,"result":)" + std::string(principal.empty() ? "null" : principal) + "}";
    }
    if (message.find("\"big\"") != std::string_view::npos) {
      return R"({"ok":true,"result":")" + std::string(100'000, 'x') + "\"}";
    }
    if (message.find("\"write\"") != std::string_view::npos) {
      return R"({"ok":true,"result":{},"changed":{"entities":["visit"]}})";
    }
    return R"({"ok":true,"result":)" + std::to_string(message.size()) + "}";
  }
  std::string changed_;
  std::string stored_;
  bool held_ = false;
  bool is_full_ = false;
};

inline std::unique_ptr<EngineThread> start_echo() {
  auto thread = EngineThread::start([]() -> Result<std::unique_ptr<EnginePort>> {
    return std::unique_ptr<EnginePort>(std::make_unique<EchoEngine>());
  });
  REQUIRE(thread.ok());
  return std::move(*thread);
}

inline ServedApp served_echo(std::string id) {
  std::string label = R"({"en":"The )" + id + "\"}";
  return {std::move(id), std::move(label), start_echo(), {}};
}

// `visits`, `calls`, and `broken`, which could not be opened.
inline std::vector<ServedApp> test_apps() {
  std::vector<ServedApp> apps;
  apps.push_back(served_echo("visits"));
  apps.push_back(served_echo("calls"));
  apps.push_back({"broken", "{}", nullptr, {make_error("x.y", {"坏", "broken"})}});
  return apps;
}

class RunningHub {
 public:
  explicit RunningHub(HttpServerOptions options = {}, uint64_t max_request_bytes = 1000,
                      uint64_t max_blob_bytes = 100'000)
      : site_(make_site(folder_.path())),
        uploads_(make_uploads(folder_.path())),
        hub_({.site = site_,
              .allowed_hosts = {"hub.example", "192.0.2.7"},
              .max_request_bytes = max_request_bytes,
              .max_blob_bytes = max_blob_bytes,
              .upload_folder = uploads_},
             test_apps()) {
    auto server = HttpServer::listen(options);
    REQUIRE(server.ok());
    server_ = std::move(*server);
    hub_.on_change([this](std::string app, std::optional<std::string> owner, std::string name,
                          std::string data) {
      server_->publish(std::move(app), std::move(owner), std::move(name), std::move(data));
    });
    thread_ = std::thread([this] { server_->run(hub_); });
  }
  ~RunningHub() {
    server_->stop();
    if (thread_.joinable()) thread_.join();
    hub_.stop();
  }

  uint16_t port() const { return server_->port(); }
  HttpServer& server() { return *server_; }
  const std::filesystem::path& site() const { return site_; }
  const std::filesystem::path& uploads() const { return uploads_; }
  void wait_for_end() { thread_.join(); }

  std::string get(const std::string& path, const std::string& more_headers = "") {
    RawClient client(port());
    return client.exchange("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
                           more_headers + "\r\n");
  }
  std::string post(const std::string& path, const std::string& body,
                   const std::string& headers = "Content-Type: application/json\r\n") {
    RawClient client(port());
    return client.exchange("POST " + path +
                           " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers +
                           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }

 private:
  // A site beside a file that must never be served.
  static std::filesystem::path make_uploads(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder / "uploads");
    return folder / "uploads";
  }
  static std::filesystem::path make_site(const std::filesystem::path& folder) {
    const std::filesystem::path site = folder / "site";
    std::filesystem::create_directories(site / "assets");
    const auto write = [](const std::filesystem::path& file, const std::string& text) {
      std::ofstream(file, std::ios::binary) << text;
    };
    write(site / "index.html", "<!doctype html>start");
    write(site / "page.html", "<!doctype html>page");
    std::filesystem::create_directories(site / "apps" / "_");
    std::filesystem::create_directories(site / "apps" / "visits");
    std::filesystem::create_directories(site / "apps" / "elsewhere");
    write(site / "apps" / "_" / "index.html", "<!doctype html>any app");
    write(site / "apps" / "_" / "designer.html", "<!doctype html>its designer");
    write(site / "apps" / "visits" / "app.json", "{}");
    write(site / "apps" / "elsewhere" / "app.json", "{}");
    write(site / "engine.wasm", std::string(5000, 'w'));
    write(site / "packed.js", "plain");
    write(site / "packed.js.br", "brotli");
    write(site / "assets" / "page-4f3a9c.js", "hashed");
    write(site / ".hidden", "hidden");
    write(site.parent_path() / "secret.txt", "secret");
    std::filesystem::create_symlink("../secret.txt", site / "link.txt");
    return site;
  }

  const TemporaryFolder folder_;
  std::filesystem::path site_;
  std::filesystem::path uploads_;
  Hub hub_;
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

}  // namespace tollgate::server
