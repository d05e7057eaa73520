// Searching the texts of all records of an entity: packed by chunks of rows, and read as they stand
// in the table where a row was written since, or is not packed yet. Chunks are made by whoever
// searches, in turns, or some at a time where there are none; a save notes its row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "tollgate/sql/row_set.h"
#include "tollgate/store/store.h"

namespace tollgate::store {

// The rows (by rowid) with the text, of records that are not discarded, and how many are which.
struct TextMatches {
  sql::RowSet rows;
  int64_t complete = 0;
  int64_t drafts = 0;
};

// So that texts are looked up without being copied.
struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

class SearchTexts {
 public:
  SearchTexts(Store& store, const TableSpec& table) : store_(store), table_(table) {}

  // As LIKE finds `search` in one of `fields` (or "title"), or in the title of a record that one of
  // `titles` names. nullopt: this is to be asked of the table itself, since there are few records,
  // nothing is packed yet, or no text column is meant.
  std::optional<TextMatches> find(const std::vector<std::string>& fields,
                                  const std::vector<NamedTitles>& titles,
                                  const std::string& search);

 private:
  using Ids = std::unordered_set<std::string, TextHash, std::equal_to<>>;
  struct Column {
    std::string field;
    int64_t number = 0;                       // 0: not there yet
    int64_t rows = 0;                         // packed ones
    std::optional<Ids> named = std::nullopt;  // of a reference: those whose titles match
  };
  std::vector<Column> columns_of(const std::vector<std::string>& fields);
  Ids titled(const std::string& entity, const std::string& search);
  bool is_up_to_date(const std::vector<Column>& columns) const;
  // False: the turn is over (base/turn.h).
  bool bring_up(std::vector<Column>& columns);
  bool pack_some(std::vector<Column>& columns, int64_t chunks);
  void pack_new(Column& column, int64_t& chunks_left);
  void pack_changed(int64_t& chunks_left);
  void pack(const Column& column, int64_t chunk);
  bool find_packed(const Column& column, int64_t rows, const std::string& searched,
                   const sql::RowSet& changed, TextMatches& matches);
  void find_unpacked(const std::vector<Column>& columns, int64_t rows, const std::string& search,
                     TextMatches& matches);
  sql::RowSet changed_rows();

  Store& store_;
  const TableSpec& table_;
  int64_t all_rows_ = 0;
};

}  // namespace tollgate::store
