// Says what follows from ops; whoever knows the app's rules is one.
#pragma once

#include <utility>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/ops/op.h"

namespace tollgate::log {

class Deriver {
 public:
  virtual ~Deriver() = default;
  // What a group with a document takes long to derive is done ahead, in turns (base/turn.h) and in
  // transactions of its own. False: the turn is over; the same again in the next one.
  virtual Result<bool> prepare_some(const std::vector<ops::Op>&) { return true; }
  // The same of what groups before left to do.
  virtual Result<bool> settle_some() { return true; }
  // Writes the rows that follow from a group. Groups come whole and in order, the first onto empty
  // tables.
  virtual Status derive(const std::vector<ops::Op>& group) = 0;
  // The log ends here: a step of what follows from that. True: it was the last.
  virtual Result<bool> finish_some() { return true; }
  Status finish() {
    for (;;) {
      Result<bool> done = finish_some();
      if (!done) return std::move(done).error();
      if (*done) return ok_status();
    }
  }
};

}  // namespace tollgate::log
