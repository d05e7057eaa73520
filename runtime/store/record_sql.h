// A RecordQuery as SQL: what stands behind FROM, and the order of its rows.
//
//   SqlParts where = where_of(table, query);
//   const std::vector<OrderKey> order = order_keys(table, query, where);
//   "SELECT ... FROM ..." + where.sql + order_sql(order)
#pragma once

#include <string>
#include <vector>

#include "database.h"
#include "tollgate/sql/row_set.h"
#include "tollgate/store/layout.h"
#include "tollgate/store/record_query.h"

namespace tollgate::store {

// The part of a SELECT behind FROM, and its parameters in order.
struct SqlParts {
  std::string sql;
  std::vector<std::string> parameters;
  const sql::RowSet* rows = nullptr;  // what the parameter `rows_at`, counted from 0, is bound to
  size_t rows_at = 0;

  void both(const std::string& text) { sql += (sql.empty() ? " WHERE " : " AND ") + text; }
  std::string parameter(std::string value) {
    parameters.push_back(std::move(value));
    return "?" + std::to_string(parameters.size());
  }
};

struct OrderKey {
  std::string expression;
  bool descending = false;
};

// Rows that the query is narrowed to, by rowid: looked up one by one where they are few, else each
// row that is read is looked up among them.
struct RowTest {
  const sql::RowSet* rows = nullptr;  // it must outlive what is made of it
  bool as_list = false;
  bool answers_search = false;  // they are those that the query's search finds
};

SqlParts where_of(const TableSpec& table, const RecordQuery& query, const RowTest& rows = {});

// What the rows sort by, the tie-breakers last: no two rows are equal in all of them. Adds the
// parameters that the expressions need.
std::vector<OrderKey> order_keys(const TableSpec& table, const RecordQuery& query, SqlParts& parts);

// The field's column as the query sees it, for a SELECT; "NULL" where there is none. Adds the
// parameters that it needs.
std::string read_column(const TableSpec& table, const RecordQuery& query, std::string_view field,
                        SqlParts& parts);

// " ORDER BY ...".
std::string order_sql(const std::vector<OrderKey>& keys);

// The rows behind a place, as conditions that hold one after the other in the rows' order: each is
// a range of one index, which one condition over all keys would not be. Adds their parameters.
std::vector<std::string> conditions_behind(const RecordPlace& place,
                                           const std::vector<OrderKey>& keys, SqlParts& parts);

// What LIKE (with '\\' as its ESCAPE) finds the text by, wherever it stands.
std::string like_pattern(std::string_view search);

void bind_all(Query& query, const SqlParts& parts);

}  // namespace tollgate::store
