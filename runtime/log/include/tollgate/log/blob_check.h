// The files that ops tell of, beside what the database keeps of them.
//
//   BlobCheck blobs;
//   for (const ops::Op& op : log) blobs.note(op);
//   while (!blobs.compare_some(store)) …;          // reads every file, a piece at a time
//   Diagnostics findings = blobs.findings(store);
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/sha256.h"
#include "tollgate/ops/op.h"

namespace tollgate::store {
class Store;
}

namespace tollgate::log {

class BlobCheck {
 public:
  static constexpr size_t kMaxFindings = 20;

  void note(const ops::Op& op);
  // A piece of a file. True: there is none left. Ops may be noted between.
  bool compare_some(store::Store& store);
  // Of what was compared, and of files that are missing. Codes: engine.blob_changed,
  // engine.blob_missing, engine.blob_facts (a rebuild puts these right), engine.blob_unknown. At
  // most kMaxFindings.
  Diagnostics findings(store::Store& store) const;
  // Writes the facts as the log has them; true when any were different.
  bool restore_facts(store::Store& store) const;

 private:
  // A file that is being read.
  struct Reading {
    int64_t row = 0;
    std::string name;
    std::string facts;
    uint64_t read_bytes = 0;
    Sha256 hash = {};
  };
  void finish_reading();
  void report(const char* code, std::string_view name, const char* zh, const char* en);

  std::map<std::string, std::string, std::less<>> facts_;  // by SHA-256, as they are stored
  std::optional<Reading> reading_;
  int64_t last_row_ = std::numeric_limits<int64_t>::min();
  Diagnostics findings_;
};

}  // namespace tollgate::log
