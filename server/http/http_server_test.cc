// What the server does with clients that break the rules, or take their time.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "hub/running_hub_test_support.h"

namespace tollgate::server {
namespace {

using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

// Takes every request and answers when it is told to.
class KeepingHandler final : public Handler {
 public:
  Admission admit(const Request&) override { return {.max_body_bytes = 600}; }
  void handle(Request, Respond respond) override {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(respond));
    changed_.notify_one();
  }
  const std::vector<std::pair<std::string, std::string>>& common_headers() const override {
    static const std::vector<std::pair<std::string, std::string>> none;
    return none;
  }
  Response failure(unsigned status, const std::optional<Diagnostic>&) override {
    Response response;
    response.status = status;
    return response;
  }

  void wait_for(size_t count) {
    std::unique_lock lock(mutex_);
    REQUIRE(changed_.wait_for(lock, 10s, [&] { return waiting_.size() >= count; }));
  }
  void answer_all() {
    const std::lock_guard lock(mutex_);
    for (const Respond& respond : waiting_) respond({});
    waiting_.clear();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Respond> waiting_;
};

TEST_CASE("Several requests share a connection") {
  RunningHub hub;
  RawClient client(hub.port());
  const std::string head = "GET /page.html HTTP/1.1\r\nHost: localhost\r\n";
  const std::string both =
      client.exchange(head + "\r\n" + head + "Connection: close\r\n\r\n");  // pipelined
  CHECK(both.find("HTTP/1.1 200", 1) != std::string::npos);
}

TEST_CASE("HEAD gives the headers alone") {
  RunningHub hub;
  RawClient client(hub.port());
  const std::string answer =
      client.exchange("HEAD /page.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  CHECK_THAT(answer, ContainsSubstring("Content-Length: 19"));
  CHECK(answer.ends_with("\r\n\r\n"));
}

TEST_CASE("A refused HEAD gives the headers alone") {
  RunningHub hub;
  RawClient client(hub.port());
  const std::string answer =
      client.exchange("HEAD /page.html HTTP/1.1\r\nHost: evil.example\r\n\r\n");
  CHECK_THAT(answer, StartsWith("HTTP/1.1 403"));
  CHECK(answer.ends_with("\r\n\r\n"));
}

TEST_CASE("Clients that come before the server runs are answered once it does") {
  auto server = HttpServer::listen({});
  REQUIRE(server.ok());
  RawClient client((*server)->port());
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  KeepingHandler handler;
  std::thread thread([&] { (*server)->run(handler); });
  handler.wait_for(1);
  handler.answer_all();
  CHECK_THAT(client.read_all(), StartsWith("HTTP/1.1 200"));
  (*server)->stop();
  thread.join();
}

TEST_CASE("A body counts until the handler has answered") {
  auto server = HttpServer::listen({.max_bodies_bytes = 1000});
  REQUIRE(server.ok());
  KeepingHandler handler;
  std::thread thread([&] { (*server)->run(handler); });
  const std::string post =
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 600\r\n"
      "Connection: close\r\n\r\n" +
      std::string(600, 'x');
  RawClient first((*server)->port());
  first.send(post);
  handler.wait_for(1);
  CHECK_THAT(RawClient((*server)->port()).exchange(post), StartsWith("HTTP/1.1 503"));
  handler.answer_all();
  CHECK_THAT(first.read_all(), StartsWith("HTTP/1.1 200"));
  RawClient second((*server)->port());
  second.send(post);
  handler.wait_for(1);
  handler.answer_all();
  CHECK_THAT(second.read_all(), StartsWith("HTTP/1.1 200"));
  (*server)->stop();
  thread.join();
}

TEST_CASE("A body above the limit is refused before it is read") {
  RunningHub hub;
  CHECK_THAT(hub.post("/apps/visits/api/request", std::string(1001, 'x')),
             StartsWith("HTTP/1.1 413"));
  CHECK_THAT(hub.post("/apps/visits/api/request", std::string(1001, 'x')),
             ContainsSubstring("server.too_large"));
  CHECK_THAT(hub.post("/apps/visits/api/request", std::string(1000, 'x')),
             StartsWith("HTTP/1.1 200"));

  // Announced only: answered at once, without waiting for a terabyte.
  RawClient client(hub.port());
  CHECK_THAT(
      client.exchange("POST /apps/visits/api/request HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                      "application/json\r\nContent-Length: 1099511627776\r\n\r\n"),
      StartsWith("HTTP/1.1 413"));
}

TEST_CASE("A chunked body is held to the same limit") {
  RunningHub hub;
  RawClient client(hub.port());
  client.send(
      "POST /apps/visits/api/request HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
      "application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 20; ++i) client.send("64\r\n" + std::string(100, 'x') + "\r\n");
  CHECK_THAT(client.read_all(), StartsWith("HTTP/1.1 413"));
}

TEST_CASE("A body where none belongs is refused") {
  RunningHub hub;
  CHECK_THAT(hub.post("/page.html", "x"), StartsWith("HTTP/1.1 413"));
  CHECK_THAT(hub.post("/apps/visits/api/nothing", "x"), StartsWith("HTTP/1.1 413"));
}

TEST_CASE("Heads that are too long or no HTTP at all get an answer") {
  RunningHub hub;
  CHECK_THAT(hub.get("/" + std::string(20'000, 'x')), StartsWith("HTTP/1.1 431"));
  CHECK_THAT(hub.get("/", "X-Long: " + std::string(20'000, 'x') + "\r\n"),
             StartsWith("HTTP/1.1 431"));
  RawClient client(hub.port());
  CHECK_THAT(client.exchange("\x16\x03\x01\x02 this is no http\r\n\r\n"),
             StartsWith("HTTP/1.1 400"));
  RawClient smuggler(hub.port());
  CHECK_THAT(
      smuggler.exchange(
          "POST /apps/visits/api/request HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
          "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
      StartsWith("HTTP/1.1 400"));
}

TEST_CASE("A client that is too slow is cut off, and others are served meanwhile") {
  HttpServerOptions options;
  options.head_ms = 300ms;
  options.body_ms = 300ms;
  options.idle_ms = 300ms;
  RunningHub hub(options);
  RawClient silent(hub.port());
  RawClient slow_head(hub.port());
  slow_head.send("GET / HT");
  RawClient slow_body(hub.port());
  slow_body.send(
      "POST /apps/visits/api/request HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
      "application/json\r\n"
      "Content-Length: 10\r\n\r\n123");
  CHECK_THAT(hub.get("/"), StartsWith("HTTP/1.1 200"));
  const auto started = std::chrono::steady_clock::now();
  silent.read_all();
  slow_head.read_all();
  slow_body.read_all();
  CHECK(std::chrono::steady_clock::now() - started < 5s);
}

TEST_CASE("Where there are as many connections as allowed, the longest idle one makes room") {
  HttpServerOptions options;
  options.max_connections = 2;
  RunningHub hub(options);
  RawClient first(hub.port());
  first.send("GET /page.html HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK_THAT(first.read_until(">page"), StartsWith("HTTP/1.1 200"));
  RawClient second(hub.port());
  second.send("GET /page.html HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK_THAT(second.read_until(">page"), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(hub.get("/"), StartsWith("HTTP/1.1 200"));
  CHECK(first.is_closed());
  second.send("GET /page.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  CHECK(second.read_all().find("HTTP/1.1 200", 1) != std::string::npos);
}

TEST_CASE("Who comes while all are being answered is told so") {
  auto server = HttpServer::listen({.max_connections = 1});
  REQUIRE(server.ok());
  KeepingHandler handler;
  std::thread thread([&] { (*server)->run(handler); });
  RawClient first((*server)->port());
  first.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  handler.wait_for(1);
  CHECK_THAT(RawClient((*server)->port()).read_all(), StartsWith("HTTP/1.1 503"));
  handler.answer_all();
  CHECK_THAT(first.read_all(), StartsWith("HTTP/1.1 200"));
  (*server)->stop();
  thread.join();
}

TEST_CASE("An answer counts until it was taken, unless it is in memory anyway") {
  HttpServerOptions options;
  options.max_bodies_bytes = 1000;
  RunningHub hub(options);
  CHECK_THAT(hub.get("/engine.wasm"), StartsWith("HTTP/1.1 200"));  // of 5,000 bytes
  CHECK_THAT(hub.post("/apps/visits/api/request", "{}"), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(hub.post("/apps/visits/api/request", "\"big\""), StartsWith("HTTP/1.1 503"));
}

TEST_CASE("What is announced and does not come takes no room") {
  auto server = HttpServer::listen({.max_bodies_bytes = 1000});
  REQUIRE(server.ok());
  KeepingHandler handler;
  std::thread thread([&] { (*server)->run(handler); });
  const std::string head =
      "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 600\r\n\r\n";
  std::deque<RawClient> idle;
  for (int i = 0; i < 70; ++i) idle.emplace_back((*server)->port()).send(head + "x");
  RawClient honest((*server)->port());
  honest.send(head + std::string(600, 'x'));
  handler.wait_for(1);
  handler.answer_all();
  CHECK_THAT(honest.read_all(), StartsWith("HTTP/1.1 200"));
  (*server)->stop();
  for (RawClient& client : idle) client.end_sending();
  thread.join();
}

TEST_CASE("Stopping ends idle connections and event streams at once") {
  RunningHub hub;
  RawClient idle(hub.port());
  idle.send("GET /page.html HTTP/1.1\r\nHost: localhost\r\n\r\n");
  idle.read_until(">page");
  RawClient listener(hub.port());
  listener.send("GET /apps/visits/api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  listener.read_until("retry");
  const auto started = std::chrono::steady_clock::now();
  hub.server().stop();
  hub.wait_for_end();
  CHECK(std::chrono::steady_clock::now() - started < 2s);
  CHECK_FALSE(RawClient(hub.port()).connected());
}

TEST_CASE("A port in use is named") {
  RunningHub hub;
  const auto taken = HttpServer::listen({.port = hub.port()});
  REQUIRE_FALSE(taken.ok());
  CHECK(taken.diagnostics()[0].code == "server.port_taken");
  const auto nowhere = HttpServer::listen({.address = "nowhere"});
  REQUIRE_FALSE(nowhere.ok());
  CHECK(nowhere.diagnostics()[0].code == "server.cannot_listen");
}

}  // namespace
}  // namespace tollgate::server
