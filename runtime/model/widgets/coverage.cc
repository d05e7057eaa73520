#include "tollgate/model/widgets/coverage.h"

#include "read_parts.h"

namespace tollgate::model {
namespace {

Dispatch read_dispatch(const Reader& from) {
  Dispatch dispatch;
  dispatch.records = from.text("records");
  dispatch.field = from.text("field");
  dispatch.who = from.optional_expression("who");
  dispatch.by = from.optional_expression("by");
  dispatch.experience = from.text("experience");
  dispatch.load = from.text("load");
  dispatch.load_below = from.number("load_below");
  dispatch.limit = from.integer("limit").value_or(Dispatch::kDefaultLimit);
  dispatch.pointer = from.pointer();
  return dispatch;
}

}  // namespace

void read_kind(const Reader& from, CoverageWidget& widget) {
  widget = {from.text("metric"), read_grouping(from), from.object("dispatch", read_dispatch)};
}

}  // namespace tollgate::model
