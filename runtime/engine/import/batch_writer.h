// Writes groups of ops that belong to an import, all of them in one transaction.
//
//   BatchWriter writer(engine, batch, caller);
//   Status added = writer.add({ops::RecordImport{…}});   // refused: nothing of the group is there
//   Status durable = writer.commit();
#pragma once

#include <string>
#include <vector>

#include "derivation.h"
#include "tollgate/engine/engine.h"

namespace tollgate::engine {

class BatchWriter {
 public:
  BatchWriter(Engine& engine, std::string batch, const Caller& caller);
  // Without a commit nothing of it is there.
  ~BatchWriter();
  BatchWriter(const BatchWriter&) = delete;

  // Refused as ops::storable_bytes refuses, and with engine.too_much_work.
  Status add(std::vector<ops::Body> bodies, const KnownRecord* known = nullptr);
  // Durable when ok; else nothing of it is there.
  Status commit();

 private:
  Engine& engine_;
  std::string batch_;
  const Caller& caller_;
  log::Writer log_before_;
  store::Transaction transaction_;
  std::vector<store::RecordKey> touched_;
  bool open_ = true;
};

}  // namespace tollgate::engine
