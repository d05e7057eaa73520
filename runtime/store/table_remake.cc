#include "tollgate/store/table_remake.h"

#include "database.h"
#include "record_table.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

// Tables that are not in force: being made, or in force before.
constexpr std::string_view kMade = "made_";
constexpr std::string_view kLeft = "left_";

std::string made_name(std::string_view prefix, const std::string& entity) {
  return std::string(prefix) + entity;
}

}  // namespace

TableRemake::TableRemake(Store& store, Wanted wanted) : store_(store), wanted_(std::move(wanted)) {}

TableRemake::~TableRemake() {
  if (!is_taken_) store_.in_making_.erase(name_);
}

void TableRemake::begin() {
  Database& db = *store_.db_;
  store_.mark_packed_cells();
  name_ = free_name(db, made_name(kMade, entity()));
  store_.in_making_.insert(name_);
  create_table(db, wanted_.table, name_);
  for (const ListIndex& index : wanted_.indexes) {
    if (index.entity == entity()) create_list_index(db, wanted_.table, name_, index);
  }
}

void TableRemake::put(int64_t row, const ops::StoredRecord& record) {
  write_row(*store_.db_, wanted_.table, record.state, record.title, wanted_.time_zone,
            {name_, row});
}

bool TableRemake::copy_next(const Change& change) {
  if (name_.empty()) begin();
  const TableSpec* before = store_.layout_.find(entity());
  if (!before || store_.failed()) return false;
  int64_t number = 0;
  ops::StoredRecord record;
  {
    Query row = store_.db_->query("SELECT " + selected_columns(*before) + ",rowid FROM " +
                                  table_name(entity()) +
                                  " NOT INDEXED WHERE rowid>?1 ORDER BY rowid LIMIT 1");
    row.bind(after_);
    if (!row.step()) return false;
    record = read_row(*before, row);
    number = row.integer(row.column_count() - 1);
  }
  change(record);
  put(number, record);
  after_ = number;
  return true;
}

void TableRemake::copy_again(std::string_view record, const Change& change) {
  if (name_.empty()) return;
  const std::optional<int64_t> row = store_.row_of(entity(), record);
  std::optional<ops::StoredRecord> found;
  if (row) found = store_.find_record(entity(), record);
  if (!found) {
    store_.db_->query("DELETE FROM " + quoted_name(name_) + " WHERE id=?1").bind(record).run();
    return;
  }
  if (*row + 1 > after_) return;
  change(*found);
  put(*row + 1, *found);
}

void TableRemake::take() {
  if (name_.empty()) begin();
  Database& db = *store_.db_;
  const std::string left = free_name(db, made_name(kLeft, entity()));
  const std::string table = table_name(entity());
  db.run("ALTER TABLE " + table + " RENAME TO " + quoted_name(left));
  db.run("ALTER TABLE " + quoted_name(name_) + " RENAME TO " + table);
  store_.in_making_.erase(name_);
  is_taken_ = true;
}

bool Store::drop_some_leftover() {
  constexpr int kRowsDropped = 200;
  if (failed() || only_reads_) return false;
  std::string table;
  std::string index;
  {
    Query row = db_->query(
        "SELECT t.name, i.name FROM sqlite_schema AS t LEFT JOIN sqlite_schema AS i"
        " ON i.type='index' AND i.tbl_name=t.name AND i.sql IS NOT NULL"
        " WHERE t.type='table' AND (t.name GLOB 'made_*' OR t.name GLOB 'left_*')");
    // Somebody's save goes on with what is being made; times are looked at in between.
    while (table.empty() && row.step()) {
      if (in_making_.contains(row.text(0))) continue;
      table = row.text(0);
      index = row.text(1);
    }
  }
  if (table.empty()) return false;
  Transaction step(*this);
  if (!index.empty()) {
    db_->run("DROP INDEX " + quoted_name(index));
  } else {
    const std::string name = quoted_name(table);
    db_->run("DELETE FROM " + name + " WHERE rowid IN (SELECT rowid FROM " + name +
             " ORDER BY rowid LIMIT " + std::to_string(kRowsDropped) + ")");
    const bool is_empty = !db_->query("SELECT 1 FROM " + name + " LIMIT 1").step();
    if (is_empty) db_->run("DROP TABLE " + name);
  }
  return step.commit().ok();
}

void Store::drop_leftovers() {
  std::vector<std::string> tables;
  {
    Query row = db_->query(
        "SELECT name FROM sqlite_schema WHERE type='table'"
        " AND (name GLOB 'made_*' OR name GLOB 'left_*')");
    while (row.step()) tables.emplace_back(row.text(0));
  }
  for (const std::string& table : tables) db_->run("DROP TABLE " + quoted_name(table));
}

}  // namespace tollgate::store
