// A table of records made anew beside the one in force, some rows at a time: with other columns, or
// with something else in most of its rows. Others read and write the table in force meanwhile; in
// the end the two change places, which takes no time that grows with the rows.
//
//   TableRemake remake(store, {spec, zone, indexes});
//   {
//     Transaction some(store);
//     while (remake.copy_next([&](StoredRecord& record) { record.title = ...; })) ...;
//     some.commit();
//   }
//   remake.copy_again("v7", change);              // it was written meanwhile
//   store.set_layout(wanted, {&remake});          // in the transaction of whoever wants it
//   while (store.drop_some_leftover()) ...;       // what was in force before
//
// Rows keep their numbers. While it is made, drop_some_leftover() leaves it alone; one that is
// never taken is a leftover, too.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tollgate/ops/record_state.h"
#include "tollgate/store/layout.h"
#include "tollgate/store/list_indexes.h"

namespace tollgate::store {

class Store;

class TableRemake {
 public:
  struct Wanted {
    TableSpec table;
    std::string time_zone;
    std::vector<ListIndex> indexes;  // those of other entities are left out
  };
  TableRemake(Store& store, Wanted wanted);
  ~TableRemake();  // whatever was made and not taken is a leftover from now on
  TableRemake(const TableRemake&) = delete;
  TableRemake& operator=(const TableRemake&) = delete;

  const std::string& entity() const { return wanted_.table.entity; }
  // What becomes of a record in the new table; its id and entity stay.
  using Change = std::function<void(ops::StoredRecord&)>;
  // The next row, discarded records included; false behind the last. Inside of a transaction.
  bool copy_next(const Change& change);
  // Whatever became of the record; nothing where its turn is still to come.
  void copy_again(std::string_view record, const Change& change);
  int64_t copied() const { return after_; }  // up to this row, counted from 1

 private:
  friend class Store;
  void begin();
  void put(int64_t row, const ops::StoredRecord& record);
  // Puts it in the place of the table in force. Inside of a transaction.
  void take();

  Store& store_;
  const Wanted wanted_;
  std::string name_;  // "" before it is made
  bool is_taken_ = false;
  int64_t after_ = 0;  // the row that was copied last, counted from 1
};

}  // namespace tollgate::store
