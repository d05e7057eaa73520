#include <nlohmann/json.hpp>

#include "commands/stages.h"
#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const RemoveStage& command) {
  const Json* stage = object_at(document, command.stage);
  const std::string list(pointer_parent(command.stage));
  const std::string workflow_pointer(pointer_parent(list));
  const Json* stages = array_at(document, list);
  const Json* workflow = object_at(document, workflow_pointer);
  if (stage == nullptr || stages == nullptr || workflow == nullptr) return gone(command.stage);
  if (stages->size() == 1) {
    return make_error("designer.last_stage",
                      {"流程至少要有一个阶段", "a workflow needs at least one stage"},
                      {.pointer = command.stage});
  }
  const std::string id = text_member(*stage, "id");

  Change change;
  change.title = {"删除阶段", "Delete stage"};
  // Moves to and from the stage go with it, last first so that indices hold.
  const std::string transitions_pointer = workflow_pointer + "/transitions";
  if (const Json* transitions = array_at(document, transitions_pointer)) {
    for (size_t i = transitions->size(); i-- > 0;) {
      const Json& transition = (*transitions)[i];
      if (text_member(transition, "from") == id || text_member(transition, "to") == id) {
        change.edits.push_back({EditKind::kErase, pointer_child(transitions_pointer, i), nullptr});
      }
    }
  }
  std::vector<std::string> retired = {command.stage};
  for (const std::string& option : stage_twins(document, command.stage)) {
    retired.push_back(option);
    change.edits.push_back({EditKind::kErase, option, nullptr});
  }
  change.edits.push_back({EditKind::kErase, command.stage, nullptr});
  retire_ids(document, retired, change);
  const size_t index = last_index(command.stage);
  change.select = pointer_child(list, index + 1 < stages->size() ? index : index - 1);
  return change;
}

}  // namespace tollgate::designer
