// Makes ops out of bodies: numbers, times, app version, hash chain. Writes nothing by itself.
//
//   Writer log(device, store.head());
//   GroupDraft group = log.begin(clock.now(), app_version, user);
//   group.add(RecordSet{…});
//   Result<std::vector<SealedOp>> sealed = group.seal();
//   for (const SealedOp& op : *sealed) store.append(op.op, op.hash, op.bytes);
//   log.commit(*sealed);   // after the transaction was durable
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/clock.h"
#include "tollgate/log/clock_watch.h"
#include "tollgate/ops/op.h"

namespace tollgate::log {

struct SealedOp {
  ops::Op op;
  Sha256Digest hash;
  std::string bytes;
};

// Ops that happen together. Numbers and time are known from the start; hashes once it is sealed.
class GroupDraft {
 public:
  // From here on, ops belong to an import.
  void belongs_to(std::string batch) { batch_ = std::move(batch); }
  // Before the first op: it happened elsewhere, at another time than the clock says here.
  void happened_at(int64_t wall_ms) {
    wall_ms_ = wall_ms;
    clock_moved_ms_.reset();
  }
  // From here on, ops are taken from a device's.
  void taken_from(const ops::Origin& origin) { origin_ = origin; }
  const ops::Op& add(ops::Body body);
  const std::vector<ops::Op>& ops() const { return ops_; }
  ops::HybridTime time() const { return time_; }
  // Refused as ops::storable_bytes refuses: what cannot be read back does not get into the log.
  Result<std::vector<SealedOp>> seal() const;

 private:
  friend class Writer;
  std::string device_;
  ops::LogHead before_;
  ops::HybridTime time_;
  int64_t wall_ms_ = 0;
  std::optional<int64_t> clock_moved_ms_;
  int64_t app_version_ = 0;
  std::string user_;
  std::string batch_;
  std::optional<ops::Origin> origin_;
  std::vector<ops::Op> ops_;
};

class Writer {
 public:
  Writer() = default;
  Writer(std::string device, const ops::LogHead& head, ClockWatch watch = {})
      : device_(std::move(device)), head_(head), clock_(head.time), watch_(watch) {}

  GroupDraft begin(Instant now, int64_t app_version, const std::string& user);
  // The sealed ops are durable now: the next group follows them.
  void commit(const std::vector<SealedOp>& sealed);

  const std::string& device() const { return device_; }
  const ops::LogHead& head() const { return head_; }
  // Nothing is noted of a move before a group tells of it.
  std::optional<int64_t> clock_moved_ms(Instant now) const { return watch_.moved_ms(now); }

 private:
  std::string device_;
  ops::LogHead head_;
  ops::HybridClock clock_;
  ClockWatch watch_;
};

}  // namespace tollgate::log
