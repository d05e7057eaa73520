// What an HTTP server asks: how much body a request may bring, and its response.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "http/message.h"
#include "tollgate/base/diagnostic.h"

namespace tollgate::server {

// To be called once, from any thread.
using Respond = std::function<void(Response)>;

struct Admission {
  uint64_t max_body_bytes = 0;
  std::optional<Response> refusal = std::nullopt;  // instead of reading the body
  std::shared_ptr<BodySink> sink = nullptr;  // takes the body; null: it is collected in the request
};

class Handler {
 public:
  virtual ~Handler() = default;

  // Called with the head of a request, before its body is read.
  virtual Admission admit(const Request& head) = 0;

  // Called on the server's thread; must return soon and may answer later.
  virtual void handle(Request request, Respond respond) = 0;

  // Headers that every response of this server carries.
  virtual const std::vector<std::pair<std::string, std::string>>& common_headers() const = 0;

  // A response for what never reached the handler: 400, 413, 431, 503. `why`: in its words.
  virtual Response failure(unsigned status, const std::optional<Diagnostic>& why = {}) = 0;
};

}  // namespace tollgate::server
