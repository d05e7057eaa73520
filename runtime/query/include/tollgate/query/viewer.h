// Who reads.
#pragma once

#include <string>
#include <vector>

namespace tollgate::query {

struct Viewer {
  std::string person;              // record id, "" for nobody
  std::vector<std::string> roles;  // in which the person acts, as whoever lets them in says
  std::string locale;              // "": the app's first
};

}  // namespace tollgate::query
