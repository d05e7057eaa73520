#include <algorithm>
#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const AddField& command) {
  const Json* section = object_at(document, command.section);
  const std::string entity = entity_of(document, command.section);
  const Json* fields = array_at(document, entity + "/fields");
  if (section == nullptr || entity.empty() || fields == nullptr) return gone(command.section);

  const LocalizedText words = field_type_words(command.type);
  Json field = {{"id", fresh_id(command.type, taken_ids(document, entity + "/fields"))},
                {"type", command.type},
                {"label", text_in_all_locales(document, words)}};
  add_type_members(document, command.type, "", field);

  Change change;
  change.title = {"添加字段“" + words.zh + "”", "Add field '" + words.en + "'"};
  const std::string places = command.section + "/fields";
  const Json* placed = array_at(document, places);
  if (placed == nullptr) change.edits.push_back({EditKind::kSet, places, Json::array()});
  const size_t position = std::min(command.position, placed != nullptr ? placed->size() : 0);
  const std::string place = pointer_child(places, position);
  const std::string id = field["id"];
  change.edits.push_back(
      {EditKind::kInsert, pointer_child(entity + "/fields", fields->size()), std::move(field)});
  change.edits.push_back({EditKind::kInsert, place, {{"field", id}}});
  change.select = place;
  return change;
}

}  // namespace tollgate::designer
