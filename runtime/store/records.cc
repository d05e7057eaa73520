#include <algorithm>
#include <nlohmann/json.hpp>

#include "column_codec.h"
#include "database.h"
#include "record_sql.h"
#include "record_table.h"
#include "search_texts.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

// Counting fewer is as quick as looking a total up in thousands of saves.
constexpr int64_t kLeastKeptTotal = 5000;
constexpr size_t kMaxTotals = 16;
// So many writes and nobody asked: an import. Counting anew once is cheaper.
constexpr int64_t kMaxWritesBesideTotals = 500;
// Of rows that were found in another way: how many steps along an index take as long as looking one
// of them up, for a page.
constexpr int64_t kPageSteps = 20;
// More are not looked up one by one to be counted.
constexpr int64_t kMaxListedRows = 20'000;

}  // namespace

std::optional<StoredRecord> Store::find_record(std::string_view entity, std::string_view record) {
  const TableSpec* table = layout_.find(entity);
  if (!table) return std::nullopt;
  ++records_found_;
  Query row = db_->query("SELECT " + selected_columns(*table) + " FROM " + table_name(entity) +
                         " WHERE id=?1");
  row.bind(record);
  if (!row.step()) return std::nullopt;
  return read_row(*table, row);
}

std::optional<ops::RecordStatus> Store::record_status(std::string_view entity,
                                                      std::string_view record) {
  if (!layout_.find(entity)) return std::nullopt;
  Query row = db_->query("SELECT status FROM " + table_name(entity) + " WHERE id=?1");
  row.bind(record);
  if (!row.step()) return std::nullopt;
  return ops::RecordStatus(row.integer(0));
}

std::optional<Store::StatusAndText> Store::status_and_text(std::string_view entity,
                                                           std::string_view record,
                                                           std::string_view field) {
  const std::optional<ColumnRead> read = column(entity, field);
  if (!read) return std::nullopt;
  Query row = db_->query("SELECT status," + read->expression + " FROM " + table_name(entity) +
                         " WHERE id=?1");
  row.bind(record);
  if (!row.step()) return std::nullopt;
  return StatusAndText{ops::RecordStatus(row.integer(0)), std::string(row.text(1))};
}

bool Store::has_record(std::string_view entity, std::string_view record) {
  if (!layout_.find(entity)) return false;
  Query row = db_->query("SELECT 1 FROM " + table_name(entity) + " WHERE id=?1");
  row.bind(record);
  return row.step();
}

void Store::put_record(const ops::RecordState& state, std::string_view title) {
  const TableSpec* table = layout_.find(state.entity);
  if (!table) return;
  move_totals(state.entity, state.id, -1);
  mark_packed_cells();
  write_row(*db_, *table, state, title, layout_.time_zone);
  move_totals(state.entity, state.id, 1);
  mark_metric_row(state.entity, state.id);
  mark_searched_row(state.entity, state.id);
}

std::optional<std::string> Store::title(std::string_view entity, std::string_view record) {
  if (!layout_.find(entity)) return std::nullopt;
  Query row = db_->query("SELECT title FROM " + table_name(entity) + " WHERE id=?1");
  row.bind(record);
  if (!row.step()) return std::nullopt;
  return std::string(row.text(0));
}

void Store::set_title(std::string_view entity, std::string_view record, std::string_view title) {
  if (!layout_.find(entity)) return;
  recent_writes_.note(entity, record);
  db_->query("UPDATE " + table_name(entity) + " SET title=?1 WHERE id=?2")
      .bind(title)
      .bind(record)
      .run();
  mark_searched_row(entity, record);
}

struct Store::RowsFound {
  std::optional<sql::RowSet> rows;
  bool answers_search = false;
  int64_t complete = 0;  // of those that a search found
  int64_t drafts = 0;
  int64_t count = 0;
  int64_t of = 0;  // as many rows as there are
};

Store::RowsFound Store::rows_found(const TableSpec& table, const RecordQuery& query) {
  RowsFound found;
  if (query.rows) {
    found.rows.emplace();
    for (const int64_t row : *query.rows) found.rows->add(row + 1);
  }
  std::vector<std::string> fields = query.search_in;
  if (fields.empty()) fields = {"title"};
  std::erase_if(fields, [&](const std::string& field) { return query.unseen.contains(field); });
  std::vector<NamedTitles> titles = query.search_titles;
  std::erase_if(titles, [&](const NamedTitles& named) {
    return query.unseen.contains(named.field) || !layout_.find(named.entity);
  });
  bool is_plain = !query.search.empty();
  const auto hides_some = [&](const std::string& field) {
    const auto hidden = query.hidden.find(field);
    return hidden != query.hidden.end() && !hidden->second.empty();
  };
  for (const std::string& field : fields) is_plain = is_plain && !hides_some(field);
  for (const NamedTitles& named : titles) is_plain = is_plain && !hides_some(named.field);
  std::optional<TextMatches> matches;
  if (is_plain) matches = SearchTexts(*this, table).find(fields, titles, query.search);
  if (matches) {
    found.answers_search = true;
    found.complete = matches->complete;
    found.drafts = matches->drafts;
    if (found.rows) {
      found.rows->narrow(matches->rows);
    } else {
      found.rows = std::move(matches->rows);
    }
  }
  if (found.rows) {
    found.count = found.rows->count();
    found.of = rows(table.entity);
  }
  return found;
}

// Whether an index gives the rows in the query's order.
bool Store::reads_in_order(const TableSpec& table, const RecordQuery& query) {
  std::vector<SortBy> by;
  for (const FieldEquals& equals : query.where) by.push_back({equals.field, false});
  const auto is_index = [&] {
    const ListIndex wanted{table.entity, by};
    return std::find(list_indexes_.begin(), list_indexes_.end(), wanted) != list_indexes_.end();
  };
  for (const SortBy& key : query.sort) {
    const auto hidden = query.hidden.find(key.field);
    if (hidden != query.hidden.end() && !hidden->second.empty()) return false;
    if (query.unseen.contains(key.field)) return false;
    by.push_back(key);
  }
  if (is_index()) return true;
  by = query.sort;
  return is_index();
}

void Store::scan(const RecordQuery& query, const std::function<bool(StoredRecord&&)>& visit) {
  const TableSpec* table = layout_.find(query.entity);
  if (table) scan(*table, query, rows_found(*table, query), visit);
}

void Store::scan(const TableSpec& table, const RecordQuery& query, const RowsFound& found,
                 const std::function<bool(StoredRecord&&)>& visit) {
  RowTest test;
  if (found.rows) {
    // A page needs about limit * of / count steps along an index, or count lookups.
    const bool is_page = query.limit >= 0 && query.offset < query.limit;
    const bool are_many = found.count * found.count > kPageSteps * found.of;
    test = {&*found.rows, !(is_page && are_many && reads_in_order(table, query)),
            found.answers_search};
  }
  SqlParts parts = where_of(table, query, test);
  std::vector<OrderKey> keys;
  if (!query.any_order) keys = order_keys(table, query, parts);
  std::vector<std::string> ranges = {""};
  if (query.after) {
    if (query.after->keys.size() != keys.size()) return;
    ranges = conditions_behind(*query.after, keys, parts);
  }
  const std::string select =
      "SELECT " + selected_columns(table) + " FROM " + table_name(query.entity) + parts.sql;
  const bool is_bounded = query.limit >= 0 || query.offset > 0;
  const size_t bound = parts.parameters.size();
  int64_t left = query.limit;
  for (const std::string& range : ranges) {
    if (left == 0) return;
    std::string sql = select + (range.empty() ? "" : " AND " + range) + order_sql(keys);
    if (is_bounded) {
      sql += " LIMIT ?" + std::to_string(bound + 1) + " OFFSET ?" + std::to_string(bound + 2);
    }
    Query row = db_->query(sql);
    bind_all(row, parts);
    if (is_bounded) row.bind(left).bind(query.after ? 0 : query.offset);
    while (row.step()) {
      if (left > 0) --left;
      if (!visit(read_row(table, row))) return;
    }
  }
}

void Store::scan_columns(
    const RecordQuery& query, const std::vector<std::string>& fields,
    const std::function<bool(const std::vector<std::string_view>& texts)>& visit) {
  const TableSpec* table = layout_.find(query.entity);
  if (!table) return;
  const RowsFound found = rows_found(*table, query);
  RowTest test;
  if (found.rows) test = {&*found.rows, found.count < kMaxListedRows, found.answers_search};
  SqlParts parts = where_of(*table, query, test);
  std::string columns;
  for (const std::string& field : fields) {
    columns += (columns.empty() ? "" : ",") + read_column(*table, query, field, parts);
  }
  Query row = db_->query("SELECT " + columns + " FROM " + table_name(query.entity) + parts.sql);
  bind_all(row, parts);
  std::vector<std::string_view> texts(fields.size());
  while (row.step()) {
    for (size_t i = 0; i < fields.size(); ++i) {
      texts[i] = row.is_null(int(i)) ? std::string_view() : row.text(int(i));
    }
    if (!visit(texts)) return;
  }
}

void Store::scan_columns(const RecordQuery& query, const ColumnScan& scan, const VisitRow& visit) {
  const TableSpec* table = layout_.find(query.entity);
  if (!table) return;
  const RowsFound found = rows_found(*table, query);
  RowTest test;
  if (found.rows) test = {&*found.rows, found.count < kMaxListedRows, found.answers_search};
  SqlParts parts = where_of(*table, query, test);
  parts.both("rowid>" + std::to_string(scan.from));
  if (scan.to >= 0) parts.both("rowid<=" + std::to_string(scan.to));
  std::string columns = "rowid";
  for (const std::string& field : scan.fields) {
    columns += "," + read_column(*table, query, field, parts);
  }
  // By an index all that it has would be looked at again from each row on.
  Query row = db_->query("SELECT " + columns + " FROM " + table_name(query.entity) +
                         " NOT INDEXED" + parts.sql + " ORDER BY rowid");
  bind_all(row, parts);
  std::vector<std::string_view> texts(scan.fields.size());
  while (row.step()) {
    for (size_t i = 0; i < texts.size(); ++i) {
      const int at = int(i) + 1;
      texts[i] = row.is_null(at) ? std::string_view() : row.text(at);
    }
    if (!visit(row.integer(0) - 1, texts)) return;
  }
}

std::optional<RecordPlace> Store::place_of(const RecordQuery& query, std::string_view record) {
  const TableSpec* table = layout_.find(query.entity);
  if (!table) return std::nullopt;
  SqlParts parts;
  const std::vector<OrderKey> keys = order_keys(*table, query, parts);
  std::string sql;
  for (const OrderKey& key : keys) sql += (sql.empty() ? "SELECT " : ",") + key.expression;
  Query row = db_->query(sql + " FROM " + table_name(query.entity) +
                         " WHERE id=" + parts.parameter(std::string(record)));
  bind_all(row, parts);
  if (!row.step()) return std::nullopt;
  RecordPlace place;
  for (int i = 0; i < int(keys.size()); ++i) {
    if (row.is_null(i)) {
      place.keys.emplace_back();
    } else if (row.is_integer(i)) {
      place.keys.push_back({PlaceKey::Kind::kInteger, row.integer(i), ""});
    } else if (row.is_text(i)) {
      place.keys.push_back({PlaceKey::Kind::kText, 0, std::string(row.text(i))});
    } else {
      return std::nullopt;
    }
  }
  return place;
}

int64_t Store::count(const RecordQuery& query) {
  const TableSpec* table = layout_.find(query.entity);
  return table ? count(*table, query, rows_found(*table, query)) : 0;
}

std::string Store::condition_of(const RecordQuery& query) const {
  const TableSpec* table = layout_.find(query.entity);
  if (!table) return {};
  const SqlParts where = where_of(*table, query, {});
  std::string text = query.entity + where.sql;
  for (const std::string& parameter : where.parameters) {
    text += "\n" + std::to_string(parameter.size()) + " " + parameter;
  }
  if (query.rows) text += "\nrows " + std::to_string(query.rows->size());
  return text;
}

int64_t Store::count(const TableSpec& table, const RecordQuery& query, const RowsFound& found) {
  const bool asks_of_drafts = query.complete && query.drafts && query.drafts_where;
  if (found.answers_search && !query.rows && !query.ids && !query.pool && !query.test &&
      query.tests.empty() && query.where.empty() && query.where_in.empty() && !asks_of_drafts) {
    return (query.complete ? found.complete : 0) + (query.drafts ? found.drafts : 0);
  }
  RowTest test;
  if (found.rows) test = {&*found.rows, found.count < kMaxListedRows, found.answers_search};
  const SqlParts where = where_of(table, query, test);
  Total total{query.entity, "SELECT count(*) FROM " + table_name(query.entity) + where.sql,
              where.parameters, 0};
  writes_since_count_ = 0;
  // What a record's own row does not say changes without it.
  const bool is_of_row =
      !query.pool && query.search.empty() && !query.ids && !query.rows && query.hidden.empty();
  for (const Total& known : totals_) {
    if (!is_of_row) break;
    if (known.sql == total.sql && known.parameters == total.parameters) return known.count;
  }
  Query row = db_->query(total.sql);
  bind_all(row, where);
  total.count = row.step() ? row.integer(0) : 0;
  if (is_of_row && total.count >= kLeastKeptTotal && !db_->in_transaction()) {
    if (totals_.size() == kMaxTotals) totals_.erase(totals_.begin());
    totals_.push_back(std::move(total));
    return totals_.back().count;
  }
  return total.count;
}

// Takes the record out of the totals that are kept, or adds it: before and after it is written.
void Store::move_totals(std::string_view entity, std::string_view record, int64_t by) {
  if (totals_.empty()) return;
  if (++writes_since_count_ > kMaxWritesBesideTotals) {
    totals_.clear();
    return;
  }
  for (Total& total : totals_) {
    if (total.entity != entity) continue;
    Query row = db_->query(total.sql + " AND id=?" + std::to_string(total.parameters.size() + 1));
    for (const std::string& parameter : total.parameters) row.bind(std::string_view(parameter));
    row.bind(record);
    if (row.step()) total.count += by * row.integer(0);
  }
}

std::optional<ColumnRead> Store::column(std::string_view entity, std::string_view field) const {
  const TableSpec* table = layout_.find(entity);
  const ColumnSpec* column = table ? table->find(field) : nullptr;
  if (!column) return std::nullopt;
  return ColumnRead{compared_column(*column), column->kind};
}

bool Store::columns_hold(std::string_view entity, const std::vector<std::string>& fields) {
  const TableSpec* table = layout_.find(entity);
  if (!table) return false;
  std::string beside;
  for (const std::string& field : fields) {
    if (!table->find(field)) return false;
    beside += (beside.empty() ? "" : " OR ") + std::string("json_type(extra,'$.values.") +
              json_quoted(field) + "') IS NOT NULL";
  }
  if (beside.empty()) return true;
  return !db_->query("SELECT 1 FROM " + table_name(entity) + " WHERE extra IS NOT NULL AND (" +
                     beside + ") LIMIT 1")
              .step();
}

std::string Store::sort_key(ColumnKind kind, std::string_view text) const {
  return store::sort_key(kind, text, layout_.time_zone);
}

void Store::scan_texts(
    std::string_view entity, std::string_view field,
    const std::function<void(std::string_view record, std::string_view text)>& visit) {
  const TableSpec* table = layout_.find(entity);
  const std::string column = table ? sorted_column(*table, field) : std::string();
  if (column.empty()) return;
  Query row = db_->query("SELECT id," + column + " FROM " + table_name(entity) +
                         " WHERE status<2 AND " + column + " IS NOT NULL");
  while (row.step()) visit(row.text(0), row.text(1));
}

RecordPage Store::list(const RecordQuery& query) {
  RecordPage page;
  const TableSpec* table = layout_.find(query.entity);
  if (!table) return page;
  const RowsFound found = rows_found(*table, query);
  RecordQuery one_more = query;
  if (query.limit > 0) ++one_more.limit;
  scan(*table, one_more, found, [&](StoredRecord&& record) {
    page.has_more = query.limit > 0 && int64_t(page.records.size()) == query.limit;
    if (!page.has_more) page.records.push_back(std::move(record));
    return true;
  });
  page.total = count(*table, query, found);
  return page;
}

std::vector<std::string> Store::referrers(std::string_view entity, std::string_view field,
                                          std::string_view target) {
  std::vector<std::string> ids;
  const TableSpec* table = layout_.find(entity);
  if (!table) return ids;
  Query row = db_->query("SELECT id FROM " + table_name(entity) + " WHERE " +
                         sorted_column(*table, field) + "=?1 AND status<2 ORDER BY id");
  row.bind(target);
  while (row.step()) ids.emplace_back(row.text(0));
  return ids;
}

std::vector<std::string> Store::ids_below(std::string_view entity, std::string_view field,
                                          std::string_view top, int64_t most_steps) {
  std::vector<std::string> ids = {std::string(top)};
  const TableSpec* table = layout_.find(entity);
  if (!table || !table->find(field)) return ids;
  Query row = db_->query(
      "WITH RECURSIVE below(id, steps) AS (SELECT ?1, 0 UNION SELECT each.id, steps + 1 FROM " +
      table_name(entity) + " AS each JOIN below ON each." + column_name(field) +
      " = below.id WHERE steps < ?2) SELECT DISTINCT id FROM below WHERE id <> ?1 ORDER BY id");
  row.bind(top).bind(most_steps);
  while (row.step()) ids.emplace_back(row.text(0));
  return ids;
}

}  // namespace tollgate::store
