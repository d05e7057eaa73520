// What photos and fixes leave behind, for finding them again: who was where and when by the values
// of records (their `captured_by`), and what pictures look like. Rows of derived tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tollgate::store {

struct TraceRow {
  std::string entity;
  std::string record;
  std::string field;   // path without the numbers of items: "actions/photo"
  std::string sha256;  // "" for a location
  std::optional<uint64_t> picture_hash;
  std::string person;               // record id of who captured it, "" where nobody is known
  int64_t at_s = 0;                 // seconds since 1970
  std::optional<int32_t> latitude;  // microdegrees
  std::optional<int32_t> longitude;
  int64_t accuracy_m = 0;
};

}  // namespace tollgate::store
