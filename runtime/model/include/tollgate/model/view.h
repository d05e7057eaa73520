// A list of records: columns, filter, order, and how it is looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/model/text.h"

namespace tollgate::model {

struct SortKey {
  std::string field;  // a field, or id, status, created_at, updated_at, stage of the record
  bool descending = false;
  std::string pointer;
};

// A field, or an expression with a label.
struct Column {
  std::string id;     // never empty: the document's id, else the field, else "column_<n>"
  std::string field;  // "" when the column has a value expression
  std::optional<Expression> value;
  Text label;
  std::string pointer;
  bool has_own_id = false;  // the document gives it
};

// How a view's records are looked at when its page opens.
enum class ViewKind : uint8_t { kTable, kBoard, kCalendar, kGallery, kTimeline, kMap };
std::string_view name_of(ViewKind kind);

struct View {
  std::string id;
  std::string entity;
  Text label;
  std::vector<Column> columns;
  std::optional<Expression> filter;
  std::string pool;  // "" when absent
  std::vector<SortKey> sort;
  std::vector<std::string> search;
  std::string form;  // "" when absent
  bool mine = false;
  ViewKind kind = ViewKind::kTable;
  // Ids of fields, "" when absent: where records stand in days and end, when it really happened,
  // which pictures are shown, and by what records are coloured.
  std::string date, end, actual, picture, colour;
  std::optional<Expression> location;  // gives where a record stands
  std::string pointer;
};

}  // namespace tollgate::model
