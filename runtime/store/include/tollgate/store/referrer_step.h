// What is still to be done to the records that refer to one which was saved, where they are too
// many to be written with it: some of them at a time, in the order of their rows. Derived from the
// log, as they are; kept, so that a start goes on with it.
#pragma once

#include <cstdint>
#include <string>

namespace tollgate::store {

struct ReferrerStep {
  int64_t number = 0;     // in the order in which they are done; the store gives it
  int64_t op_number = 0;  // of the save
  int64_t at_us = 0;      // when that was, in microseconds since 1970
  std::string user;       // who saved
  std::string entity;     // of the records
  std::string field;      // by which they refer
  std::string target;     // to this record
  bool reads = false;     // their titles, gates or numbers may read what changed in it
  int64_t after = 0;      // the row that was seen to last, counted from 1
};

}  // namespace tollgate::store
