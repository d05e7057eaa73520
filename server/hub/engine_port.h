// What the hub needs of an engine: the message pair and the blobs (docs/api.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::server {

class EnginePort {
 public:
  virtual ~EnginePort() = default;

  // One message, one reply, both JSON. Never throws; what is wrong with a message is in the reply.
  // `principal`: whom it acts for, JSON; "" is nobody (tollgate/api/tollgate.h).
  virtual std::string request(std::string_view principal, std::string_view message) = 0;

  // Stores a file and replies with what it is.
  virtual std::string put_blob(std::string_view name, std::string_view bytes) = 0;

  // A stored file by the 64 hexadecimal digits of its SHA-256.
  virtual std::optional<std::string> get_blob(std::string_view sha256) = 0;
};

}  // namespace tollgate::server
