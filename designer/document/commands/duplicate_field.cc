#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const DuplicateField& command) {
  const Json* entry = object_at(document, command.place);
  const std::string source = field_of_place(document, command.place);
  const Json* field = source.empty() ? nullptr : object_at(document, source);
  const Json* fields = source.empty() ? nullptr : array_at(document, pointer_parent(source));
  if (entry == nullptr || field == nullptr || fields == nullptr) return gone(command.place);

  Json copy = *field;
  copy["id"] = fresh_id(text_member(*field, "type"), taken_ids(document, pointer_parent(source)));
  if (copy["label"].is_object()) {
    for (auto& [locale, label] : copy["label"].items()) {
      if (!label.is_string()) continue;
      const LocalizedText suffix{"（副本）", " (copy)"};
      label = label.get<std::string>() + suffix.in(locale);
    }
  }
  Json place = *entry;
  place["field"] = copy["id"];

  Change change;
  change.title = {"复制字段", "Duplicate field"};
  change.edits.push_back({EditKind::kInsert,
                          pointer_child(pointer_parent(source), last_index(source) + 1),
                          std::move(copy)});
  change.select = pointer_child(pointer_parent(command.place), last_index(command.place) + 1);
  change.edits.push_back({EditKind::kInsert, change.select, std::move(place)});
  return change;
}

}  // namespace tollgate::designer
