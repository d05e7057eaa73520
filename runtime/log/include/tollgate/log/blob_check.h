// The files that ops tell of, beside what the database keeps of them.
//
//   BlobCheck blobs;
//   for (const ops::Op& op : log) blobs.note(op);
//   Diagnostics findings = blobs.compare(store);   // reads every file
#pragma once

#include <functional>
#include <map>
#include <string>

#include "tollgate/ops/op.h"

namespace tollgate::store {
class Store;
}

namespace tollgate::log {

class BlobCheck {
 public:
  static constexpr size_t kMaxFindings = 20;

  void note(const ops::Op& op);
  // Codes: engine.blob_changed, engine.blob_missing, engine.blob_facts (a rebuild puts these
  // right), engine.blob_unknown. At most kMaxFindings.
  Diagnostics compare(store::Store& store) const;
  // Writes the facts as the log has them; true when any were different.
  bool restore_facts(store::Store& store) const;

 private:
  std::map<std::string, std::string, std::less<>> facts_;  // by SHA-256, as they are stored
};

}  // namespace tollgate::log
