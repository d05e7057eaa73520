// What imports wrote, derived from their ops: one row a batch, and one for each record of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tollgate::store {

// What became of a line that wrote something.
enum class ImportedAs { kImported = 0, kDraft = 1, kUpdated = 2 };

struct ImportBatch {
  std::string batch;
  int64_t at_ms = 0;
  std::string user;    // record id of the person, "" for nobody
  std::string source;  // the file's name, "" when nobody said one
  std::optional<int64_t> undone_ms;
  std::string undone_by;
};

// Counting reads a row for each record of the batch.
struct CountedImportBatch : ImportBatch {
  // Records by what became of them, and how many of all are again what they were before.
  int64_t imported = 0;
  int64_t drafts = 0;
  int64_t updated = 0;
  int64_t restored = 0;
};

struct ImportedRecord {
  int64_t op_number = 0;  // of the first op that the batch wrote about it
  std::string entity;
  std::string record;
  ImportedAs what = ImportedAs::kImported;
};

}  // namespace tollgate::store
