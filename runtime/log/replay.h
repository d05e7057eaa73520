// Makes what a log derives in another store, group by group.
#pragma once

#include <memory>
#include <vector>

#include "tollgate/log/verify.h"
#include "tollgate/store/store.h"

namespace tollgate::log {

class Replay {
 public:
  explicit Replay(Replica& replica);
  ~Replay();
  void add(const store::StoredOp& stored, ops::Op op);
  // What `store` holds that the log does not make, or why nothing could be made.
  Diagnostics compare(store::Store& store);

 private:
  struct Open;  // a transaction that is not yet committed

  Replica& replica_;
  std::unique_ptr<Open> open_;
  std::vector<ops::Op> group_;
  size_t waiting_ = 0;  // ops since the last commit
  Status made_ = ok_status();
};

}  // namespace tollgate::log
