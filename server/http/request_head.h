// The head of an HTTP/1.1 request, taken apart by the letter of RFC 9112.
//
// What two readers could take for two different things is refused: a proxy in front and the hub
// must never disagree about where a request ends or whom it is for. Errors: server.bad_request,
// with what is wrong in words.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "http/message.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

struct RequestHead {
  Request request;  // without its body
  bool keep_alive = true;
  bool is_chunked = false;
  bool expects_continue = false;
  uint64_t content_length = 0;
};

// `head` is a whole one, the empty line at its end included.
Result<RequestHead> parse_request_head(std::string_view head);

Diagnostic bad_request(const char* zh, const char* en);

// Whether HTTP knows the method, answered here or not. What it does not know is 501, whatever else
// the head says.
bool is_known_method(std::string_view method);

// Finds a head's end in what has arrived so far, looking at each byte once.
class HeadScan {
 public:
  enum class State {
    kMore,
    kComplete,
    kBad,  // what came cannot become a head any more
  };
  // `bytes`: all that has come, longer with each call.
  State look(std::string_view bytes);
  size_t size() const { return looked_; }  // of the complete head
  bool is_bad() const { return is_bad_; }
  Diagnostic why() const;  // server.bad_request, where it is bad

 private:
  enum class Part { kMethod, kTarget, kRest };
  bool begins_request(char c);
  State bad() {
    is_bad_ = true;
    return State::kBad;
  }

  size_t looked_ = 0;
  Part part_ = Part::kMethod;  // of the first line
  bool is_bad_ = false;
};

// The value of a Host header: "hub.example:8080", "127.0.0.1", "[::1]:80".
struct HostAndPort {
  std::string_view host;  // without brackets
  std::string_view port;  // "" for none
};
std::optional<HostAndPort> parse_host(std::string_view value);

// The media type of a Content-Type header in lower case, without its parameters; nothing for what
// is no media type.
std::optional<std::string> parse_media_type(std::string_view value);

}  // namespace tollgate::server
