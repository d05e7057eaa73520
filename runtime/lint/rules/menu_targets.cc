// Menus: each entry leads to something that is there, and "mine" can be told.
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

void check_target(const model::App& app, Findings& findings, const model::MenuItem& item) {
  const std::string pointer = pointer_child(item.pointer, "target");
  switch (item.type) {
    case model::MenuItemType::kView:
      check_id(findings, kView, item.target, app.views, pointer);
      return;
    case model::MenuItemType::kForm:
      check_id(findings, kForm, item.target, app.forms, pointer);
      return;
    case model::MenuItemType::kDashboard:
      check_id(findings, kDashboard, item.target, app.dashboards, pointer);
      return;
    case model::MenuItemType::kWorkflow:
      check_id(findings, kWorkflow, item.target, app.workflows, pointer);
      return;
    case model::MenuItemType::kQuickFilter:
      check_id(findings, kQuickFilter, item.target, app.quick_filters, pointer);
      return;
  }
}

// "My" records are those whose owner the person is.
void check_mine(const model::App& app, Findings& findings, const model::MenuItem& item) {
  if (!item.mine) return;
  const std::string pointer = pointer_child(item.pointer, "mine");
  if (item.type != model::MenuItemType::kWorkflow) {
    findings.error("member_of_other_type", "只有流程的菜单项可以设置 mine",
                   "only a workflow's entry can be 'mine': a view says itself whose records it "
                   "shows",
                   pointer);
    return;
  }
  const model::Workflow* workflow = app.find_workflow(item.target);
  const model::Entity* entity = workflow ? app.find_entity(workflow->entity) : nullptr;
  if (entity == nullptr || !entity->owner.empty()) return;
  findings.error(
      "mine_without_owner",
      "数据对象“" + entity->id + "”没有设置负责人字段（owner），无法只显示本人的记录",
      "the entity '" + entity->id + "' names no owner, so nobody's own records can be told apart",
      pointer);
}

}  // namespace

void menu_targets(const model::App& app, Findings& findings) {
  for (const model::Role& role : app.roles) {
    for (const model::MenuItem& item : role.menu) {
      check_target(app, findings, item);
      check_mine(app, findings, item);
    }
  }
}

}  // namespace tollgate::lint
