// Who asks, from which form, and in which language the answer is to be.
#pragma once

#include <string>

namespace tollgate::engine {

struct Caller {
  std::string locale;  // "": the app's first
  std::string user;    // record id of the person, "" for nobody
  std::string role;
  std::string session;  // the form session that is saved, "" for none
};

}  // namespace tollgate::engine
