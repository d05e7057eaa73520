// Metrics that may reveal totals: which roles learn by them what they may not see.
#include <map>
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

// Each dashboard's metrics, by its id.
std::map<std::string, std::set<std::string>> metrics_by_dashboard(const model::App& app) {
  std::map<std::string, std::set<std::string>> by_dashboard;
  for (const model::Dashboard& dashboard : app.dashboards) {
    std::set<std::string>& shown = by_dashboard[dashboard.id];
    for (const model::Widget& widget : dashboard.widgets) shown.merge(metrics_of(widget));
  }
  return by_dashboard;
}

// What people of the role meet on dashboards that they may open, and in quick filters.
std::set<std::string> shown_to(const model::App& app, const model::Role& role,
                               const std::map<std::string, std::set<std::string>>& by_dashboard) {
  std::set<std::string> shown;
  if (!role.permissions) return shown;
  const auto& opens = role.permissions->dashboards;
  for (const std::string& id : std::set<std::string>(opens.begin(), opens.end())) {
    const auto found = by_dashboard.find(id);
    if (found != by_dashboard.end()) shown.insert(found->second.begin(), found->second.end());
  }
  for (const model::QuickFilter& filter : app.quick_filters) {
    shown.insert(filter.metrics.begin(), filter.metrics.end());
  }
  return shown;
}

}  // namespace

void revealed_totals(const model::App& app, Findings& findings) {
  const auto by_dashboard = metrics_by_dashboard(app);
  std::vector<std::set<std::string>> shown;  // by role
  for (const model::Role& role : app.roles) shown.push_back(shown_to(app, role, by_dashboard));
  for (const model::Metric& metric : app.metrics) {
    if (!metric.may_reveal_totals) continue;
    std::string zh;
    std::string en;
    for (size_t i = 0; i < app.roles.size(); ++i) {
      const model::Role& role = app.roles[i];
      const bool learns = !sees_all_rows(role, metric.entity) || hides_fields(role, metric.entity);
      if (!learns || !shown[i].contains(metric.id)) continue;
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
