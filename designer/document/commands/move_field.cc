#include <algorithm>
#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const MoveField& command) {
  const Json* entry = object_at(document, command.place);
  const std::string from(pointer_parent(command.place));
  const std::string to = command.section + "/fields";
  if (entry == nullptr || object_at(document, command.section) == nullptr) {
    return gone(command.place);
  }
  // Another form may be about another entity, which has no such field.
  if (ancestor_in(command.place, "forms") != ancestor_in(command.section, "forms")) {
    return gone(command.section);
  }
  const Json* target = array_at(document, to);
  const size_t index = last_index(command.place);
  size_t position = std::min(command.position, target != nullptr ? target->size() : 0);
  Change change;
  change.title = {"移动字段", "Move field"};
  if (from == to) {
    if (position > index) --position;
    if (position == index) return change;
  }
  if (target == nullptr) change.edits.push_back({EditKind::kSet, to, Json::array()});
  change.edits.push_back({EditKind::kErase, command.place, nullptr});
  change.select = pointer_child(to, position);
  change.edits.push_back({EditKind::kInsert, change.select, *entry});
  return change;
}

}  // namespace tollgate::designer
