#include "tollgate/store/layout.h"

#include <nlohmann/json.hpp>
#include <set>

namespace tollgate::store {
namespace {

constexpr ColumnKind kKinds[] = {ColumnKind::kText, ColumnKind::kDecimal, ColumnKind::kBoolean,
                                 ColumnKind::kDate, ColumnKind::kTime,    ColumnKind::kDateTime,
                                 ColumnKind::kJson, ColumnKind::kDuration};

const Json* member(const Json& json, const char* name) {
  if (!json.is_object()) return nullptr;
  auto found = json.find(name);
  return found == json.end() ? nullptr : &*found;
}

std::optional<std::string> text_of(const Json* value) {
  if (!value || !value->is_string()) return std::nullopt;
  return value->get<std::string>();
}

std::optional<ColumnSpec> column_from_json(const Json& json) {
  if (!json.is_array() || json.size() != 3 || !json[0].is_string() || !json[2].is_boolean()) {
    return std::nullopt;
  }
  for (ColumnKind kind : kKinds) {
    if (json[1] == name_of(kind)) {
      return ColumnSpec{json[0].get<std::string>(), kind, json[2].get<bool>()};
    }
  }
  return std::nullopt;
}

std::optional<TableSpec> table_from_json(const Json& json) {
  const Json* columns = member(json, "columns");
  std::optional<std::string> entity = text_of(member(json, "entity"));
  if (!entity || !columns || !columns->is_array()) return std::nullopt;
  TableSpec table{std::move(*entity), {}};
  for (const Json& c : *columns) {
    std::optional<ColumnSpec> column = column_from_json(c);
    if (!column) return std::nullopt;
    table.columns.push_back(std::move(*column));
  }
  return table;
}

}  // namespace

std::string_view name_of(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::kText:
      return "text";
    case ColumnKind::kDecimal:
      return "decimal";
    case ColumnKind::kBoolean:
      return "boolean";
    case ColumnKind::kDate:
      return "date";
    case ColumnKind::kTime:
      return "time";
    case ColumnKind::kDateTime:
      return "date_time";
    case ColumnKind::kDuration:
      return "duration";
    case ColumnKind::kJson:
      break;
  }
  return "json";
}

const ColumnSpec* TableSpec::find(std::string_view field) const {
  for (const ColumnSpec& column : columns) {
    if (column.id == field) return &column;
  }
  return nullptr;
}

const TableSpec* Layout::find(std::string_view entity) const {
  for (const TableSpec& table : tables) {
    if (table.entity == entity) return &table;
  }
  return nullptr;
}

namespace {

// Fields that lists and rules look for; of entities with very many, these alone get a column.
class Sought {
 public:
  Sought(const model::App& app, const model::Entity& entity) {
    if (entity.fields.size() <= kMaxPlainColumns) return;
    is_wide_ = true;
    for (const model::Field& field : entity.fields) {
      if (model::is_reference(field.type)) add(field.id);
    }
    add(entity.owner);
    if (const model::Workflow* workflow = app.workflow_of(entity.id)) add(workflow->stage_field);
    for (const model::View& view : app.views) {
      if (view.entity != entity.id) continue;
      for (const model::SortKey& key : view.sort) add(key.field);
      for (const std::string& field : view.search) add(field);
    }
  }
  bool has(const std::string& field) const { return !is_wide_ || fields_.contains(field); }

 private:
  static constexpr size_t kMaxPlainColumns = 500;
  // SQLite takes 2,000, and a record has some of its own.
  static constexpr size_t kMaxColumns = 1900;
  void add(const std::string& field) {
    if (fields_.size() < kMaxColumns) fields_.insert(field);
  }

  bool is_wide_ = false;
  std::set<std::string> fields_;
};

}  // namespace

Layout layout_of(const model::App& app) {
  Layout layout{app.time_zone, {}};
  for (const model::Entity& entity : app.entities) {
    TableSpec table{entity.id, {}};
    const Sought sought(app, entity);
    for (const model::Field& field : entity.fields) {
      if (!sought.has(field.id)) continue;
      table.columns.push_back(
          {field.id, model::info_of(field.type).column, model::is_reference(field.type)});
    }
    layout.tables.push_back(std::move(table));
  }
  return layout;
}

Json to_json(const Layout& layout) {
  Json tables = Json::array();
  for (const TableSpec& table : layout.tables) {
    Json columns = Json::array();
    for (const ColumnSpec& c : table.columns) {
      columns.push_back(Json::array({c.id, name_of(c.kind), c.indexed}));
    }
    tables.push_back({{"entity", table.entity}, {"columns", std::move(columns)}});
  }
  return {{"time_zone", layout.time_zone}, {"tables", std::move(tables)}};
}

std::optional<Layout> layout_from_json(const Json& json) {
  const Json* tables = member(json, "tables");
  std::optional<std::string> zone = text_of(member(json, "time_zone"));
  if (!zone || !tables || !tables->is_array()) return std::nullopt;
  Layout layout{std::move(*zone), {}};
  for (const Json& t : *tables) {
    std::optional<TableSpec> table = table_from_json(t);
    if (!table) return std::nullopt;
    layout.tables.push_back(std::move(*table));
  }
  return layout;
}

}  // namespace tollgate::store
