// Makes what a log derives in another store, group by group.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tollgate/log/derived_check.h"
#include "tollgate/log/verify.h"
#include "tollgate/store/store.h"

namespace tollgate::log {

class Replay {
 public:
  explicit Replay(Replica& replica);
  ~Replay();
  void add(const store::StoredOp& stored, ops::Op op);
  // Whether a document is to come into force before the next op may be added: go_on(), in turns
  // (base/turn.h), until it has.
  bool waits() const { return waits_; }
  void go_on();
  // Looks at some rows of `store` that hold what the log does not make; true behind the last.
  // `findings`: all of them then, or why nothing could be made. Begins anew when a document came
  // into force meanwhile.
  bool compare_some(store::Store& store, Diagnostics& findings);
  // The rows that differ are repaired as they are found (derived_check.h).
  void repair() { repairs_ = true; }
  // Why the log could not be made again, or a row not be repaired.
  Status failure() const;
  // The tables that differed, and whether one could not be read.
  std::set<std::string> differing() const;
  bool has_unreadable() const { return check_ && check_->has_unreadable(); }
  // Rows that are compared.
  Progress compared() const;

 private:
  struct Open;  // a transaction that is not yet committed
  bool commit();
  void derive();

  Replica& replica_;
  std::unique_ptr<Open> open_;
  std::vector<ops::Op> group_;
  bool waits_ = false;
  size_t waiting_ = 0;  // ops since the last commit
  std::unique_ptr<DerivedCheck> check_;
  bool finished_ = false;
  bool repairs_ = false;
  std::set<std::string> differed_;  // under documents before
  Status made_ = ok_status();
};

}  // namespace tollgate::log
