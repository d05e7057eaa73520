#include "record_sql.h"

#include <nlohmann/json.hpp>

#include "record_table.h"
#include "tollgate/base/json.h"

namespace tollgate::store {
namespace {

// The column as the query sees it: empty where the field is hidden.
std::string seen_column(const TableSpec& table, const RecordQuery& query, std::string_view field,
                        SqlParts& clauses) {
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
                   SqlParts& where) {
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

std::string in_range(const FieldTest& test, const std::string& column, SqlParts& where) {
  std::string text;
  if (!test.from.empty()) text = column + ">=" + where.parameter(test.from);
  if (test.to.empty()) return text.empty() ? column + " IS NOT NULL" : text;
  if (!text.empty()) text += " AND ";
  return text + column + (test.below_to ? "<" : "<=") + where.parameter(test.to);
}

std::string test_of(const TableSpec& table, const RecordQuery& query, const FieldTest& test,
                    SqlParts& where) {
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
                      SqlParts& clauses) {
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

}  // namespace

std::string like_pattern(std::string_view search) {
  std::string pattern = "%";
  for (char c : search) {
    if (c == '%' || c == '_' || c == '\\') pattern.push_back('\\');
    pattern.push_back(c);
  }
  return pattern + "%";
}

SqlParts where_of(const TableSpec& table, const RecordQuery& query, const RowTest& rows) {
  SqlParts where;
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
  if (rows.rows && rows.as_list) {
    where.both("rowid IN (SELECT value FROM json_each(" +
               where.parameter(write_json(Json(rows.rows->rows()))) + "))");
  } else if (rows.rows) {
    where.rows = rows.rows;
    where.rows_at = where.parameters.size();
    where.both("in_rows(" + where.parameter("") + ",rowid)");
  }
  if (!query.search.empty() && !rows.answers_search) {
    std::string pattern = where.parameter(like_pattern(query.search));
    std::string any;
    std::vector<std::string> fields = query.search_in;
    if (fields.empty()) fields = {"title"};
    for (const std::string& field : fields) {
      std::string column = seen_column(table, query, field, where);
      if (column.empty()) continue;
      any += (any.empty() ? "" : " OR ") + column + " LIKE " + pattern + " ESCAPE '\\'";
    }
    for (const NamedTitles& named : query.search_titles) {
      const std::string column = seen_column(table, query, named.field, where);
      if (column.empty()) continue;
      any += (any.empty() ? "" : " OR ") + column + " IN (SELECT id FROM " +
             table_name(named.entity) + " WHERE status<2 AND title LIKE " + pattern +
             " ESCAPE '\\')";
    }
    where.both(any.empty() ? "0" : "(" + any + ")");
  }
  return where;
}

std::string read_column(const TableSpec& table, const RecordQuery& query, std::string_view field,
                        SqlParts& parts) {
  const std::string column = seen_column(table, query, field, parts);
  return column.empty() ? "NULL" : column;
}

std::vector<OrderKey> order_keys(const TableSpec& table, const RecordQuery& query,
                                 SqlParts& parts) {
  std::vector<OrderKey> keys;
  for (const SortBy& by : query.sort) {
    std::string column = sorted_by(table, query, by, parts);
    if (!column.empty()) keys.push_back({std::move(column), by.descending});
  }
  keys.push_back({"updated_ms", true});
  keys.push_back({"id", false});
  return keys;
}

std::string order_sql(const std::vector<OrderKey>& keys) {
  std::string sql;
  for (const OrderKey& key : keys) {
    sql += (sql.empty() ? " ORDER BY " : ",") + key.expression + (key.descending ? " DESC" : "");
  }
  return sql;
}

namespace {

// When a record was changed, and its id.
constexpr size_t kTieBreakers = 2;

// A value of the place as SQL; parameters are bound as text.
std::string value_of(const PlaceKey& key, SqlParts& parts) {
  if (key.kind == PlaceKey::Kind::kText) return parts.parameter(key.text);
  return "CAST(" + parts.parameter(std::to_string(key.integer)) + " AS INTEGER)";
}

}  // namespace

std::vector<std::string> conditions_behind(const RecordPlace& place,
                                           const std::vector<OrderKey>& keys, SqlParts& parts) {
  std::vector<std::string> values;
  for (const PlaceKey& key : place.keys) {
    values.push_back(key.kind == PlaceKey::Kind::kNull ? "" : value_of(key, parts));
  }
  // Equal in the first keys, and behind in the next one: the more are equal, the nearer.
  std::vector<std::string> conditions;
  for (size_t next = keys.size(); next-- > 0;) {
    std::string equal;
    for (size_t i = 0; i < next; ++i) {
      equal += keys[i].expression + (values[i].empty() ? " IS NULL" : "=" + values[i]) + " AND ";
    }
    const auto& [expression, descending] = keys[next];
    const bool is_null = values[next].empty();  // before all others, or behind them
    if (descending && is_null) continue;
    if (is_null) {
      conditions.push_back(equal + expression + " IS NOT NULL");
    } else {
      conditions.push_back(equal + expression + (descending ? "<" : ">") + values[next]);
    }
    const bool is_always_there = next + kTieBreakers >= keys.size();
    if (descending && !is_always_there) conditions.push_back(equal + expression + " IS NULL");
  }
  return conditions;
}

void bind_all(Query& query, const SqlParts& parts) {
  for (size_t i = 0; i < parts.parameters.size(); ++i) {
    if (parts.rows && i == parts.rows_at) {
      query.bind(*parts.rows);
    } else {
      query.bind(std::string_view(parts.parameters[i]));
    }
  }
}

}  // namespace tollgate::store
