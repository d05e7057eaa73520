// Forms that people are filling right now. They live in memory; what was typed outlives them as
// drafts.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

#include "tollgate/base/clock.h"
#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/engine/caller.h"
#include "tollgate/form/session.h"

namespace tollgate::live {
struct AppRules;
}

namespace tollgate::engine {

struct Session {
  std::string id;  // never given again, by another start of the hub neither, and not to be guessed
  std::shared_ptr<live::AppRules> app;  // that the form was opened under
  std::string form_id;
  std::string entity;
  std::string record;
  std::string status;  // "new", "draft" or "complete"
  Caller caller;
  Json base;  // the record's stored values when it was opened or last saved
  // Of the fields then: what the person had seen. Others may change them meanwhile.
  std::map<std::string, std::string, std::less<>> seen_versions;
  Json saved_draft;  // the draft that is stored, or null
  std::string score_sent;
  // For captures (docs/evidence.md): what a picture taken in this form must carry, whose name is
  // written into it, and what was judged of files and positions: by field and hash or position.
  std::string nonce;
  std::string person_title;
  Instant opened_at;
  // How long the form has been filled: without pauses, and as far as the record does not hold it.
  Instant used_at;
  int64_t used_microseconds = 0;
  // Somebody does something in the form now.
  void use(Instant now);
  std::map<std::string, Json> judged;
  std::set<std::string> judged_before;             // of them, what the session was opened with
  std::unique_ptr<form::Permissions> permissions;  // of the caller; null: everything
  std::unique_ptr<form::FormSession> form;
};

// At most limits::kSessionsPerPerson of one principal, so that nobody's forms push out another's,
// and limits::kSessions in all. Of whoever has too many, or the most, the one that was not used for
// longest goes first; its page opens it again with what was typed.
class Sessions {
 public:
  Session& add(Session session);
  // A session is its principal's alone: for another one, find() knows none of that id
  // (engine.unknown_session), and close() does nothing.
  Result<Session*> find(std::string_view id, const Caller& caller);
  void close(std::string_view id, const Caller& caller);
  // Whether a file stands in a form that the caller has open.
  bool holds(std::string_view sha256, const Caller& caller) const;
  size_t size() const { return sessions_.size(); }

 private:
  void end_longest_unused(const Principal& principal);
  Principal whoever_has_most() const;

  std::list<Session> sessions_;  // the last used first
};

}  // namespace tollgate::engine
