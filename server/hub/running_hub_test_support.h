// A hub on a free port of loopback, with an engine that echoes, for as long as the object lives.
#pragma once

#include <unistd.h>

#include <catch_amalgamated.hpp>
#include <fstream>
#include <thread>

#include "http/http_server.h"
#include "http/raw_client_test_support.h"
#include "hub/hub.h"

namespace tollgate::server {

class EchoEngine final : public EnginePort {
 public:
  std::string request(std::string_view principal, std::string_view message) override {
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
  std::string put_blob(std::string_view name, std::string_view bytes) override {
    stored_ = std::string(bytes);
    return R"({"ok":true,"result":{"name":")" + std::string(name) + "\"}}";
  }
  std::optional<std::string> get_blob(std::string_view sha256) override {
    if (sha256 != std::string(64, 'a')) return std::nullopt;
    return stored_;
  }

 private:
  std::string stored_;
};

inline std::unique_ptr<EngineThread> start_echo() {
  auto thread = EngineThread::start([]() -> Result<std::unique_ptr<EnginePort>> {
    return std::unique_ptr<EnginePort>(std::make_unique<EchoEngine>());
  });
  REQUIRE(thread.ok());
  return std::move(*thread);
}

class RunningHub {
 public:
  explicit RunningHub(HttpServerOptions options = {}, uint64_t max_request_bytes = 1000)
      : site_(make_site()),
        engine_(start_echo()),
        hub_({.site = site_,
              .allowed_hosts = {"hub.example"},
              .max_request_bytes = max_request_bytes,
              .max_blob_bytes = 100'000},
             *engine_) {
    auto server = HttpServer::listen(options);
    REQUIRE(server.ok());
    server_ = std::move(*server);
    hub_.on_change([this](std::string name, std::string data) {
      server_->publish(std::move(name), std::move(data));
    });
    thread_ = std::thread([this] { server_->run(hub_); });
  }
  ~RunningHub() {
    server_->stop();
    if (thread_.joinable()) thread_.join();
    engine_->stop();
    std::filesystem::remove_all(site_.parent_path());
  }

  uint16_t port() const { return server_->port(); }
  HttpServer& server() { return *server_; }
  const std::filesystem::path& site() const { return site_; }
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
  static std::filesystem::path make_site() {
    std::string folder = (std::filesystem::temp_directory_path() / "tollgate-hub-XXXXXX").string();
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    const std::filesystem::path site = std::filesystem::path(folder) / "site";
    std::filesystem::create_directories(site / "assets");
    const auto write = [](const std::filesystem::path& file, const std::string& text) {
      std::ofstream(file, std::ios::binary) << text;
    };
    write(site / "index.html", "<!doctype html>start");
    write(site / "rep.html", "<!doctype html>rep");
    write(site / "engine.wasm", std::string(5000, 'w'));
    write(site / "packed.js", "plain");
    write(site / "packed.js.br", "brotli");
    write(site / "assets" / "page-4f3a9c.js", "hashed");
    write(site / ".hidden", "hidden");
    write(site.parent_path() / "secret.txt", "secret");
    std::filesystem::create_symlink("../secret.txt", site / "link.txt");
    return site;
  }

  std::filesystem::path site_;
  std::unique_ptr<EngineThread> engine_;
  Hub hub_;
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

}  // namespace tollgate::server
