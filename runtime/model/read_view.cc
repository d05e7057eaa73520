#include "read_parts.h"

namespace tollgate::model {
namespace {

Column read_column(const Reader& from) {
  return {from.text("id"),     from.text("field"), from.optional_expression("value"),
          from.label("label"), from.pointer(),     !from.text("id").empty()};
}

}  // namespace

SortKey read_sort_key(const Reader& from) {
  return {from.text("field"), from.flag("descending"), from.pointer()};
}

View read_view(const Reader& from) {
  View view;
  view.id = from.text("id");
  view.entity = from.text("entity");
  view.label = from.label("label");
  view.columns = from.list("columns", read_column);
  for (size_t i = 0; i < view.columns.size(); ++i) {
    Column& column = view.columns[i];
    if (column.id.empty()) column.id = column.field;
    if (column.id.empty()) column.id = "column_" + std::to_string(i + 1);
  }
  view.filter = from.optional_expression("filter");
  view.pool = from.text("pool");
  view.sort = from.list("sort", read_sort_key);
  view.search = from.texts("search");
  view.form = from.text("form");
  view.mine = from.flag("mine");
  view.kind = from.enumeration("kind", ViewKind::kTable);
  view.date = from.text("date");
  view.end = from.text("end");
  view.actual = from.text("actual");
  view.picture = from.text("picture");
  view.colour = from.text("colour");
  view.location = from.optional_expression("location");
  view.pointer = from.pointer();
  return view;
}

}  // namespace tollgate::model
