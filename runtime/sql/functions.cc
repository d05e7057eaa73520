#include "functions.h"

#include <sqlite3.h>

#include "tollgate/sql/row_set.h"

namespace tollgate::sql {
namespace {

void in_rows(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* set = static_cast<const RowSet*>(sqlite3_value_pointer(values[0], kRowSetType));
  const bool is_in = set != nullptr && set->has(sqlite3_value_int64(values[1]));
  sqlite3_result_int(context, is_in ? 1 : 0);
}

}  // namespace

void register_functions(sqlite3* db) {
  sqlite3_create_function_v2(db, "in_rows", 2, SQLITE_UTF8 | SQLITE_INNOCUOUS, nullptr, in_rows,
                             nullptr, nullptr, nullptr);
}

}  // namespace tollgate::sql
