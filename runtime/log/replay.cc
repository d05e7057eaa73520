#include "replay.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/turn.h"
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
  waits_ = std::any_of(group_.begin(), group_.end(), [](const ops::Op& each) {
    return std::holds_alternative<ops::AppPut>(each.body);
  });
  if (waits_) return;
  derive();
  if (waiting_ >= kOpsPerTransaction) (void)commit();
}

void Replay::derive() {
  if (made_) made_ = replica_.deriver.derive(group_);
  group_.clear();
}

bool Replay::commit() {
  if (made_ && open_) made_ = open_->transaction.commit();
  open_.reset();
  waiting_ = 0;
  return made_.ok();
}

// The tables that a document left behind go before the next one comes.
void Replay::go_on() {
  if (!group_.empty()) {
    const Result<bool> prepared =
        commit() ? replica_.deriver.prepare_some(group_) : Result<bool>(true);
    if (!prepared) made_ = Failure{prepared.diagnostics()};
    if (prepared && !*prepared) return;
    if (made_) open_ = std::make_unique<Open>(replica_.store);
    derive();
    if (!commit()) waits_ = false;
    if (Turn::is_over({0, 1})) return;
  }
  for (; made_ && replica_.store.drop_some_leftover();) {
    if (Turn::is_over({0, 1})) return;
  }
  waits_ = false;
}

bool Replay::compare_some(store::Store& store, Diagnostics& findings) {
  // Also of what came since the comparison began.
  if (made_ && commit()) {
    const Result<bool> settled = replica_.deriver.settle_some();
    if (settled && !*settled) return false;
    if (!settled) made_ = Failure{settled.diagnostics()};
  }
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
