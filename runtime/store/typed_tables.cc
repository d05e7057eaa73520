// The typed tables follow the app: made, changed and emptied here.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "database.h"
#include "record_table.h"
#include "tables.h"
#include "tollgate/base/json.h"
#include "tollgate/store/store.h"
#include "tollgate/store/table_remake.h"

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

void create(Database& db, const TableSpec& table) { create_table(db, table, "e_" + table.entity); }

// The columns that are new, where all others stay as they are; else nothing.
std::vector<ColumnSpec> added_columns(const TableSpec& before, const TableSpec& next) {
  std::vector<ColumnSpec> added;
  for (const ColumnSpec& column : next.columns) {
    const ColumnSpec* old = before.find(column.id);
    if (!old) {
      added.push_back(column);
    } else if (*old != column) {
      return {};
    }
  }
  return added.size() + before.columns.size() == next.columns.size() ? added
                                                                     : std::vector<ColumnSpec>();
}

// Rows stay where they are: only those are written again that hold a value of a new column, from
// when there was none. Whoever adds a field to a million records does not wait for all of them.
void add_columns(Database& db, const TableSpec& before, const TableSpec& next,
                 const std::vector<ColumnSpec>& added, std::string_view time_zone) {
  std::string holds_one;
  for (const ColumnSpec& column : added) {
    db.run("ALTER TABLE " + table_name(next.entity) + " ADD COLUMN " + column_sql(column));
    holds_one += (holds_one.empty() ? "" : " OR ") + ("instr(extra,'\"" + column.id + "\"')>0");
  }
  std::vector<StoredRecord> rows;
  {
    Query row = db.query("SELECT " + selected_columns(before) + " FROM " +
                         table_name(before.entity) + " WHERE " + holds_one + " ORDER BY rowid");
    while (row.step()) rows.push_back(read_row(before, row));
  }
  for (const StoredRecord& row : rows) write_row(db, next, row.state, row.title, time_zone);
  for (const ColumnSpec& column : added) {
    index_reference(db, next, table_name(next.entity), column);
  }
}

std::vector<StoredRecord> all_rows(Database& db, const TableSpec& table) {
  std::vector<StoredRecord> rows;
  Query row = db.query("SELECT " + selected_columns(table) + " FROM " + table_name(table.entity) +
                       " ORDER BY rowid");
  while (row.step()) rows.push_back(read_row(table, row));
  return rows;
}

struct Relation {
  std::string type;  // "table" or "view"
  std::string name;
};

// What stands in the file under the names of derived tables: the layout may be damaged, or tell of
// other tables.
std::vector<Relation> derived_relations(Database& db) {
  std::string names;
  for (const DerivedTable& table : kDerivedTables) names += "'" + std::string(table.name) + "',";
  for (std::string_view table : kEarlierTraces) names += "'" + std::string(table) + "',";
  names.pop_back();
  std::vector<Relation> found;
  Query row = db.query(
      "SELECT type, name FROM sqlite_schema WHERE type IN ('table','view')"
      " AND (name IN (" +
      names +
      ") OR name GLOB 'e_*' OR (type='table' AND (name GLOB 'made_*' OR name GLOB 'left_*')))");
  while (row.step()) found.push_back({std::string(row.text(0)), std::string(row.text(1))});
  return found;
}

}  // namespace

bool has_table(Database& db, std::string_view name) {
  Query row = db.query("SELECT 1 FROM sqlite_schema WHERE type='table' AND name=?1");
  row.bind(name);
  return row.step();
}

const Layout& Store::layout() const { return layout_; }

// One that cannot be read is as good as none: has_tables tells, and the log has what it was made
// of.
void Store::load_layout() {
  Query row = db_->query("SELECT json FROM layout");
  if (row.step()) layout_ = layout_from_json(stored_json(row.text(0))).value_or(Layout{});
  db_->take_error();
}

bool Store::has_tables(const Layout& wanted) {
  for (const DerivedTable& table : kDerivedTables) {
    if (!table.came_later && !has_table(*db_, table.name)) return false;
  }
  for (const TableSpec& table : wanted.tables) {
    if (!layout_.find(table.entity) || !has_table(*db_, "e_" + table.entity)) return false;
  }
  return true;
}

bool Store::has_blob_uses() { return has_table(*db_, "blob_use") && has_table(*db_, "blob_name"); }

void Store::add_blob_uses() {
  db_->run(kCreateBlobUse);
  db_->run(kCreateBlobName);
  add_missing_tables();
}

// A database of an earlier version has the table beside which it would stand.
void Store::note_problems_begin() {
  if (has_table(*db_, "problem") || !has_table(*db_, "outbox") || head().number == 0) return;
  set_setting(kProblemsAfter, std::to_string(head().number));
}

void Store::derive_as(Store& of) {
  std::string after = of.setting(kProblemsAfter);
  if (after.empty() && !has_table(*of.db_, "problem")) after = std::to_string(of.head().number);
  if (!after.empty()) set_setting(kProblemsAfter, after);
}

// Whether the rows of a table can stay where they are.
bool Store::keeps_rows(const TableSpec& table, std::string_view time_zone) const {
  const TableSpec* before = layout_.find(table.entity);
  if (!before) return true;
  if (time_zone != layout_.time_zone && has_zoned_columns(*before)) return false;
  return same_columns(*before, table) || !added_columns(*before, table).empty();
}

void Store::set_layout(const Layout& wanted, const std::vector<TableRemake*>& remade) {
  // Tables of entities that the app no longer has stay, with the records in them.
  Layout next = wanted;
  for (const TableSpec& table : layout_.tables) {
    if (!wanted.find(table.entity)) next.tables.push_back(table);
  }
  if (next == layout_ && remade.empty()) return;
  totals_.clear();
  recent_writes_.note_all();
  mark_packed_cells();
  bool zone_changed = next.time_zone != layout_.time_zone;
  for (TableRemake* table : remade) {
    table->take();
    forget_searched(table->entity());
  }
  for (const TableSpec& table : next.tables) {
    const TableSpec* before = layout_.find(table.entity);
    const bool is_remade = std::any_of(remade.begin(), remade.end(), [&](const TableRemake* each) {
      return each->entity() == table.entity;
    });
    if (is_remade) {
      if (!keeps_rows(table, next.time_zone)) forget_metric_columns(table.entity);
      continue;
    }
    if (!before) {
      create(*db_, table);
      continue;
    }
    bool same = same_columns(*before, table) && !(zone_changed && has_zoned_columns(table));
    if (same) continue;
    const std::vector<ColumnSpec> added = added_columns(*before, table);
    if (!added.empty() && !(zone_changed && has_zoned_columns(*before))) {
      add_columns(*db_, *before, table, added, next.time_zone);
      continue;
    }
    std::vector<StoredRecord> rows = all_rows(*db_, *before);
    forget_metric_columns(table.entity);
    forget_searched(table.entity);
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

void Store::forget_kept() {
  kept_rows_.reset();
  searched_rows_.reset();
  totals_.clear();
  kinds_looked_for_.clear();
  block_ = {};
}

std::vector<std::string> Store::triggers() {
  std::vector<std::string> names;
  Query row = db_->query("SELECT name FROM sqlite_schema WHERE type='trigger' ORDER BY name");
  while (row.step()) names.emplace_back(row.text(0));
  return names;
}

bool Store::drop_triggers() {
  const std::vector<std::string> names = triggers();
  for (const std::string& name : names) db_->run("DROP TRIGGER " + quoted_name(name));
  return !names.empty();
}

void Store::recreate_derived() {
  note_problems_begin();
  for (const Relation& relation : derived_relations(*db_)) {
    db_->run("DROP " + relation.type + " " + quoted_name(relation.name));
  }
  for (std::string_view name : kMetricTables) {
    db_->run("DROP TABLE IF EXISTS " + std::string(name));
  }
  for (std::string_view name : kSearchTables) {
    db_->run("DROP TABLE IF EXISTS " + std::string(name));
  }
  db_->run("DROP TABLE IF EXISTS timer_step");
  db_->run("DROP TABLE IF EXISTS referrer_step");
  forget_kept();
  for (std::string_view sql : kCreateDerived) db_->run(sql);
  create_missing();
  recent_writes_.note_all();
  layout_ = {};
}

}  // namespace tollgate::store
