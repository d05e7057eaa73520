#pragma once

struct sqlite3;

namespace tollgate::sql {

// What Query::bind(const RowSet&) hands over, so that nothing else is taken for one.
inline constexpr const char* kRowSetType = "tollgate.row_set";

// in_rows(set, rowid): whether the row is in a bound RowSet; 0 where none is bound.
void register_functions(sqlite3* db);

}  // namespace tollgate::sql
