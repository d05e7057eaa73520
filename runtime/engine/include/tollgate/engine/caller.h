// Who asks, and in which language the answer is to be.
#pragma once

#include <string>

namespace tollgate::engine {

struct Caller {
  std::string locale;  // "": the app's first
  std::string user;    // record id of the person, "" for nobody
  std::string role;
};

}  // namespace tollgate::engine
