#include <nlohmann/json.hpp>

#include "commands/stages.h"
#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const SetProperty& command) {
  Change change;
  change.title = {"修改属性", "Change property"};
  if (command.typing) change.merge_key = "set " + command.pointer;
  if (const Json* now = find_pointer(document, command.pointer);
      now != nullptr && *now == command.value) {
    return change;
  }
  // Objects that lead there and are missing.
  std::vector<std::string> missing;
  for (std::string at(pointer_parent(command.pointer));
       !at.empty() && find_pointer(document, at) == nullptr; at = std::string(pointer_parent(at))) {
    missing.push_back(at);
  }
  for (auto it = missing.rbegin(); it != missing.rend(); ++it) {
    change.edits.push_back({EditKind::kSet, *it, Json::object()});
  }
  const std::string_view owner = pointer_parent(command.pointer);
  const bool of_workflow =
      pointer_parent(owner) == "/workflows" && command.pointer.ends_with("/entity");
  if (of_workflow && command.value.is_string()) {
    move_stage_field(document, owner, command.value.get<std::string>(), change);
  }
  change.edits.push_back({EditKind::kSet, command.pointer, command.value});
  return change;
}

}  // namespace tollgate::designer
