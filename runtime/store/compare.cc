#include <algorithm>

#include "database.h"
#include "record_table.h"
#include "tables.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

using Visit = std::function<bool(const RowDifference&)>;

struct ComparedTable {
  std::string name;    // as differences call it
  std::string entity;  // of a record table
  std::string sql;
  int key_columns = 1;
  bool may_lack = false;  // an earlier version's database does, and nothing is wrong with it
};

bool is_added_at_start(std::string_view name) { return name == "blob_use" || name == "blob_name"; }

std::vector<ComparedTable> tables_of(const Layout& layout) {
  std::vector<ComparedTable> tables;
  for (const DerivedTable& table : kDerivedTables) {
    const std::string name(table.name);
    const auto more_keys = std::count(table.order.begin(), table.order.end(), ',');
    tables.push_back({name, "", "SELECT * FROM " + name + " ORDER BY " + std::string(table.order),
                      int(more_keys) + 1, table.came_later || is_added_at_start(table.name)});
  }
  for (const TableSpec& table : layout.tables) {
    tables.push_back(
        {"record", table.entity,
         "SELECT " + selected_columns(table) + " FROM " + table_name(table.entity) + " ORDER BY id",
         1});
  }
  return tables;
}

std::optional<std::string> cell(const Query& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return std::string(row.text(column));
}

// In the order that ORDER BY gives: null, numbers, texts.
int compare_cells(const Query& a, const Query& b, int column) {
  auto rank = [&](const Query& row) {
    return row.is_null(column) ? 0 : row.is_integer(column) ? 1 : 2;
  };
  if (rank(a) != rank(b)) return rank(a) < rank(b) ? -1 : 1;
  if (rank(a) == 1) {
    const int64_t x = a.integer(column);
    const int64_t y = b.integer(column);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return a.text(column).compare(b.text(column));
}

int compare_keys(const Query& a, const Query& b, int columns) {
  for (int i = 0; i < columns; ++i) {
    const int order = compare_cells(a, b, i);
    if (order != 0) return order;
  }
  return 0;
}

std::string plain_name(const Query& row, int column) {
  std::string name(row.name(column));
  return name.starts_with("f_") ? name.substr(2) : name;
}

RowDifference difference_at(const ComparedTable& table, const Query& row, RowFault fault) {
  RowDifference difference{fault, table.name, table.entity, "", {}, 0, {}};
  for (int i = 0; i < table.key_columns; ++i) {
    difference.key.push_back(cell(row, i).value_or(""));
  }
  if (table.name == "record") difference.record = difference.key[0];
  for (int i = 0; table.name != "record" && i < row.column_count(); ++i) {
    const std::string_view column = row.name(i);
    if (column == "entity") difference.entity = row.text(i);
    if (column == "record") difference.record = row.text(i);
    if (column == "op_number") difference.op_number = row.integer(i);
  }
  return difference;
}

std::vector<CellDifference> differing_cells(const Query& stored, const Query& made) {
  std::vector<CellDifference> cells;
  for (int i = 0; i < made.column_count(); ++i) {
    if (compare_cells(stored, made, i) == 0) continue;
    cells.push_back({plain_name(made, i), cell(stored, i), cell(made, i)});
  }
  return cells;
}

// Both tables in the order of their keys, side by side.
bool compare_rows(const ComparedTable& table, Query& stored, Query& made, const Visit& visit) {
  bool in_stored = stored.step();
  bool in_made = made.step();
  while (in_stored || in_made) {
    const int order = !in_stored ? 1
                      : !in_made ? -1
                                 : compare_keys(stored, made, table.key_columns);
    if (order < 0) {
      if (!visit(difference_at(table, stored, RowFault::kUnknown))) return false;
    } else if (order > 0) {
      if (!visit(difference_at(table, made, RowFault::kMissing))) return false;
    } else if (std::vector<CellDifference> cells = differing_cells(stored, made); !cells.empty()) {
      RowDifference changed = difference_at(table, made, RowFault::kChanged);
      changed.cells = std::move(cells);
      if (!visit(changed)) return false;
    }
    if (order <= 0) in_stored = stored.step();
    if (order >= 0) in_made = made.step();
  }
  return true;
}

// What is added at the next start is not missed; what else came later is there once it has a row.
bool is_missed(Database& made, const ComparedTable& table) {
  return !is_added_at_start(table.name) && has_table(made, table.name) &&
         made.query("SELECT 1 FROM " + table.name + " LIMIT 1").step();
}

}  // namespace

void Store::compare_derived(Store& made, const Visit& visit) {
  for (const ComparedTable& table : tables_of(made.layout_)) {
    if (table.may_lack && !has_table(*db_, table.name) && !is_missed(*made.db_, table)) continue;
    bool goes_on = true;
    bool same_shape = true;
    {
      Query mine = db_->query(table.sql);
      Query theirs = made.db_->query(table.sql);
      same_shape = mine.column_count() == theirs.column_count();
      if (same_shape) goes_on = compare_rows(table, mine, theirs, visit);
    }
    const bool unreadable = db_->take_error().has_value() || !same_shape;
    if (unreadable && goes_on) {
      goes_on = visit({RowFault::kUnreadable, table.name, table.entity, "", {}, 0, {}});
    }
    if (!goes_on) return;
  }
}

}  // namespace tollgate::store
