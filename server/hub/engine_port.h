// What the hub needs of an engine: the message pair and the blobs (docs/api.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tollgate::server {

// So little that storing it holds nobody: a few milliseconds.
inline constexpr size_t kUploadPieceBytes = size_t{256} << 10;

struct StoredPiece {
  uint64_t size_bytes = 0;  // of the whole file
  std::string bytes;        // from the offset on, as much as is read best
};

class EnginePort {
 public:
  virtual ~EnginePort() = default;

  // One message, one reply, both JSON. Never throws; what is wrong with a message is in the reply.
  // `principal`: whom it acts for, JSON; "" is nobody (tollgate/api/tollgate.h).
  virtual std::string request(std::string_view principal, std::string_view message) = 0;

  // The same, a turn at a time for what takes longer than one: while `unfinished` is not 0, others
  // have theirs, and go_on() does the next turn.
  struct Turned {
    std::string reply;
    int unfinished = 0;
  };
  virtual Turned begin(std::string_view principal, std::string_view message) {
    return {request(principal, message)};
  }
  virtual Turned go_on(int unfinished) {
    (void)unfinished;
    return {};
  }

  // A message of a device to this engine as its hub, and the reply (schemas/sync).
  virtual std::string answer_device(std::string_view principal, std::string_view message) {
    (void)principal;
    (void)message;
    return {};
  }

  // What the last request changed, or all since flushes are held, as the principal may hear of it
  // (`changed` of schemas/api).
  struct Heard {
    std::string text;     // "" for nothing
    bool by_all = false;  // everybody hears the same
  };
  virtual Heard heard(std::string_view principal) = 0;
  // Everybody heard of it: there is nothing to hear of any more.
  virtual void told() {}

  // Stores a file and replies with what it is.
  virtual std::string put_blob(std::string_view name, std::string_view bytes) = 0;

  // The same piece by piece, each of which takes a moment only. Bytes at `offset`, a multiple of
  // kUploadPieceBytes, of the file with this hash; "" when stored, else a reply that says why not.
  virtual std::string put_blob_parts(std::string_view sha256, uint64_t offset,
                                     std::string_view bytes) = 0;
  // The file is whole. `facts`: as inspect_blob() found them. Replies like put_blob().
  virtual std::string add_blob(std::string_view facts) = 0;

  // A piece of a stored file by the 64 hexadecimal digits of its SHA-256; nothing: there is no such
  // file for the principal, who sees those of the records and fields that they see.
  virtual std::optional<StoredPiece> read_blob(std::string_view principal, std::string_view sha256,
                                               uint64_t offset) = 0;

  // While flushes are held, what replies say is on the disk after flush() alone (tg_hold_flush).
  virtual void hold_flush(bool) {}
  // "" when it is on the disk, else a reply that says why not.
  virtual std::string flush() { return {}; }

  // A step of copying the database to a new file (tg_backup); a reply with "done". Without an
  // override there is no database.
  virtual std::string copy_database(std::string_view) { return {}; }
};

}  // namespace tollgate::server
