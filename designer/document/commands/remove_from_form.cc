#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const RemoveFromForm& command) {
  const Json* entry = object_at(document, command.place);
  const std::string list(pointer_parent(command.place));
  const Json* places = array_at(document, list);
  if (entry == nullptr || places == nullptr) return gone(command.place);
  Change change;
  change.title = {"从表单移除字段", "Remove field from form"};
  change.edits.push_back({EditKind::kErase, command.place, nullptr});
  // What comes next is selected, so that several can be removed in a row.
  const size_t index = last_index(command.place);
  if (places->size() == 1) {
    change.select = std::string(pointer_parent(list));
  } else {
    change.select = pointer_child(list, index + 1 < places->size() ? index : index - 1);
  }
  return change;
}

}  // namespace tollgate::designer
