#include <nlohmann/json.hpp>

#include "column_codec.h"
#include "database.h"
#include "record_table.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

// Counting fewer is as quick as looking a total up in thousands of saves.
constexpr int64_t kLeastKeptTotal = 5000;
constexpr size_t kMostTotals = 16;
// So many writes and nobody asked: an import. Counting anew once is cheaper.
constexpr int64_t kMostWritesBesideTotals = 500;

// LIKE's own signs in a text that somebody searches for.
std::string like_pattern(std::string_view search) {
  std::string pattern = "%";
  for (char c : search) {
    if (c == '%' || c == '_' || c == '\\') pattern.push_back('\\');
    pattern.push_back(c);
  }
  return pattern + "%";
}

// The part of a SELECT behind FROM, and its parameters in order.
struct Clauses {
  std::string sql;
  std::vector<std::string> parameters;

  void both(std::string text) { sql += (sql.empty() ? " WHERE " : " AND ") + text; }
  std::string parameter(std::string value) {
    parameters.push_back(std::move(value));
    return "?" + std::to_string(parameters.size());
  }
};

// The column as the query sees it: empty where the field is hidden.
std::string seen_column(const TableSpec& table, const RecordQuery& query, std::string_view field,
                        Clauses& clauses) {
  std::string column = sorted_column(table, field);
  if (!column.empty() && query.unseen.contains(field)) return "NULL";
  const auto hidden = query.hidden.find(field);
  if (column.empty() || hidden == query.hidden.end() || hidden->second.empty()) return column;
  const std::string ids = clauses.parameter(write_json(hidden->second));
  const ColumnSpec* spec = table.find(field);
  // What is no column itself has no collation by itself.
  const char* collation = spec && spec->kind == ColumnKind::kDecimal ? " COLLATE DECIMAL" : "";
  return "(CASE WHEN id IN (SELECT value FROM json_each(" + ids + ")) THEN NULL ELSE " + column +
         " END)" + collation;
}

std::string one_of(const FieldTest& test, ColumnKind kind, const std::string& column,
                   Clauses& where) {
  if (kind == ColumnKind::kBoolean) {
    Json values = Json::array();
    for (const std::string& value : test.values) values.push_back(value == "true" ? 1 : 0);
    return column + " IN (SELECT value FROM json_each(" + where.parameter(write_json(values)) +
           "))";
  }
  const std::string values =
      "(SELECT value FROM json_each(" + where.parameter(write_json(Json(test.values))) + "))";
  if (kind != ColumnKind::kJson) return column + " IN " + values;
  return "EXISTS (SELECT 1 FROM json_each(" + column + ") AS held WHERE held.value IN " + values +
         ")";
}

std::string in_range(const FieldTest& test, const std::string& column, Clauses& where) {
  std::string text;
  if (!test.from.empty()) text = column + ">=" + where.parameter(test.from);
  if (test.to.empty()) return text.empty() ? column + " IS NOT NULL" : text;
  if (!text.empty()) text += " AND ";
  return text + column + (test.below_to ? "<" : "<=") + where.parameter(test.to);
}

std::string test_of(const TableSpec& table, const RecordQuery& query, const FieldTest& test,
                    Clauses& where) {
  const ColumnSpec* spec = table.find(test.field);
  if (!spec) return "0";
  const std::string column = seen_column(table, query, test.field, where);
  const bool is_text = spec->kind == ColumnKind::kText || spec->kind == ColumnKind::kJson;
  const std::string empty = is_text ? "(" + column + " IS NULL OR " + column + " IN ('','[]'))"
                                    : "(" + column + " IS NULL)";
  switch (test.kind) {
    case FieldTestKind::kOneOf:
      return one_of(test, spec->kind, column, where);
    case FieldTestKind::kContains:
      return column + " LIKE " + where.parameter(like_pattern(test.from)) + " ESCAPE '\\'";
    case FieldTestKind::kRange:
      return in_range(test, column, where);
    case FieldTestKind::kEmpty:
      return empty;
    case FieldTestKind::kFilled:
      break;
  }
  return "NOT " + empty;
}

// What the rows sort by: the column, or where its text stands in an order, or whom it names.
std::string sorted_by(const TableSpec& table, const RecordQuery& query, const SortBy& by,
                      Clauses& clauses) {
  std::string column = seen_column(table, query, by.field, clauses);
  if (column.empty()) return column;
  if (!by.titles_of.empty()) {
    return "(SELECT named.title FROM " + table_name(by.titles_of) +
           " AS named WHERE named.id=" + column + ")";
  }
  if (by.order.empty()) return column;
  return "(SELECT placed.key FROM json_each(" + clauses.parameter(write_json(Json(by.order))) +
         ") AS placed WHERE placed.value=" + column + ")";
}

Clauses where_of(const TableSpec& table, const RecordQuery& query) {
  Clauses where;
  if (query.test) {  // first: it has numbered its parameters
    where.parameters = query.test->parameters;
    where.both(query.test->text);
  }
  if (query.complete && query.drafts && query.drafts_where) {
    std::string column = seen_column(table, query, query.drafts_where->field, where);
    where.both("status<2");
    where.both(column.empty() ? "status=1"
                              : "(status=1 OR status=0 AND " + column + "=" +
                                    where.parameter(query.drafts_where->value) + ")");
  } else if (query.complete && query.drafts) {
    where.both("status<2");
  } else {
    // Said twice: by the first the indexes of lists are found.
    where.both("status<2");
    where.both(query.complete ? "status=1" : query.drafts ? "status=0" : "0");
  }
  for (const FieldEquals& equals : query.where) {
    std::string column = seen_column(table, query, equals.field, where);
    if (column.empty()) {
      where.both("0");
      continue;
    }
    std::string test = column + "=" + where.parameter(equals.value);
    where.both(equals.or_empty ? "(" + test + " OR " + column + " IS NULL)" : test);
  }
  for (const FieldIn& in : query.where_in) {
    const std::string column = sorted_column(table, in.field);
    where.both(column.empty() ? "0"
                              : column + " IN (SELECT value FROM json_each(" +
                                    where.parameter(write_json(in.values)) + "))");
  }
  for (const FieldTest& test : query.tests) where.both(test_of(table, query, test, where));
  if (query.ids) {
    std::string list = write_json(*query.ids);
    where.both("id IN (SELECT value FROM json_each(" + where.parameter(std::move(list)) + "))");
  }
  if (query.pool) {
    std::string scorecard = where.parameter(query.pool->scorecard);
    std::string pool = where.parameter(query.pool->pool);
    std::string entity = where.parameter(query.entity);
    where.both("id IN (SELECT record FROM score WHERE scorecard=" + scorecard +
               " AND pool=" + pool + " AND entity=" + entity + ")");
  }
  if (!query.search.empty()) {
    std::string pattern = where.parameter(like_pattern(query.search));
    std::string any;
    std::vector<std::string> fields = query.search_in;
    if (fields.empty()) fields = {"title"};
    for (const std::string& field : fields) {
      std::string column = seen_column(table, query, field, where);
      if (column.empty()) continue;
      any += (any.empty() ? "" : " OR ") + column + " LIKE " + pattern + " ESCAPE '\\'";
    }
    where.both(any.empty() ? "0" : "(" + any + ")");
  }
  return where;
}

std::string order_of(const TableSpec& table, const RecordQuery& query, Clauses& clauses) {
  if (query.any_order) return {};
  std::string sql;
  for (const SortBy& by : query.sort) {
    const std::string column = sorted_by(table, query, by, clauses);
    if (column.empty()) continue;
    sql += (sql.empty() ? "" : ",") + column + (by.descending ? " DESC" : "");
  }
  return " ORDER BY " + sql + (sql.empty() ? "" : ",") + "updated_ms DESC,id";
}

void bind_all(Query& query, const Clauses& where) {
  for (const std::string& parameter : where.parameters) query.bind(std::string_view(parameter));
}

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
  write_row(*db_, *table, state, title, layout_.time_zone);
  move_totals(state.entity, state.id, 1);
  mark_metric_row(state.entity, state.id);
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
  db_->query("UPDATE " + table_name(entity) + " SET title=?1 WHERE id=?2")
      .bind(title)
      .bind(record)
      .run();
}

void Store::scan(const RecordQuery& query, const std::function<bool(StoredRecord&&)>& visit) {
  const TableSpec* table = layout_.find(query.entity);
  if (!table) return;
  Clauses where = where_of(*table, query);
  const std::string order = order_of(*table, query, where);
  std::string sql = "SELECT " + selected_columns(*table) + " FROM " + table_name(query.entity) +
                    where.sql + order;
  if (query.limit >= 0 || query.offset > 0) {
    sql += " LIMIT ?" + std::to_string(where.parameters.size() + 1) + " OFFSET ?" +
           std::to_string(where.parameters.size() + 2);
  }
  Query row = db_->query(sql);
  bind_all(row, where);
  if (query.limit >= 0 || query.offset > 0) row.bind(query.limit).bind(query.offset);
  while (row.step()) {
    if (!visit(read_row(*table, row))) return;
  }
}

int64_t Store::count(const RecordQuery& query) {
  const TableSpec* table = layout_.find(query.entity);
  if (!table) return 0;
  Clauses where = where_of(*table, query);
  Total total{query.entity, "SELECT count(*) FROM " + table_name(query.entity) + where.sql,
              where.parameters, 0};
  writes_since_count_ = 0;
  for (const Total& known : totals_) {
    if (known.sql == total.sql && known.parameters == total.parameters) return known.count;
  }
  Query row = db_->query(total.sql);
  bind_all(row, where);
  total.count = row.step() ? row.integer(0) : 0;
  // What a record's own row does not say changes without it.
  const bool is_of_row = !query.pool && query.search.empty() && !query.ids && query.hidden.empty();
  if (is_of_row && total.count >= kLeastKeptTotal && !db_->in_transaction()) {
    if (totals_.size() == kMostTotals) totals_.erase(totals_.begin());
    totals_.push_back(std::move(total));
    return totals_.back().count;
  }
  return total.count;
}

// Takes the record out of the totals that are kept, or adds it: before and after it is written.
void Store::move_totals(std::string_view entity, std::string_view record, int64_t by) {
  if (totals_.empty()) return;
  if (++writes_since_count_ > kMostWritesBesideTotals) {
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
  scan(query, [&](StoredRecord&& record) {
    page.records.push_back(std::move(record));
    return true;
  });
  page.total = count(query);
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
