#include "tollgate/log/writer.h"

namespace tollgate::log {

const ops::Op& GroupDraft::add(ops::Body body) {
  ops::Op op;
  op.device = device_;
  op.number = before_.number + 1 + int64_t(ops_.size());
  op.time = time_;
  if (wall_ms_ != time_.milliseconds) op.wall_ms = wall_ms_;
  if (ops_.empty()) op.clock_moved_ms = clock_moved_ms_;
  op.app_version = app_version_;
  op.user = user_;
  op.batch = batch_;
  op.origin = origin_;
  op.body = std::move(body);
  ops_.push_back(std::move(op));
  return ops_.back();
}

Result<std::vector<SealedOp>> GroupDraft::seal() const {
  std::vector<SealedOp> sealed;
  sealed.reserve(ops_.size());
  Sha256Digest previous = before_.hash;
  for (const ops::Op& draft : ops_) {
    SealedOp next{draft, {}, {}};
    next.op.group_first = ops_.front().number;
    next.op.group_last = ops_.back().number;
    next.op.previous = previous;
    Result<std::string> bytes = ops::storable_bytes(next.op);
    if (!bytes) return std::move(bytes).error();
    next.bytes = std::move(*bytes);
    next.hash = previous = ops::hash_of(next.bytes);
    sealed.push_back(std::move(next));
  }
  return sealed;
}

GroupDraft Writer::begin(Instant now, int64_t app_version, const std::string& user) {
  GroupDraft group;
  group.device_ = device_;
  group.before_ = head_;
  group.time_ = clock_.tick(now);
  group.wall_ms_ = ops::wall_milliseconds(now);
  group.clock_moved_ms_ = watch_.moved_ms(now);
  group.app_version_ = app_version;
  group.user_ = user;
  return group;
}

void Writer::commit(const std::vector<SealedOp>& sealed) {
  if (sealed.empty()) return;
  const ops::Op& last = sealed.back().op;
  head_ = {last.number, sealed.back().hash, last.time, last.at_ms()};
  // What happened elsewhere says nothing of the clock here.
  if (!last.origin) watch_.settle({last.at_ms() * 1000});
}

}  // namespace tollgate::log
