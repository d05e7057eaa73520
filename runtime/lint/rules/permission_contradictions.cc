// What a role is given and cannot use: the menu leads nowhere, a form cannot be finished.
#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "ids.h"
#include "rules.h"
#include "scopes.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/feel/dependencies.h"
#include "tollgate/feel/parse.h"

namespace tollgate::lint {
namespace {

using model::FieldAccess;
using model::Rows;

// Entity and field.
using FilledIn = std::set<std::pair<std::string_view, std::string_view>>;

struct Of {
  const model::App& app;
  Findings& findings;
  const model::Role& role;
  const FilledIn& filled_in;

  const model::EntityPermission* on(const std::string& entity) const {
    return role.permissions ? role.permissions->find_entity(entity) : nullptr;
  }
  bool reads(const std::string& entity) const {
    const model::EntityPermission* permission = on(entity);
    return permission != nullptr && permission->read.rows != Rows::kNone;
  }
};

// Going on with a draft, and changing a record, begin with seeing it.
void check_reads(const Of& of, const model::EntityPermission& permission) {
  if (permission.read.rows != Rows::kNone) return;
  const std::pair<const model::RowPermission*, LocalizedText> others[] = {
      {&permission.create, {"新建", "create"}},
      {&permission.update, {"修改", "change"}},
      {&permission.remove, {"删除", "delete"}}};
  for (const auto& [rows, what] : others) {
    if (rows->rows == Rows::kNone) continue;
    of.findings.warning(
        "may_not_read", "可以" + what.zh + "，却不能查看：打不开要" + what.zh + "的记录",
        "people may " + what.en + " records that they may not see, so they cannot open them",
        rows->pointer);
  }
}

// Fields that a form of theirs fills in.
FilledIn filled_in_by_forms(const model::App& app) {
  FilledIn filled;
  for (const model::Form& form : app.forms) {
    for (const model::Prefill& prefill : form.prefill) {
      for (const model::Assignment& set : prefill.set) filled.insert({form.entity, set.field});
    }
  }
  return filled;
}

// Nobody fills in what they cannot.
void check_required(const Of& of, const model::Entity& entity,
                    const model::EntityPermission& permission) {
  if (permission.create.rows == Rows::kNone) return;
  for (const model::FieldPermission& said : permission.fields) {
    const model::Field* field = entity.find_field(said.field);
    const bool is_required =
        field && field->required && !field->required->expression && field->required->constant;
    if (!is_required || field->default_value || field->computed ||
        of.filled_in.contains({entity.id, field->id})) {
      continue;
    }
    const LocalizedText name = quoted(*field);
    of.findings.warning("required_and_withheld",
                        "角色可以新建记录，却不能填写必填的" + name.zh + "：记录无法提交",
                        "the role may create records and not fill in " + name.en +
                            ", which is required: they could not be submitted",
                        pointer_child(said.pointer, "field"));
  }
}

void check_condition(const Of& of, const model::Entity& entity,
                     const model::EntityPermission& permission, const model::RowPermission& rows,
                     Scopes& scopes) {
  if (!rows.when) return;
  const feel::Scope& scope = scopes.record(entity.id).scope;
  const Result<feel::Ast> ast = feel::parse(rows.when->text, scope);
  if (!ast) return;
  for (const feel::Dependency& read : feel::dependencies(*ast, scope)) {
    const model::FieldPermission* said = permission.find_field(scope[read.slot].name);
    if (said == nullptr || said->access != FieldAccess::kHidden) continue;
    const LocalizedText name = quoted(*entity.find_field(said->field));
    of.findings.warning("condition_reads_hidden",
                        "条件用到了" + name.zh + "，而这个角色看不到它：能否操作会透露它的值",
                        "the condition reads " + name.en +
                            ", which is hidden from the role: what they may do tells its value",
                        rows.when->pointer);
  }
}

void check_transitions(const Of& of) {
  for (const model::Workflow& workflow : of.app.workflows) {
    const model::EntityPermission* permission = of.on(workflow.entity);
    if (permission != nullptr && permission->update.rows != Rows::kNone) continue;
    for (const model::Transition& transition : workflow.transitions) {
      const auto& roles = transition.roles;
      if (std::ranges::find(roles, of.role.id) == roles.end()) continue;
      const LocalizedText name = quoted(of.role);
      of.findings.warning(
          "may_not_update", "流转写明了角色" + name.zh + "，而这个角色不能修改这种记录",
          "the transition names the role " + name.en + ", which may not change such records",
          pointer_child(transition.pointer, "roles"));
    }
  }
}

bool leads_somewhere(const Of& of, const model::MenuItem& item) {
  const model::App& app = of.app;
  switch (item.type) {
    case model::MenuItemType::kView: {
      const model::View* view = app.find_view(item.target);
      return view == nullptr || of.reads(view->entity);
    }
    case model::MenuItemType::kForm: {
      const model::Form* form = app.find_form(item.target);
      if (form == nullptr) return true;
      const model::EntityPermission* permission = of.on(form->entity);
      return permission != nullptr && permission->create.rows != Rows::kNone;
    }
    case model::MenuItemType::kDashboard: {
      if (app.find_dashboard(item.target) == nullptr) return true;
      if (!of.role.permissions) return false;
      const auto& opens = of.role.permissions->dashboards;
      return std::ranges::find(opens, item.target) != opens.end();
    }
    case model::MenuItemType::kWorkflow: {
      const model::Workflow* workflow = app.find_workflow(item.target);
      return workflow == nullptr || of.reads(workflow->entity);
    }
    case model::MenuItemType::kQuickFilter: {
      const model::QuickFilter* filter = app.find_quick_filter(item.target);
      return filter == nullptr || app.find_entity(filter->entity) == nullptr ||
             of.reads(filter->entity);
    }
  }
  return true;
}

void check_menu(const Of& of) {
  for (const model::MenuItem& item : of.role.menu) {
    if (leads_somewhere(of, item)) continue;
    const LocalizedText name = quoted(of.role);
    of.findings.warning("menu_without_permission",
                        "菜单项指向“" + item.target + "”，而角色" + name.zh + "没有这个权限",
                        "the menu item leads to '" + item.target + "', for which the role " +
                            name.en + " has no permission",
                        pointer_child(item.pointer, "target"));
  }
}

}  // namespace

void permission_contradictions(const model::App& app, Findings& findings) {
  if (!app.has_permissions()) return;
  Scopes scopes(app);
  const FilledIn filled_in = filled_in_by_forms(app);
  for (const model::Role& role : app.roles) {
    const Of of{app, findings, role, filled_in};
    check_menu(of);
    check_transitions(of);
    if (!role.permissions) continue;
    for (const model::EntityPermission& permission : role.permissions->entities) {
      const model::Entity* entity = app.find_entity(permission.entity);
      if (entity == nullptr) continue;
      check_reads(of, permission);
      check_required(of, *entity, permission);
      for (const model::RowPermission* rows :
           {&permission.read, &permission.create, &permission.update, &permission.remove}) {
        check_condition(of, *entity, permission, *rows, scopes);
      }
    }
  }
}

}  // namespace tollgate::lint
