// Permissions and what they rest on: names that are there, rows that can be told, somebody who may
// change all of it.
#include <algorithm>
#include <set>

#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

using model::Rows;

void check_manager(const model::App& app, Findings& findings) {
  if (!app.users || app.users->manager.empty()) return;
  const std::string pointer = pointer_child(app.users->pointer, "manager");
  const model::Field* field =
      check_field(findings, app, app.users->entity, app.users->manager, pointer);
  if (field == nullptr) return;
  if (model::is_reference(field->type) && field->entity == app.users->entity) return;
  const LocalizedText name = quoted(*field);
  findings.error("manager_no_person", "上级字段" + name.zh + "应引用人员本身的数据对象",
                 "the manager field " + name.en + " must refer to the people's own entity",
                 pointer);
}

// Whose record it is, and who is above them, must be told.
void check_rows(const model::App& app, Findings& findings, const model::Entity& entity,
                const model::RowPermission& rows) {
  if (rows.when && rows.rows == Rows::kNone) {
    findings.error("condition_without_rows",
                   "有条件，但没有说明对哪些记录；请选择本人的、团队的或全部",
                   "there is a condition, but no records that it is about: say own, team or all",
                   rows.pointer);
  }
  const bool is_by_person = rows.rows == Rows::kOwn || rows.rows == Rows::kTeam;
  const bool are_people = app.users && app.users->entity == entity.id;
  if (is_by_person && !are_people && entity.owner.empty()) {
    const LocalizedText name = quoted(entity);
    findings.error(
        "rows_without_owner",
        "数据对象" + name.zh + "没有设置负责人字段（owner），分不出是谁的记录",
        "the entity " + name.en + " names no owner, so nobody's records can be told apart",
        rows.pointer);
  }
  if (rows.rows == Rows::kTeam && (!app.users || app.users->manager.empty())) {
    findings.error("team_without_manager", "人员没有设置上级字段（manager），分不出是谁的团队",
                   "people have no manager field, so nobody's team can be told", rows.pointer);
  }
}

void check_entity(const model::App& app, Findings& findings,
                  const model::EntityPermission& permission) {
  if (!check_id(findings, kEntity, permission.entity, app.entities,
                pointer_child(permission.pointer, "entity"))) {
    return;
  }
  const model::Entity& entity = *app.find_entity(permission.entity);
  for (const model::RowPermission* rows :
       {&permission.read, &permission.create, &permission.update, &permission.remove}) {
    check_rows(app, findings, entity, *rows);
  }
  std::set<std::string> said;
  for (const model::FieldPermission& field : permission.fields) {
    const std::string pointer = pointer_child(field.pointer, "field");
    check_field(findings, app, entity.id, field.field, pointer);
    if (said.insert(field.field).second) continue;
    findings.error("permission_twice", "“" + field.field + "”的权限写了两次",
                   "the permission for '" + field.field + "' is given twice", pointer);
  }
}

void check_role(const model::App& app, Findings& findings, const model::Role& role) {
  std::set<std::string> said;
  for (const model::EntityPermission& permission : role.permissions->entities) {
    check_entity(app, findings, permission);
    if (said.insert(permission.entity).second) continue;
    findings.error("permission_twice", "“" + permission.entity + "”的权限写了两次",
                   "the permission for '" + permission.entity + "' is given twice",
                   pointer_child(permission.pointer, "entity"));
  }
  const std::string pointer = pointer_child(role.permissions->pointer, "dashboards");
  for (size_t i = 0; i < role.permissions->dashboards.size(); ++i) {
    check_id(findings, kDashboard, role.permissions->dashboards[i], app.dashboards,
             pointer_child(pointer, i));
  }
}

}  // namespace

void permission_references(const model::App& app, Findings& findings) {
  check_manager(app, findings);
  bool is_looked_after = false;
  for (const model::Role& role : app.roles) {
    if (!role.permissions) continue;
    check_role(app, findings, role);
    is_looked_after = is_looked_after || role.permissions->administration;
  }
  if (!app.has_permissions() || is_looked_after) return;
  findings.error("no_administration",
                 "没有哪个角色可以管理应用（administration）：保存之后谁也不能再修改它",
                 "no role looks after the app (administration): once saved, nobody could change it "
                 "again",
                 "/roles");
}

}  // namespace tollgate::lint
