// One typed table: its SQL, and records as its rows.
#pragma once

#include <string>
#include <string_view>

#include "database.h"
#include "tollgate/store/list_indexes.h"
#include "tollgate/store/store.h"

namespace tollgate::store {

bool has_table(Database& db, std::string_view name);
std::string table_name(std::string_view entity);  // quoted
std::string column_name(std::string_view field);  // quoted
// What a list is sorted by: a field, or a member of every record; "" for anything else.
std::string sorted_column(const TableSpec& table, std::string_view field);
// What a condition compares: the column, or the part of it that sorts.
std::string compared_column(const ColumnSpec& column);
std::string column_sql(const ColumnSpec& column);  // as a table is made with it
std::string create_table_sql(const TableSpec& table, std::string_view quoted);
std::string quoted_name(std::string_view name);
// The name, or with a number behind it where it is taken: indexes cannot be renamed with their
// table.
std::string free_name(Database& db, const std::string& name);
// The table with the indexes of its references, under any name.
void create_table(Database& db, const TableSpec& table, std::string_view name);
void index_reference(Database& db, const TableSpec& table, std::string_view quoted,
                     const ColumnSpec& column);
void create_list_index(Database& db, const TableSpec& table, std::string_view name,
                       const ListIndex& index);
// The columns that read_row expects, in its order.
std::string selected_columns(const TableSpec& table);

// A cell of a row of selected_columns as text, the same for the same value however it is kept.
// Without a table: as it stands.
std::string plain_cell(const TableSpec* table, const Query& row, int column);

StoredRecord read_row(const TableSpec& table, const Query& row);
// Where a row is written: in the table in force, at its place or behind the last; or elsewhere.
struct RowPlace {
  std::string_view table = "";  // its name
  int64_t row = 0;              // counted from 1; 0: where it is
};
void write_row(Database& db, const TableSpec& table, const ops::RecordState& state,
               std::string_view title, std::string_view time_zone, const RowPlace& place = {});

}  // namespace tollgate::store
