#include "effects/effects.h"
#include "ids.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {

EffectParts kind_parts(const model::App&, const std::string&, const model::Notify& notify) {
  EffectParts parts;
  if (notify.to) parts.expressions.push_back({&*notify.to});
  parts.messages.push_back(&notify.message);
  return parts;
}

// People are named by an expression, which is checked as all of them are, or by their roles.
void check_kind(const model::App& app, Findings& findings, const std::string&,
                const model::Notify& notify) {
  if (!notify.to && notify.roles.empty()) {
    findings.error("no_recipient", "通知还没有说明发给谁（to 或 roles）",
                   "the notification does not say whom it goes to yet (to or roles)",
                   notify.pointer);
  }
  const std::string pointer = pointer_child(notify.pointer, "roles");
  for (size_t i = 0; i < notify.roles.size(); ++i) {
    check_id(findings, kRole, notify.roles[i], app.roles, pointer_child(pointer, i));
  }
  if (!notify.roles.empty() && (!app.users || !app.users->role)) {
    findings.error("no_roles_of_people", "应用没有说明人员是什么角色（users.role），按角色找不到人",
                   "the app does not say which roles its people have (users.role): nobody is found "
                   "by a role",
                   pointer);
  }
}

}  // namespace tollgate::lint
