#include "tollgate/engine/sessions.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/limits.h"
#include "tollgate/base/session_errors.h"

namespace tollgate::engine {
namespace {

bool is_of(const Session& session, std::string_view id, const Caller& caller) {
  return session.id == id && session.caller.principal() == caller.principal();
}

}  // namespace

Session& Sessions::add(Session session) {
  session.caller.session = session.id;
  sessions_.push_front(std::move(session));
  if (sessions_.size() > limits::kSessions) sessions_.pop_back();
  return sessions_.front();
}

Result<Session*> Sessions::find(std::string_view id, const Caller& caller) {
  for (auto it = sessions_.begin(); it != sessions_.end(); ++it) {
    if (!is_of(*it, id, caller)) continue;
    sessions_.splice(sessions_.begin(), sessions_, it);
    return &sessions_.front();
  }
  std::string name(id.substr(0, 40));
  return make_error(session_errors::kUnknownSession,
                    {"没有打开的表单会话“" + name + "”；请重新打开表单",
                     "there is no open form session '" + name + "': open the form again"},
                    {.pointer = "/params/session"});
}

void Sessions::close(std::string_view id, const Caller& caller) {
  sessions_.remove_if([&](const Session& s) { return is_of(s, id, caller); });
}

}  // namespace tollgate::engine
