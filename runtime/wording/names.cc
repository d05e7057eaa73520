#include "tollgate/wording/names.h"

#include <map>

namespace tollgate::wording {

void make_distinct(std::vector<Name>& names) {
  std::map<std::string, int> known;
  for (Name& name : names) {
    if (name.label.empty()) name.label = name.id;
    ++known[name.label];
  }
  for (Name& name : names) {
    if (known[name.label] > 1 && name.label != name.id) {
      name.others.push_back(name.label);
      name.label += " (" + name.id + ")";
    }
    make_distinct(name.members);
  }
}

}  // namespace tollgate::wording
