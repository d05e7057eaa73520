#include <nlohmann/json.hpp>

#include "commands/roles.h"
#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const RemoveItem& command) {
  const std::string list(pointer_parent(command.item));
  const Json* elements = array_at(document, list);
  if (elements == nullptr || find_pointer(document, command.item) == nullptr) {
    return gone(command.item);
  }
  Change change;
  const LocalizedText words = element_words(definition_at(document, command.item));
  change.title = {"删除" + words.zh, "Delete " + words.en};
  change.edits.push_back({EditKind::kErase, command.item, nullptr});
  std::vector<std::string> retired = {command.item};
  if (list == "/roles") {
    for (const std::string& option : role_twins(document, command.item)) {
      change.edits.push_back({EditKind::kErase, option, nullptr});
      retired.push_back(option);
    }
  }
  retire_ids(document, retired, change);
  const size_t index = last_index(command.item);
  if (elements->size() == 1) {
    change.select = std::string(pointer_parent(list));
  } else {
    change.select = pointer_child(list, index + 1 < elements->size() ? index : index - 1);
  }
  return change;
}

}  // namespace tollgate::designer
