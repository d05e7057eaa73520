#include "tollgate/store/layout.h"

#include <nlohmann/json.hpp>

namespace tollgate::store {
namespace {

constexpr ColumnKind kKinds[] = {ColumnKind::kText, ColumnKind::kDecimal, ColumnKind::kBoolean,
                                 ColumnKind::kDate, ColumnKind::kTime,    ColumnKind::kDateTime,
                                 ColumnKind::kJson, ColumnKind::kDuration};

ColumnKind kind_of(const model::Field& field) {
  using enum model::FieldType;
  if (field.multiple) return ColumnKind::kJson;
  switch (field.type) {
    case kText:
    case kLongText:
    case kChoice:
    case kReference:
      return ColumnKind::kText;
    case kNumber:
      return ColumnKind::kDecimal;
    case kBoolean:
      return ColumnKind::kBoolean;
    case kDate:
      return ColumnKind::kDate;
    case kTime:
      return ColumnKind::kTime;
    case kDateTime:
      return ColumnKind::kDateTime;
    case kDuration:
      return ColumnKind::kDuration;
    case kMultiChoice:
    case kList:
    case kLocation:
    case kPhoto:
    case kFile:
    case kSignature:
    case kAudio:
      break;
  }
  return ColumnKind::kJson;
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

Layout layout_of(const model::App& app) {
  Layout layout{app.time_zone, {}};
  for (const model::Entity& entity : app.entities) {
    TableSpec table{entity.id, {}};
    for (const model::Field& field : entity.fields) {
      table.columns.push_back(
          {field.id, kind_of(field), field.type == model::FieldType::kReference});
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

Layout layout_from_json(const Json& json) {
  Layout layout{json.at("time_zone").get<std::string>(), {}};
  for (const Json& t : json.at("tables")) {
    TableSpec table{t.at("entity").get<std::string>(), {}};
    for (const Json& c : t.at("columns")) {
      ColumnSpec column{c.at(0).get<std::string>(), ColumnKind::kJson, c.at(2).get<bool>()};
      for (ColumnKind kind : kKinds) {
        if (c.at(1) == name_of(kind)) column.kind = kind;
      }
      table.columns.push_back(std::move(column));
    }
    layout.tables.push_back(std::move(table));
  }
  return layout;
}

}  // namespace tollgate::store
