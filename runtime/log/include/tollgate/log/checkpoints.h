// The checkpoints of a database, in a file beside it ("<database>-checkpoints"), and the key that
// signs them ("<database>-key", for its owner's eyes alone).
//
//   Result<Checkpoints> points = Checkpoints::open(store, device);   // makes a key where there is
//   none Status sound = points->check(store, head, path);   // the newest: costs the same for every
//   length if (points->due(head, now_ms)) points->keep(head, now_ms);
//
// One is due an hour after the one before when something was saved since; at the start and the end
// of an engine one is made in any case that there are new ops. It is written after the save it
// speaks of is durable, and no save waits for it except once an hour.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/log/checkpoint.h"
#include "tollgate/ops/op.h"
#include "tollgate/store/companion_files.h"

namespace tollgate::store {
class Store;
}

namespace tollgate::log {

inline constexpr int64_t kCheckpointEveryMs = 60 * 60 * 1'000;

class Checkpoints {
 public:
  Checkpoints() = default;  // keeps none
  // A database in memory has none. Refused: store.beside_failed, engine.key_unreadable.
  static Result<Checkpoints> open(store::Store& store, std::string device);

  // That the newest checkpoint names an op of the log. Refused: engine.log_cut where the log ends
  // before it, engine.log_rewritten where another op stands there; both say since when at the
  // earliest. `path` names the database.
  Status check(store::Store& store, const ops::LogHead& head, const std::string& path) const;

  bool due(const ops::LogHead& head, int64_t at_ms) const;
  bool has_news(const ops::LogHead& head) const;
  // `accepted`: a person lets the log go on from here, whatever earlier checkpoints say.
  Status keep(const ops::LogHead& head, int64_t at_ms, bool accepted = false);

  const std::optional<Checkpoint>& last() const { return last_; }
  // That signs; none in memory.
  const std::optional<SigningKey>& key() const { return key_; }

 private:
  store::CompanionFiles companions_;
  std::string device_;
  std::optional<SigningKey> key_;
  std::optional<Checkpoint> last_;
  Sha256Digest last_hash_ = {};
  bool torn_ = false;  // the file does not end with its line
};

// All that are kept, oldest first, or the newest `limit`. Lines that are none are left out.
std::vector<Checkpoint> read_checkpoints(const store::CompanionFiles& companions, size_t limit);

}  // namespace tollgate::log
