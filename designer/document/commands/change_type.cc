#include <algorithm>
#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {
namespace {

// Members that only some types have; the others mean the same for all.
struct TypeMember {
  const char* member;
  std::vector<std::string_view> types;
};

const std::vector<TypeMember>& type_members() {
  static const std::vector<TypeMember> members = {
      {"placeholder", {"text", "long_text", "number"}},
      {"unit", {"number"}},
      {"minimum", {"number", "date", "time", "date_time", "duration"}},
      {"maximum", {"number", "date", "time", "date_time", "duration"}},
      {"decimals", {"number"}},
      {"min_length", {"text", "long_text"}},
      {"max_length", {"text", "long_text"}},
      {"pattern", {"text", "long_text"}},
      {"options", {"choice", "multi_choice"}},
      {"entity", {"reference"}},
      {"filter", {"reference"}},
      {"fields", {"list"}},
      {"min_items", {"list", "multi_choice", "photo", "file"}},
      {"max_items", {"list", "multi_choice", "photo", "file"}},
      {"accept", {"file", "photo"}},
      {"max_size_bytes", {"file", "photo", "audio"}},
      {"multiple", {"file", "photo"}},
      {"capture", {"photo", "location", "date_time"}},
      {"watermark", {"photo"}},
      {"speech", {"text", "long_text"}},
  };
  return members;
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
  for (const TypeMember& entry : type_members()) {
    if (std::find(entry.types.begin(), entry.types.end(), command.type) == entry.types.end()) {
      changed.erase(entry.member);
    }
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
