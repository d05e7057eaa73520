// Who asks, from which form, and in which language the answer is to be.
#pragma once

#include <string>

#include "tollgate/query/viewer.h"

namespace tollgate::engine {

// Whom a message acts for, as stated by what carries the message: a page's shell today, a login
// later. It travels beside the message, never in it. Both "": nobody.
struct Principal {
  std::string user;  // record id of the person
  std::string role;
  // A start that brings the app's own data, and no person: never said by what carries people's
  // messages.
  bool administrator = false;
  // Nobody of the app's people, and bound by no permissions: see schemas/api. Gates hold for them.
  bool whole_app = false;
  // What the person says of their role: refused where the app tells another one. It gives nothing.
  std::string said_role = {};

  friend bool operator==(const Principal&, const Principal&) = default;
};

// A principal that admit() let in (tollgate/engine/admit.h): the app has the person and the role.
struct Caller {
  std::string locale;   // "": the app's first
  std::string user;     // record id of the person, "" for nobody
  std::string role;     // "" for none
  std::string session;  // the form session that is saved, "" for none
  bool administrator = false;
  bool whole_app = false;

  Principal principal() const { return {user, role, administrator, whole_app}; }
  bool is_bound() const { return !administrator && !whole_app; }
};

// What the app does itself, and no person: bound by no permissions.
inline Caller app_itself() {
  Caller caller;
  caller.administrator = true;
  return caller;
}

// Whoever asks may see as a viewer.
inline query::Viewer viewer_of(const Caller& caller) {
  query::Viewer viewer{
      .person = caller.user, .roles = {}, .locale = caller.locale, .whole_app = !caller.is_bound()};
  if (!caller.role.empty()) viewer.roles.push_back(caller.role);
  return viewer;
}

}  // namespace tollgate::engine
