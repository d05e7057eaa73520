// A signed note of where a log stood. A log that was cut at its end or written anew is a sound log;
// against a checkpoint it is not.
//
//   Checkpoint point{.number = 1, .op_count = 12, .head = hash, .at_ms = now};
//   std::string line = signed_line(point, key);          // kept, one on a line
//   std::optional<Checkpoint> read = parse_checkpoint(line);   // nullopt: no such line
//   read->is_genuine();                                  // its signature is right
//
// A line is a JSON object with the members below and "signature": Ed25519 of the same object
// without it, behind "tollgate.checkpoint/1" and a line feed. Each names the SHA-256 of the line
// before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/sha256.h"
#include "tollgate/log/signing.h"

namespace tollgate::log {

struct Checkpoint {
  int64_t number = 0;    // from 1, without gaps
  int64_t op_count = 0;  // of the log: the number of its last op
  Sha256Digest head = {};
  int64_t at_ms = 0;  // by the wall clock of whoever signed
  std::string device;
  Sha256Digest previous = {};  // hash of the checkpoint's line before; zeros for the first
  // A person let the log go on from here although earlier checkpoints tell of more.
  bool accepted = false;
  PublicKey key = {};
  Signature signature = {};
  std::string line;  // that it was read from

  bool is_genuine() const;
};

// Without a line feed. Sets key and signature.
std::string signed_line(Checkpoint& checkpoint, const SigningKey& key);
std::optional<Checkpoint> parse_checkpoint(std::string_view line);

}  // namespace tollgate::log
