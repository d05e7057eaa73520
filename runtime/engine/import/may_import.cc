#include "import/may_import.h"

#include <algorithm>

namespace tollgate::engine {

Status check_may_import(const model::App& app, const Caller& caller) {
  const bool says_who = std::any_of(app.roles.begin(), app.roles.end(),
                                    [](const model::Role& each) { return each.imports; });
  if (caller.administrator || !says_who) return ok_status();
  const model::Role* role = app.find_role(caller.role);
  if (role && role->imports) return ok_status();
  return make_error("engine.may_not_import",
                    {"你的角色不能导入记录；请联系设计应用的人",
                     "your role may not import records: ask whoever designs the app"});
}

}  // namespace tollgate::engine
