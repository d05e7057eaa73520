// Menus: each entry leads to something that is there.
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

void check_target(const model::App& app, Findings& findings, const model::MenuItem& item) {
  const std::string pointer = pointer_child(item.pointer, "target");
  switch (item.type) {
    case model::MenuItemType::kView:
      check_id(findings, kView, item.target, ids_of(app.views), pointer);
      return;
    case model::MenuItemType::kForm:
      check_id(findings, kForm, item.target, ids_of(app.forms), pointer);
      return;
    case model::MenuItemType::kDashboard:
      check_id(findings, kDashboard, item.target, ids_of(app.dashboards), pointer);
      return;
    case model::MenuItemType::kWorkflow:
      check_id(findings, kWorkflow, item.target, ids_of(app.workflows), pointer);
      return;
    case model::MenuItemType::kQuickFilter:
      check_id(findings, kQuickFilter, item.target, ids_of(app.quick_filters), pointer);
      return;
  }
}

}  // namespace

void menu_targets(const model::App& app, Findings& findings) {
  for (const model::Role& role : app.roles) {
    for (const model::MenuItem& item : role.menu) check_target(app, findings, item);
  }
}

}  // namespace tollgate::lint
