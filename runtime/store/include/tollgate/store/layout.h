// The shape of the typed tables: one per entity, one column per field, by the field's type.
//
//   Layout layout = layout_of(app);
//
// Columns sort as their values do: numbers as decimal text under a collation that compares
// exactly; date-times as UTC in front of the text as written. What does not fit its column (a
// text in a number field after the field's type changed) is kept beside it: reading a record back
// always gives what was written. Of an entity with more than 500 fields only those have a column
// that refer, or that a list sorts or searches by; the others are kept beside it, too.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/model/app.h"

namespace tollgate::store {

using model::ColumnKind;
std::string_view name_of(ColumnKind kind);

struct ColumnSpec {
  std::string id;  // the field's id
  ColumnKind kind = ColumnKind::kText;
  bool indexed = false;  // references
  bool operator==(const ColumnSpec&) const = default;
};

struct TableSpec {
  std::string entity;
  std::vector<ColumnSpec> columns;
  const ColumnSpec* find(std::string_view field) const;
  bool operator==(const TableSpec&) const = default;
};

struct Layout {
  std::string time_zone;  // of date-times that carry none
  std::vector<TableSpec> tables;
  const TableSpec* find(std::string_view entity) const;
  bool operator==(const Layout&) const = default;
};

Layout layout_of(const model::App& app);

Json to_json(const Layout& layout);
// What to_json wrote; nullopt for anything else.
std::optional<Layout> layout_from_json(const Json& json);

}  // namespace tollgate::store
