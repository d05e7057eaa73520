#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const ReplaceAll& command) {
  Change change;
  change.title = command.title;
  if (!command.document.is_object() || !document.is_object()) return gone("");
  for (const auto& [name, value] : document.items()) {
    if (!command.document.contains(name)) {
      change.edits.push_back({EditKind::kUnset, pointer_child("", name), nullptr});
    }
  }
  for (const auto& [name, value] : command.document.items()) {
    const auto now = document.find(name);
    if (now != document.end() && *now == value) continue;
    change.edits.push_back({EditKind::kSet, pointer_child("", name), value});
  }
  return change;
}

}  // namespace tollgate::designer
