#include "replay.h"

#include <nlohmann/json.hpp>

#include "tollgate/log/derived_check.h"

namespace tollgate::log {
namespace {

// Many groups share a transaction: the copy is thrown away, nobody waits for it to be durable.
constexpr size_t kOpsPerTransaction = 2'000;

}  // namespace

struct Replay::Open {
  explicit Open(store::Store& store) : transaction(store) {}
  store::Transaction transaction;
};

Replay::Replay(Replica& replica) : replica_(replica) {}
Replay::~Replay() = default;

void Replay::add(const store::StoredOp& stored, ops::Op op) {
  if (!made_) return;
  if (!open_) open_ = std::make_unique<Open>(replica_.store);
  replica_.store.append(op, stored.hash, stored.bytes);
  // Rules may ask what is known of a file, never for its bytes.
  if (const auto* blob = std::get_if<ops::BlobAdd>(&op.body)) {
    replica_.store.put_blob(blob->sha256, write_json(blob->facts), {});
  }
  group_.push_back(std::move(op));
  ++waiting_;
  if (group_.back().number < group_.back().group_last) return;
  made_ = replica_.deriver.derive(group_);
  group_.clear();
  if (!made_ || waiting_ < kOpsPerTransaction) return;
  made_ = open_->transaction.commit();
  open_.reset();
  waiting_ = 0;
}

Diagnostics Replay::compare(store::Store& store) {
  if (made_ && !open_) open_ = std::make_unique<Open>(replica_.store);
  if (made_) made_ = replica_.deriver.finish();
  if (made_ && open_) made_ = open_->transaction.commit();
  open_.reset();
  if (!made_) return made_.diagnostics();
  return compare_derived(store, replica_.store);
}

}  // namespace tollgate::log
