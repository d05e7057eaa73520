// An HTTP/1.1 server on one thread.
//
//   auto server = HttpServer::listen({.address = "127.0.0.1", .port = 8080});
//   if (!server) return std::move(server).error();
//   (*server)->run(handler);   // until SIGINT, SIGTERM or stop()
//
// Clients that come between listen() and run() wait. It bounds what a client can make it do: size
// of head and body, time by what moves, bodies in memory at once, connections; where there is no
// room for all, admission.h says who stays. Requests are read by the letter (request_head.h).
// After stop() running requests may end, for at most `shutdown_grace_ms`. Compiled in one file
// (http_server.cc), because Asio is slow to compile.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "http/handler.h"
#include "http/tls.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

struct HttpServerOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;  // 0: any free one
  uint32_t max_connections = 16'000;
  uint32_t max_head_bytes = 16 << 10;
  // Of all requests in memory, from what has come of them until the answer was taken.
  uint64_t max_bodies_bytes = uint64_t{128} << 20;
  std::chrono::milliseconds idle_ms{60'000};  // between requests
  std::chrono::milliseconds head_ms{10'000};  // from the first byte of a request
  // What a body or an answer may take, besides the time that its bytes take at the rate below.
  std::chrono::milliseconds body_ms{20'000};
  std::chrono::milliseconds write_ms{60'000};
  uint32_t min_bytes_per_s = 1024;
  std::chrono::milliseconds keep_alive_ms{20'000};  // a comment on idle event streams
  std::chrono::milliseconds shutdown_grace_ms{5'000};
  std::shared_ptr<TlsContext> tls = nullptr;  // null: plain HTTP
};

struct ServerCounts {
  uint32_t connections = 0;
  uint32_t event_streams = 0;
  uint64_t held_bytes = 0;  // of requests and answers in memory
};

class HttpServer {
 public:
  static Result<std::unique_ptr<HttpServer>> listen(const HttpServerOptions& options);
  virtual ~HttpServer() = default;

  virtual uint16_t port() const = 0;
  virtual void run(Handler& handler) = 0;
  // On the thread of run(): from a handler.
  virtual ServerCounts counts() const = 0;
  // The rest may be called from any thread.
  virtual void stop() = 0;
  // Sends one server-sent event to every open event stream of the channel, or to the owner's alone;
  // `data` has no line break.
  virtual void publish(std::string channel, std::optional<std::string> owner, std::string name,
                       std::string data) = 0;
  // Closes the open event streams of an owner: who may still read comes back by itself.
  virtual void end_streams(std::string owner) = 0;
};

}  // namespace tollgate::server
