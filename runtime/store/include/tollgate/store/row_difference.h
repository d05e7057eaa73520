// Where two stores differ in what is derived from their logs (derived_comparison.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tollgate::store {

enum class RowFault {
  kChanged,     // the row is in both and says something else
  kMissing,     // the log makes the row, and the table does not hold it
  kUnknown,     // the table holds a row that the log does not make
  kUnreadable,  // the table is missing or damaged
};

struct CellDifference {
  std::string column;  // of a record table: the field's id, or id, status, created_ms, …
  std::optional<std::string> stored;  // nullopt: null
  std::optional<std::string> made;    // what the log makes of it
};

// A row of a derived table that is not what the log makes.
struct RowDifference {
  RowFault fault = RowFault::kChanged;
  std::string table;             // "app", "decision", "layout", "outbox", "score", "record"
  std::string entity;            // of score, decision, outbox and record; else ""
  std::string record;            // the same
  std::vector<std::string> key;  // as the table's columns have it; empty when unreadable
  int64_t op_number = 0;         // of the op that the row followed from; 0: not known from the row
  std::vector<CellDifference> cells;  // of a changed row
};

}  // namespace tollgate::store
