// Ids are unique in their list.
#include <set>

#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

template <typename T>
void report(Findings& findings, const T& item) {
  const LocalizedText name = quoted(item);
  findings.error("duplicate_id", "标识" + name.zh + "在同一个列表里出现了两次",
                 "the id " + name.en + " is used twice in one list",
                 pointer_child(item.pointer, "id"));
}

// A column without an id of its own is called by its field.
void report(Findings& findings, const model::Column& column) {
  if (column.has_own_id) return report<model::Column>(findings, column);
  const LocalizedText name = quoted(column);
  findings.error("duplicate_id", "两列都叫" + name.zh + "，请给其中一列写上不同的标识",
                 "two columns are called " + name.en + ": give one of them an id of its own",
                 column.pointer);
}

template <typename T>
void check_list(Findings& findings, const std::vector<T>& items) {
  std::set<std::string> seen;
  for (const T& item : items) {
    if (!seen.insert(item.id).second) report(findings, item);
  }
}

void check_fields_of(Findings& findings, const std::vector<model::Field>& fields) {
  check_list(findings, fields);
  for (const model::Field& field : fields) {
    check_list(findings, field.options);
    check_list(findings, field.validations);
    check_fields_of(findings, field.fields);
  }
}

}  // namespace

void duplicate_ids(const model::App& app, Findings& findings) {
  check_list(findings, app.roles);
  check_list(findings, app.entities);
  for (const model::Entity& entity : app.entities) {
    check_fields_of(findings, entity.fields);
    check_list(findings, entity.follow_ups);
  }
  check_list(findings, app.forms);
  for (const model::Form& form : app.forms) check_list(findings, form.sections);
  check_list(findings, app.scorecards);
  for (const model::Scorecard& scorecard : app.scorecards) {
    check_list(findings, scorecard.criteria);
    check_list(findings, scorecard.pools);
  }
  check_list(findings, app.workflows);
  for (const model::Workflow& workflow : app.workflows) {
    check_list(findings, workflow.stages);
    for (const model::Stage& stage : workflow.stages) check_list(findings, stage.requirements);
  }
  check_list(findings, app.automations);
  check_list(findings, app.views);
  for (const model::View& view : app.views) check_list(findings, view.columns);
  check_list(findings, app.metrics);
  check_list(findings, app.dashboards);
  for (const model::Dashboard& dashboard : app.dashboards) check_list(findings, dashboard.widgets);
  check_list(findings, app.quick_filters);
  for (const model::QuickFilter& filter : app.quick_filters) check_list(findings, filter.tags);
}

}  // namespace tollgate::lint
