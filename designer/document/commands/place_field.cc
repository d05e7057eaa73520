#include <algorithm>
#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const PlaceField& command) {
  const Json* section = object_at(document, command.section);
  const std::string entity = entity_of(document, command.section);
  const Json* fields = array_at(document, entity + "/fields");
  if (section == nullptr || entity.empty() || fields == nullptr) return gone(command.section);
  if (!index_by_id(*fields, command.field)) return gone(command.section);

  Change change;
  change.title = {"放入字段", "Place field"};
  const std::string places = command.section + "/fields";
  const Json* placed = array_at(document, places);
  if (placed == nullptr) change.edits.push_back({EditKind::kSet, places, Json::array()});
  const size_t position = std::min(command.position, placed != nullptr ? placed->size() : 0);
  change.select = pointer_child(places, position);
  change.edits.push_back({EditKind::kInsert, change.select, {{"field", command.field}}});
  return change;
}

}  // namespace tollgate::designer
