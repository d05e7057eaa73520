#include "require.h"

#include <algorithm>

namespace tollgate::api {

Result<engine::AppRules*> require_app(const Call& call) {
  if (engine::AppRules* app = call.engine.app()) return app;
  return make_error("engine.no_app", {"还没有应用：请先保存或导入一个应用文档",
                                      "there is no app yet: save or import a document first"});
}

Diagnostic unknown(std::string_view what, std::string_view name, std::string_view pointer,
                   const std::vector<std::string>& ids) {
  std::string shown(name.substr(0, 64));
  std::string kind(what);
  return make_error(
      "api.unknown_" + kind,
      {"“" + shown + "”不存在（" + kind + "）", "there is no " + kind + " '" + shown + "'"},
      {.pointer = std::string(pointer)}, nearest_names(shown, ids));
}

Result<store::StoredRecord> require_record(const Call& call, std::string_view entity,
                                           const std::string& record) {
  const model::App& app = *call.engine.app()->model;
  if (!app.find_entity(entity)) {
    return unknown("entity", entity, "/params/entity", ids_of(app.entities));
  }
  std::optional<store::StoredRecord> found = call.engine.store().find_record(entity, record);
  if (!found || found->state.status == ops::RecordStatus::kDiscarded) {
    return unknown("record", record, "/params/record", {});
  }
  return std::move(*found);
}

int64_t bounded(const std::optional<int64_t>& wanted, int64_t otherwise, int64_t most) {
  return std::clamp<int64_t>(wanted.value_or(otherwise), 0, most);
}

std::string effective_role(const Call& call) {
  engine::AppRules* app = call.engine.app();
  std::string role = app ? app->role_of(call.caller.user, call.engine.clock()) : std::string();
  return role.empty() ? call.caller.role : role;
}

}  // namespace tollgate::api
