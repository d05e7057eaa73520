// Who asks, from which form, and in which language the answer is to be.
#pragma once

#include <string>

#include "tollgate/query/viewer.h"

namespace tollgate::engine {

struct Caller {
  std::string locale;  // "": the app's first
  std::string user;    // record id of the person, "" for nobody
  std::string role;
  std::string session;  // the form session that is saved, "" for none
};

// Whoever asks may see as a viewer.
inline query::Viewer viewer_of(const Caller& caller) {
  query::Viewer viewer{.person = caller.user, .roles = {}, .locale = caller.locale};
  if (!caller.role.empty()) viewer.roles.push_back(caller.role);
  return viewer;
}

}  // namespace tollgate::engine
