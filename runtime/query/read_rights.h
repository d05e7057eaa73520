// What the viewer may read, by the permissions of the role that the app in force gives them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tollgate/live/app_rules.h"
#include "tollgate/query/viewer.h"
#include "tollgate/store/store.h"

namespace tollgate::query {

enum class RowsSeen { kNone, kOwn, kTeam, kAll };

struct EntityRights {
  RowsSeen rows = RowsSeen::kNone;
  std::optional<model::Expression> when;         // of those rows, only where it is true
  std::set<std::string, std::less<>> hidden;  // ids of fields

  bool is_whole() const { return rows == RowsSeen::kAll && !when && hidden.empty(); }
};

struct ReadRights {
  std::map<std::string, EntityRights, std::less<>> entities;  // of one that is not named: nothing
  std::vector<std::string> own;   // the person's record id, none for nobody
  std::vector<std::string> team;  // own, and everyone below
};

// nullopt: all of it.
std::optional<ReadRights> read_rights_of(live::AppRules& app, store::Store& store,
                                         const Viewer& viewer);

}  // namespace tollgate::query
