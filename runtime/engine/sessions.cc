#include "tollgate/engine/sessions.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tollgate/base/limits.h"
#include "tollgate/base/session_errors.h"
#include "tollgate/record/file_facts.h"

namespace tollgate::engine {
namespace {

bool is_of(const Session& session, std::string_view id, const Caller& caller) {
  return session.id == id && session.caller.principal() == caller.principal();
}

}  // namespace

Session& Sessions::add(Session session) {
  const Principal owner = session.caller.principal();
  const auto is_theirs = [&](const Session& s) { return s.caller.principal() == owner; };
  const auto open = static_cast<size_t>(std::ranges::count_if(sessions_, is_theirs));
  if (open >= limits::kSessionsPerPerson) {
    end_longest_unused(owner);
  } else if (sessions_.size() >= limits::kSessions) {
    end_longest_unused(whoever_has_most());
  }
  session.caller.session = session.id;
  sessions_.push_front(std::move(session));
  return sessions_.front();
}

void Sessions::end_longest_unused(const Principal& principal) {
  for (auto it = sessions_.end(); it != sessions_.begin();) {
    if ((--it)->caller.principal() != principal) continue;
    sessions_.erase(it);
    return;
  }
}

// Of several who have as many, the one whose session has not been used for longest.
Principal Sessions::whoever_has_most() const {
  std::map<std::pair<std::string, std::string>, size_t> counts;
  size_t most = 0;
  const auto key = [](const Session& s) { return std::pair(s.caller.user, s.caller.role); };
  for (const Session& session : sessions_) most = std::max(most, ++counts[key(session)]);
  const auto has_most = [&](const Session& s) { return counts[key(s)] == most; };
  const auto found = std::find_if(sessions_.rbegin(), sessions_.rend(), has_most);
  return found == sessions_.rend() ? Principal{} : found->caller.principal();
}

void Session::use(Instant now) {
  constexpr int64_t kPauseMicroseconds = 30'000'000;
  const int64_t gap = now.microseconds - used_at.microseconds;
  if (gap > 0 && gap <= kPauseMicroseconds) used_microseconds += gap;
  used_at = now;
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

bool Sessions::holds(std::string_view sha256, const Caller& caller) const {
  return std::ranges::any_of(sessions_, [&](const Session& session) {
    if (session.caller.principal() != caller.principal()) return false;
    const std::vector<record::HeldFile> files = record::files_in(session.form->values());
    return std::ranges::any_of(files, [&](const auto& file) { return file.sha256 == sha256; });
  });
}

void Sessions::close(std::string_view id, const Caller& caller) {
  sessions_.remove_if([&](const Session& s) { return is_of(s, id, caller); });
}

}  // namespace tollgate::engine
