#include <algorithm>
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

// Required references start at the first thing they may mean, so that the new element is valid.
void fill_references(const Json& document, std::string_view pointer, Json& element) {
  const auto first_id = [&](const char* list) -> std::string {
    const Json* elements = array_at(document, list);
    return elements == nullptr || elements->empty() ? "" : text_member(elements->front(), "id");
  };
  if (element.contains("entity") && text_member(element, "entity").empty()) {
    element["entity"] = first_id("/entities");
  }
  if (element.contains("metric")) element["metric"] = first_id("/metrics");
  if (element.contains("on") && element["on"].is_object() && element["on"].contains("entity")) {
    element["on"]["entity"] = first_id("/entities");
  }
  const std::string entity_pointer =
      element.contains("entity")
          ? pointer_by_id(document, "entities", text_member(element, "entity"))
          : entity_of(document, pointer);
  const Json* fields =
      entity_pointer.empty() ? nullptr : array_at(document, entity_pointer + "/fields");
  const std::string field =
      fields == nullptr || fields->empty() ? "" : text_member(fields->front(), "id");
  for (const char* name : {"field", "stage_field", "from"}) {
    if (element.contains(name) && text_member(element, name).empty() &&
        pointer.find("/transitions") == std::string_view::npos) {
      element[name] = field;
    }
  }
  if (element.contains("columns") && element["columns"].is_array()) {
    for (Json& column : element["columns"]) {
      if (column.is_object() && !field.empty()) column["field"] = field;
    }
  }
}

void name_elements(const Json& document, std::string_view definition, std::string_view stem,
                   Json& element, const std::vector<std::string>& taken) {
  if (element.contains("id")) element["id"] = fresh_id(stem, taken);
  if (element.contains("label")) {
    element["label"] = text_in_all_locales(document, new_element_words(definition));
  }
  if (element.contains("message") && element["message"].empty()) {
    element["message"] = text_in_all_locales(document, {"请补充", "Please complete"});
  }
}

}  // namespace

Result<Change> plan(const Json& document, const AddItem& command) {
  const Json* list = array_at(document, command.list);
  if (list == nullptr && (find_pointer(document, command.list) != nullptr ||
                          object_at(document, pointer_parent(command.list)) == nullptr)) {
    return gone(command.list);
  }
  const std::string_view owner = pointer_parent(command.list);
  if (list != nullptr && owner.starts_with("/workflows/") && command.list.ends_with("/stages")) {
    return plan(document, AddStage{std::string(owner), command.position});
  }
  const size_t size = list != nullptr ? list->size() : 0;
  const size_t position = std::min(command.position, size);
  const std::string place = pointer_child(command.list, position);
  const std::string definition = definition_at(document, place);
  Json element = new_element(document, command.list);
  if (element.is_null()) return gone(command.list);

  Change change;
  const LocalizedText words = element_words(definition);
  change.title = {"添加" + words.zh, "Add " + words.en};
  if (element.is_object()) {
    const std::string stem = definition.empty() ? "entry" : definition;
    name_elements(document, definition, stem, element, taken_ids(document, command.list));
    // Lists inside that may not be empty got one element each; it is named as well.
    for (const char* inner : {"criteria", "stages"}) {
      if (!element.contains(inner) || !element[inner].is_array()) continue;
      const std::string inner_definition = std::string(inner) == "criteria" ? "criterion" : "stage";
      for (Json& child : element[inner]) {
        name_elements(document, inner_definition, inner_definition, child, {});
      }
    }
    fill_references(document, command.list, element);
    if (command.list == "/workflows") add_stage_field(document, element, change);
    // A role that nobody can have is none.
    if (const std::string options = command.list == "/roles" ? role_options(document) : "";
        !options.empty()) {
      change.edits.push_back({EditKind::kInsert,
                              pointer_child(options, array_at(document, options)->size()),
                              {{"id", element["id"]}, {"label", element["label"]}}});
    }
  }
  if (list == nullptr) change.edits.push_back({EditKind::kSet, command.list, Json::array()});
  change.edits.push_back({EditKind::kInsert, place, std::move(element)});
  change.select = change.edits.back().value.is_object() ? place : "";
  return change;
}

}  // namespace tollgate::designer
