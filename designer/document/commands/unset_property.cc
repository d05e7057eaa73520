#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const UnsetProperty& command) {
  Change change;
  change.title = {"清除属性", "Clear property"};
  if (find_pointer(document, command.pointer) == nullptr) return change;
  change.edits.push_back({EditKind::kUnset, command.pointer, nullptr});
  return change;
}

}  // namespace tollgate::designer
