#include "tollgate/engine/admit.h"

#include "tollgate/base/record_id.h"
#include "tollgate/base/session_errors.h"
#include "tollgate/engine/engine.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/query/unknown.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

// As much of a stated name as a message repeats.
std::string shown(const std::string& name) { return name.substr(0, 64); }

Diagnostic unknown_person(const std::string& user) {
  return make_error(session_errors::kUnknownPerson,
                    {"应用中没有人员“" + shown(user) + "”；请重新选择身份",
                     "the app has no person '" + shown(user) + "': choose who you are again"},
                    {.pointer = "/user"});
}

Diagnostic bad_person_id(const LocalizedText& problem) {
  return make_error("engine.bad_id",
                    {"人员的标识" + problem.zh, "the id of the person " + problem.en},
                    {.pointer = "/user"});
}

Diagnostic discarded_person(const std::string& user) {
  return make_error(
      session_errors::kDiscardedPerson,
      {"人员“" + shown(user) + "”的记录已被删除；请重新选择身份",
       "the record of the person '" + shown(user) + "' was discarded: choose who you are again"},
      {.pointer = "/user"});
}

Diagnostic unknown_role(const model::App& app, const std::string& role) {
  std::vector<std::string> ids;
  for (const model::Role& each : app.roles) ids.push_back(each.id);
  return make_error(
      session_errors::kUnknownRole,
      {"应用中没有角色“" + shown(role) + "”", "the app has no role '" + shown(role) + "'"},
      {.pointer = "/role"}, nearest_names(role, ids));
}

Diagnostic not_their_role(const std::string& stated, const std::string& own) {
  const std::string zh = own.empty() ? "没有角色" : "角色是“" + own + "”";
  const std::string en = own.empty() ? "none" : "'" + own + "'";
  return make_error(session_errors::kNotTheirRole,
                    {"不能以角色“" + shown(stated) + "”操作：按人员记录，" + zh,
                     "nobody acts in the role '" + shown(stated) +
                         "' here: by the person's record the role is " + en},
                    {.pointer = "/role"});
}

Status check_person(Engine& engine, const model::App& app, const std::string& user) {
  if (const auto problem = record_id_problem(user)) return bad_person_id(*problem);
  if (!app.users) return unknown_person(user);
  // Whom rules know is there; of all others the store says what they are.
  if (!engine.app()->records->user(user).is_null()) return ok_status();
  const std::optional<ops::StoredRecord> record =
      engine.store().find_record(app.users->entity, user);
  if (auto error = engine.store().take_error()) return *error;
  if (!record) return unknown_person(user);
  if (record->state.status == ops::RecordStatus::kDiscarded) return discarded_person(user);
  return ok_status();
}

}  // namespace

Result<Principal> admit(Engine& engine, const Principal& stated) {
  if (stated.user.empty() && stated.role.empty()) return stated;
  live::AppRules* rules = engine.app();
  if (!rules) return query::no_app();
  const model::App& app = *rules->model;
  if (!stated.user.empty()) {
    Status known = check_person(engine, app, stated.user);
    if (!known) return std::move(known).error();
  }
  if (!stated.role.empty() && !app.find_role(stated.role)) return unknown_role(app, stated.role);
  if (!app.users || !app.users->role) return stated;
  std::string own = rules->role_of(stated.user, engine.clock());
  if (!app.find_role(own)) own.clear();
  for (const std::string& said : {stated.role, stated.said_role}) {
    if (!said.empty() && said != own) return not_their_role(said, own);
  }
  return Principal{stated.user, own, stated.administrator, stated.whole_app};
}

}  // namespace tollgate::engine
