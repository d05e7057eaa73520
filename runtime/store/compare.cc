#include <algorithm>

#include "database.h"
#include "record_table.h"
#include "tables.h"
#include "tollgate/store/derived_comparison.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

// As many take about a millisecond.
constexpr int kRowsOfStep = 200;

bool is_added_at_start(std::string_view name) { return name == "blob_use" || name == "blob_name"; }

std::vector<std::string> names_of(Database& db, const std::string& table, std::string_view order) {
  std::vector<std::string> names;
  const Query row = db.query("SELECT * FROM " + table + " LIMIT 0");
  const auto keys = 1 + std::count(order.begin(), order.end(), ',');
  for (int i = 0; i < keys && i < row.column_count(); ++i) names.emplace_back(row.name(i));
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

std::optional<std::string> cell(const TableSpec* record, const Query& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return plain_cell(record, row, column);
}

KeyCell key_cell(const Query& row, int column) {
  KeyCell cell{.is_integer = row.is_integer(column)};
  if (cell.is_integer) {
    cell.integer = row.integer(column);
  } else {
    cell.text = row.text(column);
  }
  return cell;
}

// In the order that ORDER BY gives: null, numbers, texts.
int compare_cells(const TableSpec* record, const Query& a, const Query& b, int column) {
  auto rank = [&](const Query& row) {
    return row.is_null(column) ? 0 : row.is_integer(column) ? 1 : 2;
  };
  if (rank(a) != rank(b)) return rank(a) < rank(b) ? -1 : 1;
  if (rank(a) == 1) {
    const int64_t x = a.integer(column);
    const int64_t y = b.integer(column);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  // Mostly they are kept alike.
  if (a.text(column) == b.text(column)) return 0;
  return plain_cell(record, a, column).compare(plain_cell(record, b, column));
}

int compare_keys(const Query& a, const Query& b, size_t columns) {
  for (size_t i = 0; i < columns; ++i) {
    const int order = compare_cells(nullptr, a, b, int(i));
    if (order != 0) return order;
  }
  return 0;
}

std::string quoted_column(std::string_view name) { return "\"" + std::string(name) + "\""; }

std::string plain_name(const Query& row, int column) {
  std::string name(row.name(column));
  return name.starts_with("f_") ? name.substr(2) : name;
}

RowDifference difference_at(const std::string& table, const std::string& entity, size_t keys,
                            const Query& row, RowFault fault) {
  RowDifference difference{fault, table, entity, "", {}, 0, {}};
  for (size_t i = 0; i < keys; ++i) {
    difference.key.push_back(cell(nullptr, row, int(i)).value_or(""));
  }
  if (table == "record") difference.record = difference.key[0];
  for (int i = 0; table != "record" && i < row.column_count(); ++i) {
    const std::string_view column = row.name(i);
    if (column == "entity") difference.entity = row.text(i);
    if (column == "record") difference.record = row.text(i);
    if (column == "op_number") difference.op_number = row.integer(i);
  }
  return difference;
}

std::vector<CellDifference> differing_cells(const TableSpec* record, const Query& stored,
                                            const Query& made) {
  std::vector<CellDifference> cells;
  for (int i = 0; i < made.column_count(); ++i) {
    if (compare_cells(record, stored, made, i) == 0) continue;
    cells.push_back({plain_name(made, i), cell(record, stored, i), cell(record, made, i)});
  }
  return cells;
}

// What a record shows of those that it refers to: not all of it may be written yet (ReferrerStep).
bool only_follows_others(const std::vector<CellDifference>& cells) {
  return std::ranges::all_of(cells, [](const CellDifference& cell) {
    return cell.column == "title" || cell.column == "extra";
  });
}

// What is added at the next start is not missed; what else came later is there once it has a row.
bool is_missed(Database& made, const std::string& table) {
  return !is_added_at_start(table) && has_table(made, table) &&
         made.query("SELECT 1 FROM " + table + " LIMIT 1").step();
}

int64_t count_rows(Database& db, const std::string& table) {
  if (!has_table(db, table)) return 0;
  Query row = db.query("SELECT count(*) FROM " + table);
  return row.step() ? row.integer(0) : 0;
}

}  // namespace

DerivedComparison::DerivedComparison(Store& stored, Store& made) : stored_(stored), made_(made) {
  list_tables();
  for (const Table& table : tables_) progress_.of += table.rows;
}

Progress DerivedComparison::progress() const { return progress_; }

void DerivedComparison::list_tables() {
  Database& db = *made_.db_;
  for (const DerivedTable& table : kDerivedTables) {
    const std::string name(table.name);
    tables_.push_back({name, "", "*", name, names_of(db, name, table.order),
                       table.came_later || is_added_at_start(name), count_rows(db, name)});
  }
  for (const TableSpec& table : made_.layout_.tables) {
    tables_.push_back({"record",
                       table.entity,
                       selected_columns(table),
                       table_name(table.entity),
                       {"id"},
                       false,
                       made_.rows(table.entity)});
  }
  (void)db.take_error();  // a table that is not there has no rows
}

bool DerivedComparison::is_left_out(const Table& table) const {
  // Not all times are written yet.
  if (table.name == "timer" && has_table(*stored_.db_, "timer_step") && stored_.next_timer_step()) {
    return true;
  }
  // Kept as earlier versions did.
  const bool is_trace = table.name == "capture_trace" || table.name == "picture_band";
  if (is_trace && has_table(*stored_.db_, kEarlierTraces[1])) return true;
  return table.may_lack && !has_table(*stored_.db_, table.from) &&
         !is_missed(*made_.db_, table.from);
}

std::string DerivedComparison::sql_of(const Table& table) const {
  const std::string keys = joined(table.keys);
  std::string sql = "SELECT " + table.columns + " FROM " + table.from;
  if (!behind_.empty()) {
    std::vector<std::string> values;
    for (size_t i = 1; i <= table.keys.size(); ++i) values.push_back("?" + std::to_string(i));
    sql += " WHERE (" + keys + ")>(" + joined(values) + ")";
  }
  return sql + " ORDER BY " + keys;
}

// Both tables in the order of their keys, side by side, from where the last step ended.
bool DerivedComparison::compare_rows(const Table& table, const Visit& visit) {
  const std::string sql = sql_of(table);
  Query stored = stored_.db_->query(sql);
  Query made = made_.db_->query(sql);
  for (const KeyCell& key : behind_) {
    for (Query* query : {&stored, &made}) {
      key.is_integer ? query->bind(key.integer) : query->bind(std::string_view(key.text));
    }
  }
  if (stored.column_count() != made.column_count()) {
    visit({RowFault::kUnreadable, table.name, table.entity, "", {}, 0, {}});
    return true;
  }
  const size_t keys = table.keys.size();
  const TableSpec* record = table.name == "record" ? made_.layout_.find(table.entity) : nullptr;
  const bool is_behind = record != nullptr && has_table(*stored_.db_, "referrer_step") &&
                         stored_.next_referrer_step().has_value();
  bool in_stored = stored.step();
  bool in_made = made.step();
  for (int count = 0; in_stored || in_made;) {
    const int order = !in_stored ? 1 : !in_made ? -1 : compare_keys(stored, made, keys);
    const Query& first = order <= 0 ? stored : made;
    if (order != 0) {
      visit(difference_at(table.name, table.entity, keys, first,
                          order < 0 ? RowFault::kUnknown : RowFault::kMissing));
    } else if (std::vector<CellDifference> cells = differing_cells(record, stored, made);
               !cells.empty() && !(is_behind && only_follows_others(cells))) {
      RowDifference changed =
          difference_at(table.name, table.entity, keys, made, RowFault::kChanged);
      changed.cells = std::move(cells);
      visit(changed);
    }
    progress_.done += order >= 0 ? 1 : 0;
    std::vector<KeyCell> key;
    bool is_null = false;
    if (++count >= kRowsOfStep) {
      for (size_t i = 0; i < keys; ++i) {
        is_null |= first.is_null(int(i));
        key.push_back(key_cell(first, int(i)));
      }
    }
    if (order <= 0) in_stored = stored.step();
    if (order >= 0) in_made = made.step();
    // A null is no place to go on from, and neither is one that was come back to.
    if (count < kRowsOfStep || is_null || key == behind_) continue;
    behind_ = std::move(key);
    return !in_stored && !in_made;
  }
  return true;
}

const DerivedComparison::Table* DerivedComparison::find(const RowDifference& difference) const {
  const bool is_record = difference.table == "record";
  for (const Table& table : tables_) {
    if (table.name != difference.table) continue;
    if (!is_record || table.entity == difference.entity) return &table;
  }
  return nullptr;
}

void DerivedComparison::repair(const RowDifference& difference) {
  const Table* table = find(difference);
  if (!table || difference.fault == RowFault::kUnreadable) return;
  std::string where;
  for (size_t i = 0; i < table->keys.size(); ++i) {
    where += (i == 0 ? " WHERE " : " AND ") + table->keys[i] + "=?" + std::to_string(i + 1);
  }
  const auto bind_key = [&](Query& query) {
    for (const std::string& cell_of_key : difference.key) query.bind(std::string_view(cell_of_key));
  };
  stored_.totals_.clear();
  if (difference.fault == RowFault::kUnknown) {
    Query removed = stored_.db_->query("DELETE FROM " + table->from + where);
    bind_key(removed);
    removed.run();
    return;
  }
  Query made = made_.db_->query("SELECT " + table->columns + " FROM " + table->from + where);
  bind_key(made);
  if (!made.step()) return;
  std::vector<std::string> names;
  std::vector<std::string> values;
  std::string changes;
  for (int i = 0; i < made.column_count(); ++i) {
    names.push_back(quoted_column(made.name(i)));
    values.push_back("?" + std::to_string(i + 1));
    changes += (changes.empty() ? "" : ",") + names.back() + "=excluded." + names.back();
  }
  if (table->name == "record") stored_.mark_packed_cells();
  // Not replaced: the row keeps its number.
  Query put = stored_.db_->query("INSERT INTO " + table->from + "(" + joined(names) + ") VALUES(" +
                                 joined(values) + ") ON CONFLICT(" + joined(table->keys) +
                                 ") DO UPDATE SET " + changes);
  for (int i = 0; i < made.column_count(); ++i) {
    if (made.is_null(i)) {
      put.bind_null();
    } else if (made.is_integer(i)) {
      put.bind(made.integer(i));
    } else if (!made.is_text(i)) {
      put.bind_blob(made.text(i));
    } else {
      put.bind(made.text(i));
    }
  }
  put.run();
  if (table->name == "layout") stored_.load_layout();
}

bool DerivedComparison::step(const Visit& visit) {
  if (table_ >= tables_.size()) return true;
  const Table& table = tables_[table_];
  bool ended = is_left_out(table);
  if (!ended) {
    ended = compare_rows(table, visit);
    if (stored_.db_->take_error()) {
      visit({RowFault::kUnreadable, table.name, table.entity, "", {}, 0, {}});
      ended = true;
    }
  }
  if (!ended) return false;
  ++table_;
  behind_.clear();
  return table_ >= tables_.size();
}

}  // namespace tollgate::store
