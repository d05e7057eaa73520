#include "read_parts.h"

namespace tollgate::model {
namespace {

Threshold read_threshold(const Reader& from) {
  return {from.enumeration("level", Level::kGood), from.number("below"), from.number("at_least"),
          from.label("label"), from.pointer()};
}

Window read_window(const Reader& from) {
  Window window{from.text("field"), from.integer("days").value_or(1)};
  if (from.has("period")) window.period = from.enumeration("period", WindowPeriod::kMonth);
  window.before = from.flag("before");
  return window;
}

Among read_among(const Reader& from) {
  return {from.expression("group_by"), from.text("metric"), from.number("share"), from.text("of"),
          from.pointer()};
}

}  // namespace

Metric read_metric(const Reader& from) {
  Metric metric;
  metric.id = from.text("id");
  metric.label = from.label("label");
  metric.entity = from.text("entity");
  metric.aggregate = from.enumeration("aggregate", Aggregate::kCount);
  metric.value = from.optional_expression("value");
  metric.test = from.optional_expression("test");
  metric.numerator = from.text("numerator");
  metric.denominator = from.text("denominator");
  metric.filter = from.optional_expression("filter");
  metric.window = from.object("window", read_window);
  metric.among = from.object("among", read_among);
  metric.format = from.enumeration("format", NumberFormat::kNumber);
  metric.decimals = from.integer("decimals");
  metric.thresholds = from.list("thresholds", read_threshold);
  metric.help = from.label("help");
  metric.synonyms = from.texts("synonyms");
  metric.may_reveal_totals = from.flag("may_reveal_totals");
  metric.pointer = from.pointer();
  return metric;
}

}  // namespace tollgate::model
