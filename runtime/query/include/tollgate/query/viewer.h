// Who reads.
#pragma once

#include <string>
#include <vector>

namespace tollgate::query {

struct Viewer {
  std::string person;              // record id, "" for nobody
  std::vector<std::string> roles;  // in which the person acts, as whoever lets them in says
  std::string locale;              // "": the app's first
  bool whole_app = false;          // nobody who is bound by permissions: what the app does itself
};

}  // namespace tollgate::query
