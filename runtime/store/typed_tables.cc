// The typed tables follow the app: made, changed and emptied here.
#include <nlohmann/json.hpp>

#include "database.h"
#include "record_table.h"
#include "tollgate/base/json.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

bool same_columns(const TableSpec& a, const TableSpec& b) {
  if (a.columns.size() != b.columns.size()) return false;
  for (const ColumnSpec& column : a.columns) {
    const ColumnSpec* other = b.find(column.id);
    if (!other || *other != column) return false;
  }
  return true;
}

bool has_zoned_columns(const TableSpec& table) {
  for (const ColumnSpec& column : table.columns) {
    if (column.kind == ColumnKind::kDateTime) return true;
  }
  return false;
}

void create(Database& db, const TableSpec& table) {
  db.run(create_table_sql(table));
  for (const ColumnSpec& column : table.columns) {
    if (!column.indexed) continue;
    db.run("CREATE INDEX \"i_" + table.entity + "." + column.id + "\" ON " +
           table_name(table.entity) + "(" + column_name(column.id) + ")");
  }
}

std::vector<StoredRecord> all_rows(Database& db, const TableSpec& table) {
  std::vector<StoredRecord> rows;
  Query row = db.query("SELECT " + selected_columns(table) + " FROM " + table_name(table.entity) +
                       " ORDER BY rowid");
  while (row.step()) rows.push_back(read_row(table, row));
  return rows;
}

}  // namespace

const Layout& Store::layout() const { return layout_; }

void Store::load_layout() {
  Query row = db_->query("SELECT json FROM layout");
  if (!row.step()) return;
  Json json = stored_json(row.text(0));
  if (json.is_object()) layout_ = layout_from_json(json);
}

void Store::set_layout(const Layout& wanted) {
  // Tables of entities that the app no longer has stay, with the records in them.
  Layout next = wanted;
  for (const TableSpec& table : layout_.tables) {
    if (!wanted.find(table.entity)) next.tables.push_back(table);
  }
  if (next == layout_) return;
  bool zone_changed = next.time_zone != layout_.time_zone;
  for (const TableSpec& table : next.tables) {
    const TableSpec* before = layout_.find(table.entity);
    if (!before) {
      create(*db_, table);
      continue;
    }
    bool same = same_columns(*before, table) && !(zone_changed && has_zoned_columns(table));
    if (same) continue;
    std::vector<StoredRecord> rows = all_rows(*db_, *before);
    db_->run("DROP TABLE " + table_name(table.entity));
    create(*db_, table);
    for (const StoredRecord& row : rows) {
      write_row(*db_, table, row.state, row.title, next.time_zone);
    }
  }
  layout_ = std::move(next);
  db_->query("INSERT OR REPLACE INTO layout(one,json) VALUES(1,?1)")
      .bind(write_json(to_json(layout_)))
      .run();
}

void Store::clear_derived() {
  for (const TableSpec& table : layout_.tables) db_->run("DROP TABLE " + table_name(table.entity));
  for (const char* table : {"app", "layout", "score", "decision", "outbox"}) {
    db_->run("DELETE FROM " + std::string(table));
  }
  layout_ = {};
}

}  // namespace tollgate::store
