#include "record_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "column_codec.h"
#include "tollgate/base/json.h"

namespace tollgate::store {
namespace {

constexpr int kFixedColumns = 7;
constexpr std::string_view kFixed = "id,status,created_ms,updated_ms,version,title,extra";

// What the columns cannot say: values without a fitting column ("values"), fields that were unset
// ("null"), versions that differ from the record's, what is typed and not saved ("draft"), the
// gates that were passed ("standing"), what fields were settled with ("settled"), and which
// automations' conditions were met ("met").
struct Extra {
  Json json = Json::object();
  void add(const char* part, const std::string& field, const Json& value) {
    json[part][field] = value;
  }
};

const char* sql_type(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::kDecimal:
      return " TEXT COLLATE DECIMAL";
    case ColumnKind::kBoolean:
      return " INTEGER";
    default:
      return " TEXT";
  }
}

void read_extra(std::string_view text, ops::RecordState& state) {
  Json extra = stored_json(text);
  if (!extra.is_object()) return;
  for (const auto& [part, fields] : extra.items()) {
    if (part == "draft") {
      state.draft = fields;
      continue;
    }
    if (part == "standing") {
      state.standing = ops::standing_from_json(fields);
      continue;
    }
    if (part == "met") {
      for (const Json& automation : fields) {
        if (automation.is_string()) state.met.push_back(automation.get<std::string>());
      }
      continue;
    }
    if (part == "settled") {
      for (const auto& [field, value] : fields.items()) state.settled.emplace(field, value);
      continue;
    }
    for (const auto& [field, value] : fields.items()) {
      ops::FieldState& slot = state.fields[field];
      if (slot.version.empty()) slot.version = state.version;
      if (part == "values") slot.value = value;
      if (part == "versions" && value.is_string()) slot.version = value.get<std::string>();
    }
  }
}

}  // namespace

std::string table_name(std::string_view entity) { return "\"e_" + std::string(entity) + "\""; }
std::string column_name(std::string_view field) { return "\"f_" + std::string(field) + "\""; }

std::string sorted_column(const TableSpec& table, std::string_view field) {
  if (table.find(field)) return column_name(field);
  if (field == "created_at") return "created_ms";
  if (field == "updated_at") return "updated_ms";
  if (field == "status" || field == "id" || field == "title") return std::string(field);
  // Of very many fields not all have a column.
  const bool is_id = std::all_of(field.begin(), field.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (!is_id || field.empty()) return {};
  return "json_extract(extra,'$.values." + std::string(field) + "')";
}

std::string compared_column(const ColumnSpec& column) {
  const std::string name = column_name(column.id);
  if (column.kind != ColumnKind::kDateTime && column.kind != ColumnKind::kDuration) return name;
  return "substr(" + name + ",1,instr(" + name + ",' ')-1)";
}

std::string column_sql(const ColumnSpec& column) {
  return column_name(column.id) + sql_type(column.kind);
}

std::string create_table_sql(const TableSpec& table, std::string_view quoted) {
  std::string sql = "CREATE TABLE " + std::string(quoted) +
                    "(id TEXT NOT NULL PRIMARY KEY, status INTEGER NOT NULL,"
                    " created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL,"
                    " version TEXT NOT NULL, title TEXT NOT NULL, extra TEXT";
  for (const ColumnSpec& column : table.columns) {
    sql += ", " + column_sql(column);
  }
  return sql + ")";
}

std::string quoted_name(std::string_view name) {
  std::string text = "\"";
  for (char c : name) {
    if (c == '"') text.push_back(c);
    text.push_back(c);
  }
  return text + "\"";
}

std::string free_name(Database& db, const std::string& name) {
  for (int number = 1;; ++number) {
    std::string tried = number == 1 ? name : name + "~" + std::to_string(number);
    Query row = db.query("SELECT 1 FROM sqlite_schema WHERE name=?1");
    row.bind(std::string_view(tried));
    if (!row.step()) return tried;
  }
}

void index_reference(Database& db, const TableSpec& table, std::string_view quoted,
                     const ColumnSpec& column) {
  if (!column.indexed) return;
  const std::string name = free_name(db, "i_" + table.entity + "." + column.id);
  db.run("CREATE INDEX " + quoted_name(name) + " ON " + std::string(quoted) + "(" +
         column_name(column.id) + ")");
}

void create_table(Database& db, const TableSpec& table, std::string_view name) {
  const std::string quoted = quoted_name(name);
  db.run(create_table_sql(table, quoted));
  for (const ColumnSpec& column : table.columns) index_reference(db, table, quoted, column);
}

std::string selected_columns(const TableSpec& table) {
  std::string sql(kFixed);
  for (const ColumnSpec& column : table.columns) sql += "," + column_name(column.id);
  return sql;
}

std::string plain_cell(const TableSpec* table, const Query& row, int column) {
  const int at = column - kFixedColumns;
  const bool is_field = table && at >= 0 && at < int(table->columns.size());
  return plain_cell(is_field ? table->columns[size_t(at)].kind : ColumnKind::kText, row, column);
}

StoredRecord read_row(const TableSpec& table, const Query& row) {
  StoredRecord record;
  ops::RecordState& state = record.state;
  state.entity = table.entity;
  state.id = row.text(0);
  state.status = ops::RecordStatus(row.integer(1));
  state.created_ms = row.integer(2);
  state.updated_ms = row.integer(3);
  state.version = row.text(4);
  record.title = row.text(5);
  for (size_t i = 0; i < table.columns.size(); ++i) {
    int at = kFixedColumns + int(i);
    if (row.is_null(at)) continue;
    state.fields.emplace(
        table.columns[i].id,
        ops::FieldState{decode_cell(table.columns[i].kind, row, at), state.version});
  }
  if (!row.is_null(6)) read_extra(row.text(6), state);
  return record;
}

void write_row(Database& db, const TableSpec& table, const ops::RecordState& state,
               std::string_view title, std::string_view time_zone, const RowPlace& place) {
  const std::string name =
      place.table.empty() ? table_name(table.entity) : quoted_name(place.table);
  std::string sql = "INSERT INTO " + name + "(" + selected_columns(table) +
                    (place.row > 0 ? ",rowid" : "") + ") VALUES(?";
  for (size_t i = 1; i < kFixedColumns + table.columns.size(); ++i) sql += ",?";
  if (place.row > 0) sql += ",?";
  // Not replaced: the row keeps its number.
  sql +=
      ") ON CONFLICT(id) DO UPDATE SET status=excluded.status,created_ms=excluded.created_ms,"
      "updated_ms=excluded.updated_ms,version=excluded.version,title=excluded.title,"
      "extra=excluded.extra";
  for (const ColumnSpec& column : table.columns) {
    sql += "," + column_name(column.id) + "=excluded." + column_name(column.id);
  }

  Extra extra;
  std::vector<std::optional<CellValue>> cells;
  for (const ColumnSpec& column : table.columns) {
    const Json& value = state.value(column.id);
    cells.push_back(value.is_null() ? std::nullopt : encode_cell(column.kind, value, time_zone));
    if (!value.is_null() && !cells.back()) extra.add("values", column.id, value);
  }
  for (const auto& [field, slot] : state.fields) {
    if (slot.value.is_null()) {
      extra.add("null", field, nullptr);
    } else if (!table.find(field)) {
      extra.add("values", field, slot.value);
    }
    if (slot.version != state.version) extra.add("versions", field, slot.version);
  }

  if (!state.draft.is_null()) extra.json["draft"] = state.draft;
  if (!state.standing.is_plain()) extra.json["standing"] = ops::to_json(state.standing);
  for (const auto& [field, value] : state.settled) extra.add("settled", field, value);
  if (!state.met.empty()) extra.json["met"] = state.met;

  Query insert = db.query(sql);
  insert.bind(state.id).bind(int64_t(state.status)).bind(state.created_ms).bind(state.updated_ms);
  insert.bind(state.version).bind(title);
  if (extra.json.empty()) {
    insert.bind_null();
  } else {
    insert.bind(write_json(extra.json));
  }
  for (const std::optional<CellValue>& cell : cells) {
    if (!cell) {
      insert.bind_null();
    } else if (const auto* number = std::get_if<int64_t>(&*cell)) {
      insert.bind(*number);
    } else if (const auto* packed = std::get_if<PackedCell>(&*cell)) {
      insert.bind_blob(packed->bytes);
    } else {
      insert.bind(std::get<std::string>(*cell));
    }
  }
  if (place.row > 0) insert.bind(place.row);
  insert.run();
}

}  // namespace tollgate::store
