// Metrics that may reveal totals: which roles learn by them what they may not see.
#include <set>

#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

bool sees_all_rows(const model::Role& role, const std::string& entity) {
  const model::EntityPermission* said =
      role.permissions ? role.permissions->find_entity(entity) : nullptr;
  return said && said->read.rows == model::Rows::kAll && !said->read.when;
}

bool hides_fields(const model::Role& role, const std::string& entity) {
  const model::EntityPermission* said =
      role.permissions ? role.permissions->find_entity(entity) : nullptr;
  return said && std::any_of(said->fields.begin(), said->fields.end(), [](const auto& field) {
           return field.access == model::FieldAccess::kHidden;
         });
}

std::set<std::string> metrics_of(const model::Widget& widget) {
  if (const auto* one = std::get_if<model::MetricWidget>(&widget.kind)) return {one->metric};
  if (const auto* one = std::get_if<model::BreakdownWidget>(&widget.kind)) return {one->metric};
  if (const auto* one = std::get_if<model::LineWidget>(&widget.kind)) return {one->metric};
  if (const auto* many = std::get_if<model::TableWidget>(&widget.kind)) {
    return {many->metrics.begin(), many->metrics.end()};
  }
  if (const auto* checks = std::get_if<model::ChecksWidget>(&widget.kind)) {
    std::set<std::string> shown;
    for (const model::Check& check : checks->checks) {
      shown.insert(check.metrics.begin(), check.metrics.end());
    }
    return shown;
  }
  if (const auto* coverage = std::get_if<model::CoverageWidget>(&widget.kind)) {
    std::set<std::string> shown{coverage->metric};
    if (const auto& dispatch = coverage->dispatch) {
      shown.insert({dispatch->records, dispatch->experience, dispatch->load});
    }
    return shown;
  }
  return {};
}

// Whether people of the role meet the metric on a dashboard that they may open.
bool shows(const model::App& app, const model::Role& role, const std::string& metric) {
  if (!role.permissions) return false;
  for (const std::string& id : role.permissions->dashboards) {
    const model::Dashboard* dashboard = app.find_dashboard(id);
    if (!dashboard) continue;
    for (const model::Widget& widget : dashboard->widgets) {
      if (metrics_of(widget).contains(metric)) return true;
    }
  }
  return std::any_of(app.quick_filters.begin(), app.quick_filters.end(), [&](const auto& filter) {
    return std::find(filter.metrics.begin(), filter.metrics.end(), metric) != filter.metrics.end();
  });
}

}  // namespace

void revealed_totals(const model::App& app, Findings& findings) {
  for (const model::Metric& metric : app.metrics) {
    if (!metric.may_reveal_totals) continue;
    std::string zh;
    std::string en;
    for (const model::Role& role : app.roles) {
      const bool learns = !sees_all_rows(role, metric.entity) || hides_fields(role, metric.entity);
      if (!learns || !shows(app, role, metric.id)) continue;
      zh += (zh.empty() ? "“" : "、“") + app.text_for(role.label, "zh-CN") + "”";
      en += (en.empty() ? "“" : ", “") + app.text_for(role.label, "en") + "”";
    }
    if (zh.empty()) continue;
    findings.warning("reveals_totals", "角色" + zh + "由此得知他们无权查看的记录或字段的合计和分组",
                     "people of " + en +
                         " learn by it the totals and groups of records or fields that they may "
                         "not see",
                     pointer_child(metric.pointer, "may_reveal_totals"));
  }
}

}  // namespace tollgate::lint
