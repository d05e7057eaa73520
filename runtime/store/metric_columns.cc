// What metrics read of records, in columns. They count for the rules that they were made under
// (`stamp`) and up to an op of the log (`head`): a program that knows nothing of them writes ops
// and leaves that number behind, so what it left out of date is not taken for good.
#include "tollgate/store/metric_columns.h"

#include <algorithm>

#include "database.h"
#include "record_table.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

int64_t chunk_place(int64_t column, size_t chunk) { return column << 32 | int64_t(chunk); }

void forget_columns(Database& db, std::string_view entity) {
  db.query(
        "DELETE FROM metric_chunk WHERE place IN (SELECT c.place FROM metric_column AS m"
        " JOIN metric_chunk AS c ON c.place>=m.number<<32 AND c.place<(m.number+1)<<32"
        " WHERE m.entity=?1)")
      .bind(entity)
      .run();
  db.query(
        "DELETE FROM metric_word WHERE column_number IN"
        " (SELECT number FROM metric_column WHERE entity=?1)")
      .bind(entity)
      .run();
  for (const std::string_view table : {"metric_column", "metric_change", "metric_table"}) {
    db.query("DELETE FROM " + std::string(table) + " WHERE entity=?1").bind(entity).run();
  }
}

void drop_other_columns(Database& db, std::string_view entity,
                        const std::vector<int64_t>& numbers) {
  std::vector<int64_t> others;
  {
    Query row = db.query("SELECT number FROM metric_column WHERE entity=?1");
    row.bind(entity);
    while (row.step()) {
      const int64_t number = row.integer(0);
      if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) {
        others.push_back(number);
      }
    }
  }
  for (const int64_t number : others) {
    db.query("DELETE FROM metric_chunk WHERE place>=?1 AND place<?2")
        .bind(chunk_place(number, 0))
        .bind(chunk_place(number + 1, 0))
        .run();
    db.query("DELETE FROM metric_word WHERE column_number=?1").bind(number).run();
    db.query("DELETE FROM metric_column WHERE number=?1").bind(number).run();
  }
}

}  // namespace

const std::map<std::string, int64_t, std::less<>>& Store::kept_rows() {
  if (kept_rows_) return *kept_rows_;
  kept_rows_.emplace();
  if (!has_table(*db_, "metric_table")) return *kept_rows_;
  Query row = db_->query("SELECT entity,rows FROM metric_table");
  while (row.step()) kept_rows_->emplace(row.text(0), row.integer(1));
  return *kept_rows_;
}

MetricColumns Store::metric_columns(std::string_view entity, std::string_view stamp) {
  MetricColumns kept;
  if (kept_rows().find(entity) == kept_rows().end()) return kept;
  Query table =
      db_->query("SELECT rows FROM metric_table WHERE entity=?1 AND stamp=?2 AND head=?3");
  table.bind(entity).bind(stamp).bind(last_op());
  if (!table.step()) return kept;
  kept.rows = table.integer(0);
  Query column = db_->query("SELECT number,key FROM metric_column WHERE entity=?1 ORDER BY number");
  column.bind(entity);
  while (column.step()) kept.columns.push_back({column.integer(0), std::string(column.text(1))});
  Query changed = db_->query("SELECT row FROM metric_change WHERE entity=?1");
  changed.bind(entity);
  while (changed.step()) kept.changed_rows.push_back(changed.integer(0));
  return kept;
}

std::string Store::metric_chunk(int64_t column, size_t number) {
  Query row = db_->query("SELECT bytes FROM metric_chunk WHERE place=?1");
  row.bind(chunk_place(column, number));
  return row.step() ? std::string(row.text(0)) : std::string();
}

std::vector<std::string> Store::metric_words(int64_t column) {
  std::vector<std::string> words;
  Query row = db_->query("SELECT text FROM metric_word WHERE column_number=?1 ORDER BY number");
  row.bind(column);
  while (row.step()) words.emplace_back(row.text(0));
  return words;
}

std::vector<int64_t> Store::write_metric_columns(std::string_view entity, std::string_view stamp,
                                                 int64_t rows,
                                                 const std::vector<MetricColumnChanges>& changes) {
  std::vector<int64_t> numbers;
  if (only_reads_ || db_->in_transaction()) return numbers;
  Transaction all(*this);
  bool goes_on = false;
  for (const MetricColumnChanges& column : changes) goes_on |= column.number != 0;
  if (!goes_on) forget_columns(*db_, entity);
  for (const MetricColumnChanges& column : changes) {
    int64_t number = column.number;
    if (number == 0) {
      db_->query("INSERT INTO metric_column(entity,key) VALUES(?1,?2)")
          .bind(entity)
          .bind(column.key)
          .run();
      number = db_->last_row();
    }
    numbers.push_back(number);
    for (const auto& [chunk, bytes] : column.chunks) {
      db_->query("INSERT OR REPLACE INTO metric_chunk(place,bytes) VALUES(?1,?2)")
          .bind(chunk_place(number, chunk))
          .bind_blob(bytes)
          .run();
    }
    for (size_t i = 0; i < column.words.size(); ++i) {
      db_->query("INSERT OR REPLACE INTO metric_word(column_number,number,text) VALUES(?1,?2,?3)")
          .bind(number)
          .bind(int64_t(column.first_word + i))
          .bind(column.words[i])
          .run();
    }
  }
  drop_other_columns(*db_, entity, numbers);
  db_->query("DELETE FROM metric_change WHERE entity=?1").bind(entity).run();
  db_->query("INSERT OR REPLACE INTO metric_table(entity,stamp,rows,head) VALUES(?1,?2,?3,?4)")
      .bind(entity)
      .bind(stamp)
      .bind(rows)
      .bind(last_op())
      .run();
  // Numbers are made without columns as well: what could not be written is made again.
  if (!all.commit()) return {};
  kept_rows_.reset();
  return numbers;
}

void Store::mark_metric_row(std::string_view entity, std::string_view record) {
  recent_writes_.note(entity, record);
  const auto kept = kept_rows().find(entity);
  if (kept == kept_rows().end() || !layout_.find(entity)) return;
  db_->query("INSERT OR IGNORE INTO metric_change(entity,row) SELECT ?1,rowid-1 FROM " +
             table_name(entity) + " WHERE id=?2 AND rowid<=?3")
      .bind(entity)
      .bind(record)
      .bind(kept->second)
      .run();
}

// What stands at another op was left behind by a program that knows nothing of it.
void Store::kept_columns_follow(int64_t before) {
  const auto follow = [&](const char* sql) { db_->query(sql).bind(last_op()).bind(before).run(); };
  if (!kept_rows().empty()) follow("UPDATE metric_table SET head=?1 WHERE head=?2");
  if (!searched_rows().empty()) follow("UPDATE search_column SET head=?1 WHERE head=?2");
}

void Store::forget_all_columns() {
  recent_writes_.note_all();
  for (const TableSpec& table : layout_.tables) {
    forget_metric_columns(table.entity);
    forget_searched(table.entity);
  }
}

void Store::forget_metric_columns(std::string_view entity) {
  if (kept_rows().find(entity) == kept_rows().end()) return;
  forget_columns(*db_, entity);
  kept_rows_.reset();
}

// Records by row.

int64_t Store::rows(std::string_view entity) {
  if (!layout_.find(entity)) return 0;
  Query row = db_->query("SELECT max(rowid) FROM " + table_name(entity));
  return row.step() && !row.is_null(0) ? row.integer(0) : 0;
}

std::optional<int64_t> Store::row_of(std::string_view entity, std::string_view record) {
  if (!layout_.find(entity)) return std::nullopt;
  Query row = db_->query("SELECT rowid FROM " + table_name(entity) + " WHERE id=?1");
  row.bind(record);
  if (!row.step()) return std::nullopt;
  return row.integer(0) - 1;
}

void Store::scan_rows(const RowScan& rows,
                      const std::function<bool(int64_t row, StoredRecord&&)>& visit) {
  const TableSpec* table = layout_.find(rows.entity);
  if (!table) return;
  TableSpec read{table->entity, {}};
  for (const ColumnSpec& column : table->columns) {
    if (rows.fields.find(column.id) != rows.fields.end()) read.columns.push_back(column);
  }
  const int64_t last = rows.limit < 0 ? INT64_MAX : rows.from + rows.limit;
  Query row =
      db_->query("SELECT " + selected_columns(read) + ",rowid FROM " + table_name(rows.entity) +
                 " WHERE rowid>?1 AND rowid<=?2 AND status=1 ORDER BY rowid");
  row.bind(rows.from).bind(last);
  const int at = row.column_count() - 1;
  while (row.step()) {
    if (!visit(row.integer(at) - 1, read_row(read, row))) return;
  }
}

std::vector<std::string> Store::ids_of_rows(std::string_view entity,
                                            const std::vector<int64_t>& rows) {
  std::vector<std::string> ids;
  if (!layout_.find(entity)) return ids;
  for (const int64_t wanted : rows) {
    Query row = db_->query("SELECT id FROM " + table_name(entity) + " WHERE rowid=?1");
    row.bind(wanted + 1);
    if (row.step()) ids.emplace_back(row.text(0));
  }
  return ids;
}

}  // namespace tollgate::store
