// Dashboards: what each kind of widget needs, and where a tap leads.
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"
#include "widgets/widgets.h"

namespace tollgate::lint {
namespace {

using model::Widget;

class WidgetCheck {
 public:
  WidgetCheck(const model::App& app, Findings& findings, const Widget& widget)
      : app_(app), findings_(findings), widget_(widget) {}

  void run() {
    WidgetMembers members(app_, findings_, widget_);
    std::visit([&](const auto& kind) { check_kind(members, kind); }, widget_.kind);
    if (widget_.drill) check_drill(app_, findings_, *widget_.drill, entity(), child("drill"));
  }

 private:
  std::string child(const char* name) const { return pointer_child(widget_.pointer, name); }

  // The entity whose records stand behind the widget, "" when that is not one.
  std::string entity() const {
    const WidgetParts parts = parts_of(widget_);
    if (const model::Workflow* workflow = app_.find_workflow(parts.workflow)) {
      return workflow->entity;
    }
    const model::Metric* found = app_.find_metric(parts.metric_behind);
    if (found != nullptr && found->aggregate == model::Aggregate::kRatio) {
      found = app_.find_metric(found->numerator);
    }
    return found != nullptr ? found->entity : std::string();
  }

  const model::App& app_;
  Findings& findings_;
  const Widget& widget_;
};

}  // namespace

void check_drill(const model::App& app, Findings& findings, const model::Drill& drill,
                 const std::string& behind, const std::string& pointer) {
  if (!drill.view.empty()) {
    const std::string view_pointer = pointer_child(pointer, "view");
    if (check_id(findings, kView, drill.view, app.views, view_pointer) && !behind.empty() &&
        app.find_view(drill.view)->entity != behind) {
      const LocalizedText view = quoted(*app.find_view(drill.view));
      findings.error("other_entity", "列表视图" + view.zh + "属于另一个数据对象",
                     "the view " + view.en + " is of another entity", view_pointer);
    }
  }
  for (const model::SortKey& key : drill.sort) {
    if (behind.empty() || is_record_member(key.field)) continue;
    check_field(findings, app, behind, key.field, pointer_child(key.pointer, "field"));
  }
}

void dashboard_references(const model::App& app, Findings& findings) {
  for (const model::Dashboard& dashboard : app.dashboards) {
    for (const model::DashboardFilter& filter : dashboard.filters) {
      check_id(findings, kEntity, filter.entity, app.entities,
               pointer_child(filter.pointer, "entity"));
      check_field(findings, app, filter.entity, filter.field,
                  pointer_child(filter.pointer, "field"));
    }
    for (const Widget& widget : dashboard.widgets) WidgetCheck(app, findings, widget).run();
  }
}

}  // namespace tollgate::lint
