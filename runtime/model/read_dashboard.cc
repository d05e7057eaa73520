#include "read_parts.h"
#include "read_variant.h"

namespace tollgate::model {
namespace {

Widget read_widget(const Reader& from) {
  Widget widget;
  widget.id = from.text("id");
  widget.label = from.label("label");
  widget.kind = read_variant<WidgetKind>(from);
  if (from.has("order")) widget.descending = from.text("order") == "descending";
  widget.drill = from.object("drill", read_drill);
  widget.width = from.enumeration("width", Width::kHalf);
  widget.pointer = from.pointer();
  return widget;
}

DashboardFilter read_filter(const Reader& from) {
  return {from.text("entity"), from.text("field"), from.label("label"),
          from.optional_expression("default"), from.pointer()};
}

Tag read_tag(const Reader& from) {
  return {from.text("id"), from.message("label"), from.expression("when"), from.text("metric"),
          from.pointer()};
}

MenuItem read_menu_item(const Reader& from) {
  return {from.enumeration("type", MenuItemType::kView), from.text("target"), from.label("label"),
          from.flag("mine"), from.pointer()};
}

}  // namespace

Drill read_drill(const Reader& from) {
  return {read_grouping(from), from.text("view"), from.integer("limit"),
          from.list("sort", read_sort_key)};
}

std::optional<Grouping> read_grouping(const Reader& from, const char* member) {
  if (!from.has(member)) return std::nullopt;
  if (from.is_text(member)) return Grouping(from.expression(member));
  return from.object(member, [](const Reader& group) {
    return Grouping(group.expression("value"), group.enumeration("by", TimeUnit::kDay));
  });
}

Dashboard read_dashboard(const Reader& from) {
  return {from.text("id"), from.label("label"), from.list("filters", read_filter),
          from.list("widgets", read_widget), from.pointer()};
}

QuickFilter read_quick_filter(const Reader& from) {
  QuickFilter filter;
  filter.id = from.text("id");
  filter.label = from.label("label");
  filter.entity = from.text("entity");
  filter.group_by = from.expression("group_by");
  filter.metrics = from.texts("metrics");
  filter.when = from.expression("when");
  filter.tags = from.list("tags", read_tag);
  filter.pointer = from.pointer();
  return filter;
}

Role read_role(const Reader& from) {
  return {from.text("id"),     from.label("label"),  from.list("menu", read_menu_item),
          from.flag("outbox"), from.flag("imports"), from.object("permissions", read_permissions),
          from.pointer()};
}

}  // namespace tollgate::model
