// Two stores' derived tables side by side, in the order of their keys, some rows at a time.
//
//   DerivedComparison comparison(stored, made_again);
//   while (!comparison.step([&](const RowDifference& difference) { … })) …;
//
// Between two steps both stores may change, as long as at each step both stand at the same op of
// the same log, under the same layout: rows behind the place where it is are not looked at again.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tollgate/base/turn.h"
#include "tollgate/store/row_difference.h"

namespace tollgate::store {

class Store;

// A cell of a key.
struct KeyCell {
  bool is_integer = false;
  int64_t integer = 0;
  std::string text;
  bool operator==(const KeyCell&) const = default;
};

class DerivedComparison {
 public:
  // `made`: whose tables were made from the log. Both must outlive it.
  DerivedComparison(Store& stored, Store& made);

  using Visit = std::function<void(const RowDifference&)>;
  // True: all tables are compared.
  bool step(const Visit& visit);
  // In rows.
  Progress progress() const;
  // Makes the row what it is in `made`: of a difference that a step has just told, within a
  // transaction of the stored one. A table that is unreadable is not repaired.
  void repair(const RowDifference& difference);

 private:
  struct Table {
    std::string name;     // as differences call it
    std::string entity;   // of a record table
    std::string columns;  // that are compared
    std::string from;     // the table in SQL
    std::vector<std::string> keys;
    bool may_lack = false;  // an earlier version's database does, and nothing is wrong with it
    int64_t rows = 0;
  };
  void list_tables();
  const Table* find(const RowDifference& difference) const;
  bool is_left_out(const Table& table) const;
  std::string sql_of(const Table& table) const;
  // True: the table's end.
  bool compare_rows(const Table& table, const Visit& visit);

  Store& stored_;
  Store& made_;
  std::vector<Table> tables_;
  size_t table_ = 0;
  std::vector<KeyCell> behind_;  // the key of the last row that was compared; empty at the start
  Progress progress_;
};

}  // namespace tollgate::store
