// One HTTP request and its response, as handlers see them; nothing of the HTTP library shows here.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tollgate/base/diagnostic.h"

namespace tollgate::server {

// Takes a body as it arrives, instead of the request's `body`.
class BodySink {
 public:
  virtual ~BodySink() = default;
  // Calls `done` once, from any thread: whether it took the piece. The next one comes after that.
  virtual void take(std::string piece, std::function<void(bool)> done) = 0;
  // Once a piece was not taken: why, for whoever sent it; nullopt: there is no room just now.
  virtual std::optional<Diagnostic> why_not() const { return std::nullopt; }
};

struct Request {
  std::string method;
  std::string path;   // as sent, percent-encoded, without the query
  std::string query;  // after the '?', as sent
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  std::shared_ptr<BodySink> sink = nullptr;  // what took the body, where Admission named one
  std::string local_address = {};            // that the client called, in digits
  std::string peer_address = {};             // of the client, in digits

  // The value of a header, or "" when it was not sent.
  std::string_view header(std::string_view lower_case_name) const {
    for (const auto& [name, value] : headers) {
      if (name == lower_case_name) return value;
    }
    return {};
  }
};

// Called once, from any thread, with bytes that were read; with none where they can't be.
using PieceRead = std::function<void(std::optional<std::string>)>;
// Reads at most `most` bytes from `offset` on.
using ReadPiece = std::function<void(uint64_t offset, size_t most, PieceRead done)>;

// A body that is read while it is sent: nobody holds all of it. Where a piece can't be read, the
// connection is closed.
struct BodyStream {
  uint64_t size_bytes = 0;
  ReadPiece read;
};

struct Response {
  unsigned status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<const std::string> body;  // null: empty
  std::optional<BodyStream> stream;         // instead of `body`
  // Instead of a body: keep the connection and send it every event of the channel.
  bool is_event_stream = false;
  std::string event_channel;
  std::string event_owner;  // whom the stream is for; "" is everybody
  // Let go of when the stream has ended.
  std::shared_ptr<const void> while_open = nullptr;

  void set(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
  }
  void set_body(std::string text, std::string media_type) {
    body = std::make_shared<const std::string>(std::move(text));
    set("Content-Type", std::move(media_type));
  }
};

}  // namespace tollgate::server
