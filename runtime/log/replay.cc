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
  // Other tables are to be compared now.
  if (check_ && std::holds_alternative<ops::AppPut>(op.body)) {
    differed_.insert(check_->tables().begin(), check_->tables().end());
    check_.reset();
  }
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

bool Replay::compare_some(store::Store& store, Diagnostics& findings) {
  if (made_ && !finished_) {
    if (!open_) open_ = std::make_unique<Open>(replica_.store);
    Result<bool> done = replica_.deriver.finish_some();
    if (done && !*done) return false;
    if (!done) made_ = std::move(done).error();
    finished_ = true;
  }
  if (made_ && open_) {
    made_ = open_->transaction.commit();
    waiting_ = 0;
  }
  open_.reset();
  if (!made_) {
    findings = made_.diagnostics();
    return true;
  }
  if (!check_) check_ = std::make_unique<DerivedCheck>(store, replica_.store, repairs_);
  if (!check_->step()) return false;
  findings = check_->findings();
  return true;
}

Status Replay::failure() const {
  if (!made_) return made_;
  return check_ ? check_->repaired() : ok_status();
}

std::set<std::string> Replay::differing() const {
  std::set<std::string> tables = differed_;
  if (check_) tables.insert(check_->tables().begin(), check_->tables().end());
  return tables;
}

Progress Replay::compared() const { return check_ ? check_->progress() : Progress{}; }

}  // namespace tollgate::log
