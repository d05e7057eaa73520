#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {
namespace {

// Bounds are values of the type: those of a date mean nothing to a number, and stars have few.
bool keeps_bounds(std::string_view from, std::string_view to) {
  const model::FieldTypeInfo* before = field_type_info(from);
  const model::FieldTypeInfo* after = field_type_info(to);
  return before != nullptr && after != nullptr && before->shape == after->shape &&
         after->most_maximum == 0;
}

}  // namespace

Result<Change> plan(const Json& document, const ChangeType& command) {
  const Json* field = object_at(document, command.field);
  if (field == nullptr) return gone(command.field);
  Change change;
  const LocalizedText words = field_type_words(command.type);
  change.title = {"类型改为“" + words.zh + "”", "Change type to '" + words.en + "'"};
  if (text_member(*field, "type") == command.type) return change;
  Json changed = *field;
  changed["type"] = command.type;
  if (!keeps_bounds(text_member(*field, "type"), command.type)) {
    changed.erase("minimum");
    changed.erase("maximum");
  }
  for (const std::string_view member : model::kFieldMemberNames) {
    if (!model::allows(command.type, member)) changed.erase(std::string(member));
  }
  std::vector<std::string> gone_elements;
  for (const char* list : {"options", "fields"}) {
    const std::string pointer = pointer_child(command.field, list);
    const Json* elements = changed.contains(list) ? nullptr : array_at(document, pointer);
    for (size_t i = 0; elements != nullptr && i < elements->size(); ++i) {
      gone_elements.push_back(pointer_child(pointer, i));
    }
  }
  add_type_members(document, command.type, command.field, changed);
  change.edits.push_back({EditKind::kSet, command.field, std::move(changed)});
  retire_ids(document, gone_elements, change);
  return change;
}

}  // namespace tollgate::designer
