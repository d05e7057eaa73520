#include "import/may_import.h"

#include <algorithm>

namespace tollgate::engine {

namespace {

bool may_import(const live::AppRules& rules, const Caller& caller) {
  const model::App& app = *rules.model;
  if (app.has_permissions())
    return !caller.is_bound() || rules.rights(caller.user, caller.role).imports_any();
  const bool says_who = std::any_of(app.roles.begin(), app.roles.end(),
                                    [](const model::Role& each) { return each.imports; });
  const model::Role* role = app.find_role(caller.role);
  return !says_who || (role && role->imports);
}

}  // namespace

Status check_may_import(const live::AppRules& app, const Caller& caller) {
  if (caller.administrator || may_import(app, caller)) return ok_status();
  return make_error("engine.may_not_import",
                    {"您的角色不能导入记录；请联系设计应用的人",
                     "your role may not import records: ask whoever designs the app"});
}

}  // namespace tollgate::engine
