// What happens on the sockets: accept, take a request, answer it in pieces or by events, end. Long
// because these are coroutines over one set of connections, and every further file that includes
// the network library takes as long to compile as all of them. What needs no socket has files of
// its own: heads, chunked bodies, room for clients.
#include "http/http_server.h"

#include <algorithm>
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
#include <deque>
#include <list>

#include "http/admission.h"
#include "http/chunked_body.h"
#include "http/request_head.h"
#include "http/response_head.h"

namespace tollgate::server {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;
using SteadyClock = std::chrono::steady_clock;
using Phase = AdmittedConnection::Phase;

constexpr size_t kMaxQueuedEvents = 256;
constexpr auto kLingerMs = std::chrono::milliseconds(1000);
constexpr auto kSweepMs = std::chrono::milliseconds(100);
constexpr auto kNever = SteadyClock::time_point::max();
constexpr size_t kReceiveBytes = 64 << 10;
constexpr size_t kPieceBytes = 512 << 10;
// Pieces of files that are read and not yet sent, of all connections together.
constexpr size_t kMaxPieces = 32;

// Belongs to its coroutine; the server only lists it.
struct Connection final : AdmittedConnection {
  explicit Connection(Tcp::socket accepted)
      : socket(std::move(accepted)), wake(socket.get_executor()) {}
  void close() override {
    is_gone = true;
    error_code ignored;
    socket.close(ignored);
    wake.cancel();
  }

  Tcp::socket socket;
  std::unique_ptr<TlsSession> tls;                            // null: plain
  TlsSession::Wants tls_wants = TlsSession::Wants::kNothing;  // before it takes more to send
  asio::steady_timer wake;  // cancelled when there is something to send, or it is one's turn
  std::string received;     // and not yet taken
  SteadyClock::time_point deadline = kNever;
  bool is_gone = false;        // nothing can be sent any more
  bool is_in_request = false;  // a request has fully begun: it may be answered before the end
  std::string local_address;
  std::string peer_address;
  std::string channel;  // of an event stream
  std::string owner;    // of an event stream
  std::deque<std::shared_ptr<const std::string>> events;
  bool is_overrun = false;
};

// What is sent or taken has this long: a time to begin with and more as it moves, but never more
// than that time from when it last moved. So who is quick first can't rest on it later.
class Progress {
 public:
  Progress(Connection& connection, std::chrono::milliseconds grace, uint32_t min_bytes_per_s)
      : connection_(connection), grace_(grace), min_bytes_per_s_(min_bytes_per_s) {
    moved(0);
  }
  ~Progress() { connection_.deadline = kNever; }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void moved(uint64_t bytes) {
    bytes_ += bytes;
    const auto earned = std::chrono::milliseconds(bytes_ * 1000 / min_bytes_per_s_);
    connection_.deadline = std::min(began_ + grace_ + earned, SteadyClock::now() + grace_);
  }
  // While it waits for us, not for the client.
  void pause() {
    paused_ = SteadyClock::now();
    connection_.deadline = kNever;
  }
  void go_on() {
    began_ += SteadyClock::now() - paused_;
    moved(0);
  }

 private:
  Connection& connection_;
  const std::chrono::milliseconds grace_;
  const uint32_t min_bytes_per_s_;
  SteadyClock::time_point began_ = SteadyClock::now();
  SteadyClock::time_point paused_;
  uint64_t bytes_ = 0;
};

asio::ip::address plain(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  return address;
}

// Whom connections are counted for: an address, in IPv6 the network that one customer gets.
std::string peer_of(const asio::ip::address& address) {
  const asio::ip::address known = plain(address);
  if (known.is_v4()) return known.to_string();
  auto bytes = known.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return asio::ip::address_v6(bytes).to_string();
}

class Server final : public HttpServer {
 public:
  explicit Server(const HttpServerOptions& options)
      : options_(options),
        admission_(options.max_connections, options.max_bodies_bytes),
        acceptor_(context_),
        signals_(context_),
        deadline_(context_),
        sweep_(context_) {}

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
    finished_ = true;
  }

  ServerCounts counts() const override {
    ServerCounts counts{.connections = admission_.connections(),
                        .held_bytes = admission_.held_bytes()};
    for (const auto& connection : connections_) {
      if (connection->phase() == Phase::kEvents) ++counts.event_streams;
    }
    return counts;
  }

  void stop() override {
    asio::post(context_, [this] { shut_down(); });
  }

  void publish(std::string channel, std::optional<std::string> owner, std::string name,
               std::string data) override {
    auto text = std::make_shared<const std::string>("event: " + name + "\ndata: " + data + "\n\n");
    asio::post(context_, [this, channel = std::move(channel), owner = std::move(owner),
                          text = std::move(text)] {
      Notice notice{text, {}};
      for (const auto& connection : connections_) {
        if (connection->phase() != Phase::kEvents || connection->channel != channel) continue;
        if (!owner || connection->owner == *owner) notice.readers.push_back(connection);
      }
      if (notice.readers.empty()) return;
      notices_.push_back(std::move(notice));
      if (notices_.size() == 1) tell_some();
    });
  }

  void end_streams(std::string owner) override {
    asio::post(context_, [this, owner = std::move(owner)] {
      for (const auto& connection : connections_) {
        if (connection->phase() == Phase::kEvents && connection->owner == owner) {
          connection->close();
        }
      }
    });
  }

 private:
  using Connections = std::list<std::shared_ptr<Connection>>;
  struct Notice {
    std::shared_ptr<const std::string> text;
    std::vector<std::shared_ptr<Connection>> readers;
    size_t told = 0;
  };

  // One notice after the other, to some of its readers, and then who comes and asks has a turn:
  // thousands of readers take a tenth of a second.
  void tell_some() {
    constexpr size_t kToldAtOnce = 100;
    Notice& notice = notices_.front();
    const size_t end = std::min(notice.told + kToldAtOnce, notice.readers.size());
    for (; notice.told < end; ++notice.told) {
      Connection& connection = *notice.readers[notice.told];
      if (connection.phase() != Phase::kEvents || connection.is_gone) continue;
      // A reader that does not keep up is cut off; it comes back and reads afresh.
      if (connection.events.size() >= kMaxQueuedEvents) connection.is_overrun = true;
      connection.events.push_back(notice.text);
      connection.wake.cancel();
    }
    if (notice.told == notice.readers.size()) notices_.pop_front();
    if (!notices_.empty()) asio::post(context_, [this] { tell_some(); });
  }

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
    for (const auto& connection : connections_) {
      if (!connection->is_in_request || connection->phase() == Phase::kEvents) connection->close();
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

  // Closes connections whose time is up.
  void sweep() {
    if (connections_.empty()) return;
    sweep_.expires_after(kSweepMs);
    sweep_.async_wait([this](error_code cancelled) {
      if (cancelled) return;
      const auto now = SteadyClock::now();
      for (const auto& connection : connections_) {
        if (connection->deadline >= now || connection->is_gone) continue;
        admission_.release(*connection);
        connection->close();
      }
      sweep();
    });
  }

  asio::awaitable<void> accept() {
    while (!stopping_) {
      error_code error;
      Tcp::socket socket =
          co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
      if (stopping_) break;
      if (!error) {
        admit(std::move(socket));
      } else if (error != asio::error::no_descriptors || !admission_.make_room()) {
        asio::steady_timer pause(context_, std::chrono::milliseconds(100));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      }
    }
  }

  void admit(Tcp::socket socket) {
    error_code error;
    const auto remote = socket.remote_endpoint(error);
    if (error) return;  // has gone already
    const auto local = socket.local_endpoint(error);
    socket.set_option(Tcp::no_delay(true), error);
    socket.non_blocking(true, error);
    auto connection = std::make_shared<Connection>(std::move(socket));
    if (options_.tls) {
      connection->tls =
          std::make_unique<TlsSession>(*options_.tls, connection->socket.native_handle());
    }
    if (!admission_.admit(*connection, peer_of(remote.address()))) {
      if (connection->tls) return;  // nothing can be said before keys are agreed on
      const Response busy = handler_->failure(503);
      std::string text = response_head(busy, *handler_, false);
      if (busy.body) text += *busy.body;
      connection->socket.write_some(asio::buffer(text), error);
      return;
    }
    connection->local_address = plain(local.address()).to_string();
    connection->peer_address = plain(remote.address()).to_string();
    const auto place = connections_.insert(connections_.end(), connection);
    if (connections_.size() == 1) sweep();
    asio::co_spawn(context_, converse(std::move(connection)), [this, place](std::exception_ptr) {
      admission_.release(**place);
      connections_.erase(place);
      if (!connections_.empty()) return;
      sweep_.cancel();
      if (!stopping_) return;
      deadline_.cancel();
      error_code ignored;
      signals_.cancel(ignored);
    });
  }

  // All requests of one connection, one after the other.
  asio::awaitable<void> converse(std::shared_ptr<Connection> connection) {
    if (connection->tls && !co_await shake_hands(*connection)) co_return;
    while (!stopping_ && co_await serve_one(*connection)) {
    }
  }

  // One request; whether another one may follow.
  asio::awaitable<bool> serve_one(Connection& connection) {
    connection.is_in_request = false;
    admission_.set_phase(connection, Phase::kIdle);
    if (connection.received.empty()) {
      std::string().swap(connection.received);  // nothing is kept for who only waits
      const Progress waiting(connection, options_.idle_ms, options_.min_bytes_per_s);
      if (!co_await receive(connection)) co_return false;
    }
    admission_.set_phase(connection, Phase::kTransfer);
    HeadScan scan;
    if (const unsigned status = co_await receive_head(connection, scan)) {
      std::optional<Diagnostic> why;
      if (scan.is_bad()) why = scan.why();
      co_await refuse(connection, handler_->failure(status, why), false);
      co_return false;
    }
    if (connection.is_gone) co_return false;
    auto head = parse_request_head(std::string_view(connection.received).substr(0, scan.size()));
    connection.received.erase(0, scan.size());
    if (!head) {
      co_await refuse(connection, handler_->failure(400, head.diagnostics().front()), false);
      co_return false;
    }
    connection.is_in_request = true;
    head->request.local_address = connection.local_address;
    head->request.peer_address = connection.peer_address;
    const bool head_only = head->request.method == "HEAD";
    const Admission admission = handler_->admit(head->request);
    if (admission.refusal) {
      co_await refuse(connection, *admission.refusal, head_only);
      co_return false;
    }
    const unsigned status = head->content_length > admission.max_body_bytes
                                ? 413
                                : co_await receive_body(connection, *head, admission);
    if (status != 0) {
      admission_.reserve(connection, 0);
      const bool by_sink = status == 503 && admission.sink;
      co_await refuse(connection,
                      handler_->failure(status, by_sink ? admission.sink->why_not() : std::nullopt),
                      head_only);
      co_return false;
    }
    if (connection.is_gone) co_return false;
    if (!head->keep_alive && !connection.received.empty()) {
      // Said to be the last: what follows belongs to it and is more than it announced.
      co_await refuse(connection, handler_->failure(400), head_only);
      co_return false;
    }
    const bool keep_alive = head->keep_alive;
    admission_.set_phase(connection, Phase::kWorking);
    Response response = co_await ask(std::move(head->request));
    if (connection.is_gone) co_return false;
    if (response.is_event_stream && !head_only) {
      admission_.reserve(connection, 0);
      co_await send_events(connection, response);
      co_return false;
    }
    admission_.set_phase(connection, Phase::kTransfer);
    // What others hold, too, such as a file of the site, takes no memory of its own.
    const bool is_own = response.body && response.body.use_count() == 1;
    if (!admission_.reserve(connection, is_own ? response.body->size() : 0)) {
      response = handler_->failure(503);
    }
    const bool go_on = keep_alive && !stopping_;
    co_await send(connection, response, go_on, head_only);
    admission_.reserve(connection, 0);
    if (!go_on && !connection.is_gone) end_sending(connection);
    co_return go_on && !connection.is_gone;
  }

  static void end_sending(Connection& connection) {
    if (connection.tls) connection.tls->end();
    error_code ignored;
    connection.socket.shutdown(Tcp::socket::shutdown_send, ignored);
  }

  // Until the socket is ready for what TLS wants; false: the client has gone.
  asio::awaitable<bool> ready(Connection& connection, TlsSession::Wants wants) {
    error_code error;
    const auto what =
        wants == TlsSession::Wants::kWritable ? Tcp::socket::wait_write : Tcp::socket::wait_read;
    co_await connection.socket.async_wait(what, asio::redirect_error(asio::use_awaitable, error));
    if (error) connection.is_gone = true;
    co_return !connection.is_gone;
  }

  // Keys are agreed on in the time of a head.
  asio::awaitable<bool> shake_hands(Connection& connection) {
    admission_.set_phase(connection, Phase::kTransfer);
    connection.deadline = SteadyClock::now() + options_.head_ms;
    for (;;) {
      const TlsSession::Outcome outcome = connection.tls->handshake();
      if (outcome.is_failed || outcome.is_closed) co_return false;
      if (outcome.wants == TlsSession::Wants::kNothing) break;
      if (!co_await ready(connection, outcome.wants)) co_return false;
    }
    connection.deadline = kNever;
    co_return true;
  }

  // What TLS has read and not given shows on no socket: it is asked before one waits.
  asio::awaitable<bool> receive_tls(Connection& connection) {
    for (;;) {
      const TlsSession::Outcome outcome = connection.tls->read(scratch_.data(), scratch_.size());
      if (outcome.bytes > 0) {
        connection.received.append(scratch_.data(), outcome.bytes);
        co_return true;
      }
      if (outcome.is_closed) co_return false;
      if (outcome.is_failed) connection.is_gone = true;
      if (connection.is_gone || !co_await ready(connection, outcome.wants)) co_return false;
    }
  }

  // Waits until something has come; false: the other side sends no more, or has gone.
  asio::awaitable<bool> receive(Connection& connection) {
    if (connection.tls) co_return co_await receive_tls(connection);
    for (;;) {
      error_code error;
      // Waits first and has no buffer of its own: ten thousand that are silent take none.
      co_await connection.socket.async_wait(Tcp::socket::wait_read,
                                            asio::redirect_error(asio::use_awaitable, error));
      if (error || connection.is_gone) {
        connection.is_gone = true;
        co_return false;
      }
      const size_t bytes = connection.socket.read_some(asio::buffer(scratch_), error);
      if (error == asio::error::would_block) continue;
      if (error == asio::error::eof) co_return false;
      if (error) {
        connection.is_gone = true;
        co_return false;
      }
      connection.received.append(scratch_.data(), bytes);
      co_return true;
    }
  }

  // 0, or the status of a refusal.
  asio::awaitable<unsigned> receive_head(Connection& connection, HeadScan& scan) {
    // A head is small: however it moves, it gets no more time.
    connection.deadline = SteadyClock::now() + options_.head_ms;
    for (;;) {
      const std::string_view bytes(connection.received);
      const HeadScan::State state = scan.look(bytes.substr(0, options_.max_head_bytes));
      if (state == HeadScan::State::kBad) co_return 400;
      if (state == HeadScan::State::kComplete) break;
      if (bytes.size() >= options_.max_head_bytes) co_return 431;
      if (!co_await receive(connection)) co_return connection.is_gone ? 0 : 400;
    }
    connection.deadline = kNever;
    co_return 0;
  }

  // 0, or the status of a refusal.
  asio::awaitable<unsigned> receive_body(Connection& connection, RequestHead& head,
                                         const Admission& admission) {
    if (!head.is_chunked && head.content_length == 0) co_return 0;
    if (head.expects_continue && connection.received.empty() &&
        !co_await send_text(connection, "HTTP/1.1 100 Continue\r\n\r\n")) {
      co_return 0;
    }
    head.request.sink = admission.sink;
    Progress progress(connection, options_.body_ms, options_.min_bytes_per_s);
    ChunkedBody chunks;
    uint64_t taken = 0;
    for (;;) {
      std::string piece;
      bool is_done = false;
      if (head.is_chunked) {
        std::string_view bytes(connection.received);
        std::string_view data;
        ChunkedBody::State state = chunks.next(bytes, data);
        for (; state == ChunkedBody::State::kData; state = chunks.next(bytes, data)) piece += data;
        if (state == ChunkedBody::State::kBad) co_return 400;
        is_done = state == ChunkedBody::State::kDone;
        connection.received.erase(0, connection.received.size() - bytes.size());
      } else {
        piece = connection.received.substr(0, head.content_length - taken);
        connection.received.erase(0, piece.size());
        is_done = taken + piece.size() == head.content_length;
      }
      taken += piece.size();
      progress.moved(piece.size());
      if (taken > admission.max_body_bytes) co_return 413;
      // By what has come, not by what was announced.
      const uint64_t in_memory = admission.sink ? piece.size() : taken;
      if (!admission_.reserve(connection, in_memory)) co_return connection.is_gone ? 0 : 503;
      if (!admission.sink) {
        head.request.body += piece;
      } else if (!piece.empty()) {
        progress.pause();
        const bool ok = co_await give(*admission.sink, std::move(piece));
        progress.go_on();
        if (!ok) co_return connection.is_gone ? 0 : 503;
      }
      if (is_done) co_return 0;
      if (!co_await receive(connection)) co_return connection.is_gone ? 0 : 400;
    }
  }

  // Whatever answers from another thread: the coroutine goes on here.
  template <typename T, typename Start>
  asio::awaitable<T> elsewhere(Start start) {
    return asio::async_initiate<const asio::use_awaitable_t<>&, void(T)>(
        [this](auto completion, Start begin) {
          auto shared = std::make_shared<decltype(completion)>(std::move(completion));
          begin([this, shared](T result) {
            asio::post(context_, [shared, result = std::move(result)]() mutable {
              (*shared)(std::move(result));
            });
          });
        },
        asio::use_awaitable, std::move(start));
  }

  asio::awaitable<Response> ask(Request request) {
    return elsewhere<Response>([this, request = std::move(request)](Respond respond) mutable {
      handler_->handle(std::move(request), std::move(respond));
    });
  }

  asio::awaitable<bool> give(BodySink& sink, std::string piece) {
    return elsewhere<bool>(
        [&sink, piece = std::move(piece)](std::function<void(bool)> done) mutable {
          sink.take(std::move(piece), std::move(done));
        });
  }

  using Piece = std::optional<std::string>;

  asio::awaitable<Piece> read_piece(const BodyStream& stream, uint64_t offset) {
    const auto most =
        static_cast<size_t>(std::min<uint64_t>(kPieceBytes, stream.size_bytes - offset));
    return elsewhere<Piece>([&stream, offset, most](std::function<void(Piece)> done) {
      stream.read(offset, most, std::move(done));
    });
  }

  asio::awaitable<void> send(Connection& connection, const Response& response, bool keep_alive,
                             bool head_only) {
    Progress progress(connection, options_.write_ms, options_.min_bytes_per_s);
    co_await write(connection, response_head(response, *handler_, keep_alive), progress);
    if (head_only || connection.is_gone) co_return;
    if (response.stream) {
      co_await write_stream(connection, *response.stream, progress);
    } else if (response.body) {
      co_await write(connection, *response.body, progress);
    }
  }

  asio::awaitable<bool> send_text(Connection& connection, std::string_view text) {
    Progress progress(connection, options_.write_ms, options_.min_bytes_per_s);
    co_return co_await write(connection, text, progress);
  }

  asio::awaitable<bool> writable(Connection& connection) {
    if (connection.tls_wants == TlsSession::Wants::kReadable) {
      co_return co_await ready(connection, connection.tls_wants);
    }
    error_code error;
    co_await connection.socket.async_wait(Tcp::socket::wait_write,
                                          asio::redirect_error(asio::use_awaitable, error));
    if (error) connection.is_gone = true;
    co_return !connection.is_gone;
  }

  // As much as the client takes without waiting.
  static size_t write_some(Connection& connection, std::string_view bytes, Progress& progress) {
    size_t sent = 0;
    while (sent < bytes.size() && !connection.is_gone) {
      if (connection.tls) {
        const auto outcome = connection.tls->write(bytes.data() + sent, bytes.size() - sent);
        connection.tls_wants = outcome.wants;
        if (outcome.is_failed || outcome.is_closed) connection.is_gone = true;
        if (outcome.bytes == 0) break;
        sent += outcome.bytes;
        progress.moved(outcome.bytes);
        continue;
      }
      error_code error;
      const size_t more = connection.socket.write_some(
          asio::buffer(bytes.data() + sent, bytes.size() - sent), error);
      if (error == asio::error::would_block) break;
      if (error) connection.is_gone = true;
      sent += more;
      progress.moved(more);
    }
    return sent;
  }

  // False: the client has gone.
  asio::awaitable<bool> write(Connection& connection, std::string_view bytes, Progress& progress) {
    for (;;) {
      bytes.remove_prefix(write_some(connection, bytes, progress));
      if (bytes.empty() || connection.is_gone) co_return !connection.is_gone;
      if (!co_await writable(connection)) co_return false;
    }
  }

  // A piece is read once there is room for it on the way and is gone once it was sent; what the
  // client did not take of it is read again. So who does not read holds nothing.
  asio::awaitable<void> write_stream(Connection& connection, const BodyStream& stream,
                                     Progress& progress) {
    uint64_t offset = 0;
    while (offset < stream.size_bytes) {
      if (!co_await writable(connection)) co_return;
      progress.pause();
      const PieceTurn turn(*this);
      if (!co_await wait_for_turn(connection)) co_return;
      const Piece piece = co_await read_piece(stream, offset);
      progress.go_on();
      if (!piece || piece->empty()) connection.is_gone = true;  // the length was promised already
      if (connection.is_gone) co_return;
      offset += write_some(connection, *piece, progress);
    }
  }

  // Counts a piece for as long as it is held.
  class PieceTurn {
   public:
    explicit PieceTurn(Server& server) : server_(server) { ++server_.pieces_; }
    ~PieceTurn() { server_.end_turn(); }
    PieceTurn(const PieceTurn&) = delete;
    PieceTurn& operator=(const PieceTurn&) = delete;

   private:
    Server& server_;
  };

  asio::awaitable<bool> wait_for_turn(Connection& connection) {
    while (pieces_ > kMaxPieces && !connection.is_gone) {
      --pieces_;  // of those that wait none counts
      waiting_.push_back(&connection);
      error_code woken;
      connection.wake.expires_at(kNever);
      co_await connection.wake.async_wait(asio::redirect_error(asio::use_awaitable, woken));
      std::erase(waiting_, &connection);
      ++pieces_;
    }
    co_return !connection.is_gone;
  }

  void end_turn() {
    --pieces_;
    if (!finished_ && !waiting_.empty()) waiting_.front()->wake.cancel();
  }

  // Answers and closes. What the client is still sending is thrown away for a moment: closing with
  // unread data would reset the connection and the answer would be lost.
  asio::awaitable<void> refuse(Connection& connection, Response response, bool head_only) {
    if (connection.is_gone) co_return;
    co_await send(connection, response, false, head_only);
    if (connection.is_gone) co_return;
    end_sending(connection);
    connection.deadline = SteadyClock::now() + kLingerMs;
    do {
      connection.received.clear();
    } while (co_await receive(connection));
  }

  asio::awaitable<void> send_events(Connection& connection, const Response& response) {
    connection.channel = response.event_channel;
    connection.owner = response.event_owner;
    connection.events.push_back(std::make_shared<const std::string>("retry: 2000\n\n"));
    admission_.set_phase(connection, Phase::kEvents);
    if (!co_await send_text(connection, response_head(response, *handler_, false))) co_return;
    while (!connection.is_gone && !stopping_ && !connection.is_overrun) {
      if (connection.events.empty()) {
        error_code woken;
        connection.wake.expires_after(options_.keep_alive_ms);
        co_await connection.wake.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        if (woken) continue;
        // Nothing happened: see whether the reader is still there.
        if (!co_await send_text(connection, ": \n\n")) co_return;
        continue;
      }
      const auto text = std::move(connection.events.front());
      connection.events.pop_front();
      if (!co_await send_text(connection, *text)) co_return;
    }
  }

  const HttpServerOptions options_;
  Handler* handler_ = nullptr;  // from run() on
  // Before context_, whose coroutines speak to these when they end.
  AdmissionControl admission_;
  size_t pieces_ = 0;
  std::deque<Connection*> waiting_;  // for a piece
  bool finished_ = false;
  std::array<char, kReceiveBytes> scratch_{};
  asio::io_context context_{1};
  Tcp::acceptor acceptor_;
  asio::signal_set signals_;
  asio::steady_timer deadline_;
  asio::steady_timer sweep_;
  Connections connections_;
  std::deque<Notice> notices_;  // not told to all of their readers yet
  bool stopping_ = false;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const HttpServerOptions& options) {
  auto server = std::make_unique<Server>(options);
  if (Status opened = server->open(); !opened) return std::move(opened).error();
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace tollgate::server
