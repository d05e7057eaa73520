#include "http/http_server.h"

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <deque>
#include <list>

#include "http/body_share.h"

namespace tollgate::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

constexpr size_t kMaxQueuedEvents = 256;
constexpr auto kLingerMs = std::chrono::milliseconds(1000);

struct Connection {
  explicit Connection(Tcp::socket socket)
      : stream(std::move(socket)), wake(stream.get_executor()) {}
  beast::tcp_stream stream;
  asio::steady_timer wake;         // of an event stream: cancelled when there is something to send
  std::deque<std::string> events;  // of an event stream
  bool is_event_stream = false;
  std::string channel;  // of an event stream
  bool is_idle = true;  // no request has fully begun: may be closed at once
  bool is_overrun = false;
};

Request to_request(const http::request<http::string_body>& message) {
  Request request;
  request.method = std::string(message.method_string());
  const std::string_view target(message.target().data(), message.target().size());
  const size_t question = target.find('?');
  request.path = std::string(target.substr(0, question));
  if (question != std::string_view::npos) request.query = std::string(target.substr(question + 1));
  for (const auto& field : message) {
    std::string name(field.name_string());
    for (char& c : name) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
    request.headers.emplace_back(std::move(name), std::string(field.value()));
  }
  return request;
}

class Server final : public HttpServer {
 public:
  explicit Server(const HttpServerOptions& options)
      : options_(options), acceptor_(context_), signals_(context_), deadline_(context_) {}

  Status open() {
    error_code error;
    const auto address = asio::ip::make_address(options_.address, error);
    if (!error) acceptor_.open(Tcp::endpoint(address, 0).protocol(), error);
    if (!error) acceptor_.set_option(Tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind({address, options_.port}, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) return ok_status();
    const std::string place = options_.address + ":" + std::to_string(options_.port);
    if (error == asio::error::address_in_use) {
      return make_error(
          "server.port_taken",
          {"端口已被占用：" + place + "。请停止占用它的程序，或用 --listen 换一个端口。",
           place + " is taken by another program: stop it, or choose another port with "
                   "--listen"});
    }
    return make_error("server.cannot_listen",
                      {"无法监听 " + place + "：" + error.message(),
                       "cannot listen on " + place + ": " + error.message()});
  }

  uint16_t port() const override {
    error_code error;
    return acceptor_.local_endpoint(error).port();
  }

  void run(Handler& handler) override {
    handler_ = &handler;
    error_code error;
    signals_.add(SIGINT, error);
    signals_.add(SIGTERM, error);
    wait_for_signal();
    asio::co_spawn(context_, accept(), asio::detached);
    context_.run();
  }

  void stop() override {
    asio::post(context_, [this] { shut_down(); });
  }

  void publish(std::string channel, std::string name, std::string data) override {
    asio::post(context_, [this, channel = std::move(channel), name = std::move(name),
                          data = std::move(data)] {
      const std::string text = "event: " + name + "\ndata: " + data + "\n\n";
      for (Connection& connection : connections_) {
        if (!connection.is_event_stream || connection.channel != channel) continue;
        // A reader that does not keep up is cut off; it comes back and reads afresh.
        if (connection.events.size() >= kMaxQueuedEvents) connection.is_overrun = true;
        connection.events.push_back(text);
        connection.wake.cancel();
      }
    });
  }

 private:
  using Connections = std::list<Connection>;
  using Parser = http::request_parser<http::string_body>;

  void wait_for_signal() {
    signals_.async_wait([this](error_code error, int) {
      if (error) return;
      if (stopping_) {
        context_.stop();  // the second signal does not wait
        return;
      }
      wait_for_signal();
      shut_down();
    });
  }

  void shut_down() {
    if (stopping_) return;
    stopping_ = true;
    error_code error;
    acceptor_.close(error);
    for (Connection& connection : connections_) {
      if (connection.is_idle || connection.is_event_stream) {
        connection.stream.close();
        connection.wake.cancel();
      }
    }
    if (connections_.empty()) {
      signals_.cancel(error);
      return;
    }
    deadline_.expires_after(options_.shutdown_grace_ms);
    deadline_.async_wait([this](error_code cancelled) {
      if (!cancelled) context_.stop();
    });
  }

  asio::awaitable<void> accept() {
    while (!stopping_) {
      error_code error;
      Tcp::socket socket =
          co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
      if (stopping_) break;
      if (error) {  // out of file handles, most likely: give the others time to end
        asio::steady_timer pause(context_, std::chrono::milliseconds(100));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        continue;
      }
      if (connections_.size() >= options_.max_connections) continue;  // closes the socket
      socket.set_option(Tcp::no_delay(true), error);
      auto place = connections_.emplace(connections_.end(), std::move(socket));
      asio::co_spawn(context_, converse(place), [this, place](std::exception_ptr) {
        connections_.erase(place);
        if (stopping_ && connections_.empty()) {
          deadline_.cancel();
          error_code ignored;
          signals_.cancel(ignored);
        }
      });
    }
  }

  // All requests of one connection, one after the other.
  asio::awaitable<void> converse(Connections::iterator place) {
    Connection& connection = *place;
    beast::tcp_stream& stream = connection.stream;
    beast::flat_buffer buffer(options_.max_head_bytes + (64 << 10));
    for (;;) {
      error_code error;
      connection.is_idle = true;
      // Waiting for the first byte may take long; the head itself may not.
      if (buffer.size() == 0) {
        stream.expires_after(options_.idle_ms);
        const size_t bytes = co_await stream.async_read_some(
            buffer.prepare(4096), asio::redirect_error(asio::use_awaitable, error));
        if (error) co_return;
        buffer.commit(bytes);
      }

      Parser parser;
      parser.header_limit(options_.max_head_bytes);
      parser.body_limit(boost::none);  // set below, once the head says what it is for
      stream.expires_after(options_.head_ms);
      co_await http::async_read_header(stream, buffer, parser,
                                       asio::redirect_error(asio::use_awaitable, error));
      if (error) {
        if (const unsigned status = status_of(error)) {
          co_await refuse(stream, handler_->failure(status), false);
        }
        co_return;
      }

      connection.is_idle = false;
      Request request = to_request(parser.get());
      const bool head_only = parser.get().method() == http::verb::head;
      Admission admission = handler_->admit(request);
      const uint64_t announced = parser.content_length().value_or(0);
      // Chunked bodies do not announce their size; they are held to what is allowed.
      const uint64_t reserved = parser.chunked() ? admission.max_body_bytes : announced;
      if (admission.refusal) {
        co_await refuse(stream, std::move(*admission.refusal), head_only);
        co_return;
      }
      if (announced > admission.max_body_bytes) {
        co_await refuse(stream, handler_->failure(413), head_only);
        co_return;
      }
      if (bodies_bytes_ + reserved > options_.max_bodies_bytes) {
        co_await refuse(stream, handler_->failure(503), head_only);
        co_return;
      }
      BodyShare share(bodies_bytes_);
      share.resize(reserved);
      co_await read_body(stream, buffer, parser, admission.max_body_bytes, error);
      if (error) {
        share.resize(0);
        if (const unsigned status = status_of(error)) {
          co_await refuse(stream, handler_->failure(status), head_only);
        }
        co_return;
      }

      const bool keep_alive = parser.get().keep_alive();
      request.body = std::move(parser.get().body());
      share.resize(request.body.size());
      stream.expires_never();
      Response response = co_await ask(std::move(request));
      share.resize(0);
      if (response.is_event_stream) {
        co_await send_events(connection, response);
        co_return;
      }
      const bool go_on = keep_alive && !stopping_;
      co_await send(stream, response, go_on, head_only, error);
      if (error || !go_on) {
        stream.socket().shutdown(Tcp::socket::shutdown_send, error);
        co_return;
      }
    }
  }

  asio::awaitable<void> read_body(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                                  Parser& parser, uint64_t limit, error_code& error) {
    parser.body_limit(limit);
    if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
      static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      stream.expires_after(options_.write_ms);
      co_await asio::async_write(stream, asio::buffer(kContinue),
                                 asio::redirect_error(asio::use_awaitable, error));
      if (error) co_return;
    }
    stream.expires_after(options_.body_ms);
    co_await http::async_read(stream, buffer, parser,
                              asio::redirect_error(asio::use_awaitable, error));
  }

  // The handler may answer from another thread; the coroutine goes on here.
  asio::awaitable<Response> ask(Request request) {
    return asio::async_initiate<const asio::use_awaitable_t<>&, void(Response)>(
        [this](auto completion, Request asked) {
          auto shared = std::make_shared<decltype(completion)>(std::move(completion));
          handler_->handle(std::move(asked), [this, shared](Response response) {
            asio::post(context_, [shared, response = std::move(response)]() mutable {
              (*shared)(std::move(response));
            });
          });
        },
        asio::use_awaitable, std::move(request));
  }

  http::response<http::span_body<const char>> head_of(const Response& response) {
    http::response<http::span_body<const char>> message(http::int_to_status(response.status), 11);
    for (const auto& [name, value] : handler_->common_headers()) message.set(name, value);
    for (const auto& [name, value] : response.headers) message.set(name, value);
    return message;
  }

  asio::awaitable<void> send(beast::tcp_stream& stream, const Response& response, bool keep_alive,
                             bool head_only, error_code& error) {
    auto message = head_of(response);
    message.keep_alive(keep_alive);
    const size_t size = response.body ? response.body->size() : 0;
    if (response.status != 304) message.content_length(size);
    if (response.body && !head_only) {
      message.body() = {response.body->data(), size};
    }
    http::response_serializer<http::span_body<const char>> serializer(message);
    stream.expires_after(options_.write_ms);
    if (head_only) {
      co_await http::async_write_header(stream, serializer,
                                        asio::redirect_error(asio::use_awaitable, error));
    } else {
      co_await http::async_write(stream, serializer,
                                 asio::redirect_error(asio::use_awaitable, error));
    }
  }

  // Answers and closes. What the client is still sending is thrown away for a moment: closing with
  // unread data would reset the connection and the answer would be lost.
  asio::awaitable<void> refuse(beast::tcp_stream& stream, Response response, bool head_only) {
    error_code error;
    co_await send(stream, response, false, head_only, error);
    if (error) co_return;
    stream.socket().shutdown(Tcp::socket::shutdown_send, error);
    stream.expires_after(kLingerMs);
    std::array<char, 16384> sink;
    while (!error) {
      co_await stream.async_read_some(asio::buffer(sink),
                                      asio::redirect_error(asio::use_awaitable, error));
    }
  }

  asio::awaitable<void> send_events(Connection& connection, const Response& response) {
    error_code error;
    auto message = head_of(response);
    message.set(http::field::content_type, "text/event-stream; charset=utf-8");
    message.set(http::field::cache_control, "no-store");
    message.keep_alive(false);
    http::response_serializer<http::span_body<const char>> serializer(message);
    connection.stream.expires_after(options_.write_ms);
    co_await http::async_write_header(connection.stream, serializer,
                                      asio::redirect_error(asio::use_awaitable, error));
    connection.is_event_stream = true;
    connection.channel = response.event_channel;
    connection.events.push_front("retry: 2000\n\n");
    while (!error && !stopping_ && !connection.is_overrun) {
      std::string text;
      while (!connection.events.empty()) {
        text += connection.events.front();
        connection.events.pop_front();
      }
      if (text.empty()) {
        error_code woken;
        connection.wake.expires_after(options_.keep_alive_ms);
        co_await connection.wake.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        if (!woken) text = ": \n\n";  // nothing happened: see whether the reader is still there
      }
      if (text.empty()) continue;
      connection.stream.expires_after(options_.write_ms);
      co_await asio::async_write(connection.stream, asio::buffer(text),
                                 asio::redirect_error(asio::use_awaitable, error));
    }
  }

  // Which answer a failed read deserves; 0: none, the client has gone or its time was up (which
  // closes the connection).
  static unsigned status_of(const error_code& error) {
    if (error == http::error::body_limit) return 413;
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
    if (error == http::error::end_of_stream || error == http::error::partial_message) return 0;
    static const auto& http_errors = http::make_error_code(http::error::bad_method).category();
    return error.category() == http_errors ? 400 : 0;
  }

  const HttpServerOptions options_;
  Handler* handler_ = nullptr;  // from run() on
  uint64_t bodies_bytes_ = 0;   // before context_, whose coroutines give back their share
  asio::io_context context_{1};
  Tcp::acceptor acceptor_;
  asio::signal_set signals_;
  asio::steady_timer deadline_;
  Connections connections_;
  bool stopping_ = false;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const HttpServerOptions& options) {
  auto server = std::make_unique<Server>(options);
  if (Status opened = server->open(); !opened) return std::move(opened).error();
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace tollgate::server
