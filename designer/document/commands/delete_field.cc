#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const DeleteField& command) {
  const Json* field = object_at(document, command.field);
  if (field == nullptr) return gone(command.field);
  Change change;
  const std::string name_zh = label_of(document, *field, "zh-CN");
  const std::string name_en = label_of(document, *field, "en");
  change.title = {"删除字段“" + name_zh + "”", "Delete field '" + name_en + "'"};
  const std::vector<std::string> places = places_of_field(document, command.field);
  for (const std::string& place : places) {
    change.edits.push_back({EditKind::kErase, place, nullptr});
  }
  change.edits.push_back({EditKind::kErase, command.field, nullptr});
  retire_ids(document, {command.field}, change);
  change.select = places.empty() ? std::string(pointer_parent(pointer_parent(command.field)))
                                 : std::string(pointer_parent(pointer_parent(places.front())));
  return change;
}

}  // namespace tollgate::designer
