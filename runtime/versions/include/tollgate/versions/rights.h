// What a newer version of an app changes for the people of each role: which rows they see, make,
// change and delete, fields that are kept from them, files out and in, pages of their menu.
//
//   for (const RoleChange& role : list_right_changes(before, after)) say(role);
#pragma once

#include <string>
#include <vector>

#include "tollgate/model/app.h"
#include "tollgate/versions/changes.h"

namespace tollgate::versions {

enum class Right {
  kRead,
  kCreate,
  kUpdate,
  kDelete,
  kField,           // `field` of `entity`: full, read_only, hidden
  kExport,          // no, yes
  kImport,          // no, yes
  kAdministration,  // no, yes
  kDashboard,       // `target`; no, yes
  kMenu,            // `target`, an entry of the menu; no, yes
  kMove,            // `target`, a workflow: whether the role's moves are others; "", ""
};
std::string_view name_of(Right right);

struct RightChange {
  Right right = Right::kRead;
  std::string entity;  // ids; "" where the right is about none
  std::string field;
  std::string target;  // "dashboard/health": kind and id
  // As the document says it: rows (none, own, team, all), access, or no and yes.
  std::string was;
  std::string is;
  // Rows: a condition narrows them.
  bool was_conditional = false;
  bool is_conditional = false;
};

struct RoleChange {
  ChangeKind kind = ChangeKind::kChanged;  // the role itself
  std::string role;
  std::vector<RightChange> rights;  // of a role in both
};

// Of roles that are new, gone, or whose people may do something else, in the order of `after`, then
// those that are gone. Where an app has no permissions at all everybody may do everything. Parts
// that only one of the two has are no change of a right.
std::vector<RoleChange> list_right_changes(const model::App& before, const model::App& after);

}  // namespace tollgate::versions
