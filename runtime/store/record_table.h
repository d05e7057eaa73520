// One typed table: its SQL, and records as its rows.
#pragma once

#include <string>
#include <string_view>

#include "database.h"
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
std::string create_table_sql(const TableSpec& table);
// The columns that read_row expects, in its order.
std::string selected_columns(const TableSpec& table);

StoredRecord read_row(const TableSpec& table, const Query& row);
void write_row(Database& db, const TableSpec& table, const ops::RecordState& state,
               std::string_view title, std::string_view time_zone);

}  // namespace tollgate::store
