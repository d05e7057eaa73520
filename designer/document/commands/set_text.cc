#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const SetText& command) {
  Change change;
  const bool label = command.pointer.ends_with("/label");
  change.title =
      label ? LocalizedText{"修改名称", "Change label"} : LocalizedText{"修改文字", "Change text"};
  change.merge_key = "text " + command.pointer + " " + command.locale;
  const std::string place = pointer_child(command.pointer, command.locale);
  const Json* text = object_at(document, command.pointer);
  const Json* now = find_pointer(document, place);

  if (command.text.empty()) {
    if (now == nullptr) return change;
    // The last language of a label stays, empty: a label may not vanish. Other texts do.
    if (text->size() > 1) {
      change.edits.push_back({EditKind::kUnset, place, nullptr});
    } else if (label) {
      if (*now != "") change.edits.push_back({EditKind::kSet, place, ""});
    } else {
      change.edits.push_back({EditKind::kUnset, command.pointer, nullptr});
    }
    return change;
  }
  if (now != nullptr && *now == command.text) return change;
  if (object_at(document, pointer_parent(command.pointer)) == nullptr) {
    return gone(command.pointer);
  }
  if (text == nullptr) change.edits.push_back({EditKind::kSet, command.pointer, Json::object()});
  change.edits.push_back({EditKind::kSet, place, command.text});
  return change;
}

}  // namespace tollgate::designer
