#include <algorithm>
#include <nlohmann/json.hpp>

#include "commands/stages.h"
#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const AddStage& command) {
  const Json* workflow = object_at(document, command.workflow);
  const std::string list = command.workflow + "/stages";
  const Json* stages = array_at(document, list);
  if (workflow == nullptr || stages == nullptr) return gone(command.workflow);

  std::vector<std::string> taken = taken_ids(document, list);
  // The stage field's options are the stages; they change together.
  const std::string options_pointer = stage_options(document, command.workflow);
  const Json* options = options_pointer.empty() ? nullptr : array_at(document, options_pointer);
  if (options != nullptr) {
    for (std::string& id : taken_ids(document, options_pointer)) taken.push_back(std::move(id));
  }
  const std::string id = fresh_id("stage", taken);
  const Json label = text_in_all_locales(document, new_element_words("stage"));
  const size_t position = std::min(command.position, stages->size());

  Change change;
  change.title = {"添加阶段", "Add stage"};
  change.select = pointer_child(list, position);
  if (options != nullptr) {
    // In front of the option of the stage that will follow.
    size_t option_position = options->size();
    if (position < stages->size()) {
      option_position =
          index_by_id(*options, text_member((*stages)[position], "id")).value_or(options->size());
    }
    change.edits.push_back({EditKind::kInsert,
                            pointer_child(options_pointer, option_position),
                            {{"id", id}, {"label", label}}});
  }
  change.edits.push_back({EditKind::kInsert, change.select, {{"id", id}, {"label", label}}});
  return change;
}

}  // namespace tollgate::designer
