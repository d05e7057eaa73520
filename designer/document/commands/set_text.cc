#include <nlohmann/json.hpp>

#include "commands/roles.h"
#include "commands/stages.h"
#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"

namespace tollgate::designer {
namespace {

// The first name that a person gives is the element's only one: words that a new element has in the
// other languages would go on calling it something else. Where a language is missing, the name is
// shown.
void forget_labels_at_birth(const Json& document, const SetText& command,
                            std::vector<Edit>& edits) {
  const std::string owner(pointer_parent(command.pointer));
  const Json* element = object_at(document, owner);
  const Json* label = object_at(document, command.pointer);
  if (element == nullptr || label == nullptr) return;
  const std::string definition = definition_at(document, owner);
  const auto at_birth = [&](const std::string& locale) {
    const std::string text = text_member(*label, locale.c_str());
    return is_label_at_birth(*element, definition, locale, text);
  };
  if (!at_birth(command.locale)) return;
  for (const auto& [locale, text] : label->items()) {
    if (locale == command.locale || !at_birth(locale)) continue;
    edits.push_back({EditKind::kUnset, pointer_child(command.pointer, locale), nullptr});
  }
}

Result<Change> plan_text(const Json& document, const SetText& command) {
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
  if (label) forget_labels_at_birth(document, command, change.edits);
  return change;
}

}  // namespace

Result<Change> plan(const Json& document, const SetText& command) {
  Result<Change> change = plan_text(document, command);
  if (!change || !command.pointer.ends_with("/label")) return change;
  // A stage and its option are called the same, and so are a role and its option.
  std::vector<std::string> twins = stage_twins(document, pointer_parent(command.pointer));
  for (std::string& twin : role_twins(document, pointer_parent(command.pointer))) {
    twins.push_back(std::move(twin));
  }
  for (const std::string& twin : twins) {
    Result<Change> other =
        plan_text(document, {pointer_child(twin, "label"), command.locale, command.text});
    if (!other) continue;
    for (Edit& edit : other->edits) change->edits.push_back(std::move(edit));
  }
  return change;
}

}  // namespace tollgate::designer
