#include <algorithm>
#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const AddSection& command) {
  if (object_at(document, command.form) == nullptr) return gone(command.form);
  const std::string list = command.form + "/sections";
  const Json* sections = array_at(document, list);
  Change change;
  change.title = {"添加分组", "Add section"};
  if (sections == nullptr) change.edits.push_back({EditKind::kSet, list, Json::array()});
  const size_t position = std::min(command.position, sections != nullptr ? sections->size() : 0);
  Json section = {{"id", fresh_id("section", sections != nullptr ? ids_of(*sections)
                                                                 : std::vector<std::string>())},
                  {"label", text_in_all_locales(document, new_element_words("section"))},
                  {"fields", Json::array()}};
  change.select = pointer_child(list, position);
  change.edits.push_back({EditKind::kInsert, change.select, std::move(section)});
  return change;
}

}  // namespace tollgate::designer
