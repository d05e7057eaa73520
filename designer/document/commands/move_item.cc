#include <algorithm>
#include <nlohmann/json.hpp>

#include "commands/stages.h"
#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const MoveItem& command) {
  const std::string list(pointer_parent(command.item));
  const Json* elements = array_at(document, list);
  const Json* item = find_pointer(document, command.item);
  if (elements == nullptr || item == nullptr) return gone(command.item);
  const size_t index = last_index(command.item);
  size_t position = std::min(command.position, elements->size());
  if (position > index) --position;
  Change change;
  const LocalizedText words = element_words(definition_at(document, command.item));
  change.title = {"移动" + words.zh, "Move " + words.en};
  if (position == index) return change;
  change.edits.push_back({EditKind::kErase, command.item, nullptr});
  change.select = pointer_child(list, position);
  change.edits.push_back({EditKind::kInsert, change.select, *item});
  if (list.ends_with("/stages")) {
    Json stages = *elements;
    stages.erase(index);
    stages.insert(stages.begin() + static_cast<std::ptrdiff_t>(position), *item);
    order_stage_options(document, pointer_parent(list), stages, change);
  }
  return change;
}

}  // namespace tollgate::designer
