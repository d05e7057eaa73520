#include "commands/stages.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {

std::string stage_options(const Json& document, std::string_view workflow) {
  const Json* object = object_at(document, workflow);
  const std::string entity = object == nullptr ? std::string() : entity_of(document, workflow);
  const Json* fields = entity.empty() ? nullptr : array_at(document, entity + "/fields");
  if (fields == nullptr) return {};
  const auto index = index_by_id(*fields, text_member(*object, "stage_field"));
  if (!index) return {};
  std::string options = pointer_child(pointer_child(entity + "/fields", *index), "options");
  return array_at(document, options) != nullptr ? options : std::string();
}

std::vector<std::string> stage_twins(const Json& document, std::string_view element) {
  std::vector<std::string> twins;
  const Json* object = object_at(document, element);
  const Json* workflows = array_at(document, "/workflows");
  if (object == nullptr || workflows == nullptr) return twins;
  const std::string id = text_member(*object, "id");
  const std::string_view list = pointer_parent(element);
  for (size_t i = 0; i < workflows->size(); ++i) {
    const std::string workflow = pointer_child("/workflows", i);
    const std::string options = stage_options(document, workflow);
    const std::string stages = workflow + "/stages";
    if (options.empty() || (list != options && list != stages)) continue;
    const std::string& other = list == options ? stages : options;
    const Json* elements = array_at(document, other);
    const auto twin = elements == nullptr ? std::nullopt : index_by_id(*elements, id);
    if (twin) twins.push_back(pointer_child(other, *twin));
  }
  return twins;
}

void order_stage_options(const Json& document, std::string_view workflow, const Json& stages,
                         Change& change) {
  const std::string pointer = stage_options(document, workflow);
  if (pointer.empty()) return;
  const Json& options = *array_at(document, pointer);
  std::vector<size_t> places;
  Json in_order = Json::array();
  for (const std::string& id : ids_of(stages)) {
    const auto option = index_by_id(options, id);
    if (!option || std::find(places.begin(), places.end(), *option) != places.end()) continue;
    places.push_back(*option);
    in_order.push_back(options[*option]);
  }
  std::sort(places.begin(), places.end());
  Json ordered = options;
  for (size_t i = 0; i < places.size(); ++i) ordered[places[i]] = in_order[i];
  if (ordered != options) change.edits.push_back({EditKind::kSet, pointer, std::move(ordered)});
}

void add_stage_field(const Json& document, Json& workflow, Change& change) {
  const std::string entity = pointer_by_id(document, "entities", text_member(workflow, "entity"));
  const std::string list = entity + "/fields";
  const Json* fields = entity.empty() ? nullptr : array_at(document, list);
  if (fields == nullptr) return;
  Json options = Json::array();
  for (const Json& stage : workflow["stages"]) {
    options.push_back({{"id", stage["id"]}, {"label", stage["label"]}});
  }
  const std::string id = fresh_id("stage", taken_ids(document, list));
  workflow["stage_field"] = id;
  change.edits.push_back({EditKind::kInsert,
                          pointer_child(list, fields->size()),
                          {{"id", id},
                           {"type", "choice"},
                           {"label", text_in_all_locales(document, element_words("stage"))},
                           {"options", std::move(options)}}});
}

void move_stage_field(const Json& document, std::string_view workflow, const std::string& entity,
                      Change& change) {
  const Json* object = find_pointer(document, workflow);
  if (object == nullptr || !object->is_object() ||
      pointer_by_id(document, "entities", entity).empty()) {
    return;
  }
  const std::string before = pointer_by_id(document, "entities", text_member(*object, "entity"));
  const std::string field = text_member(*object, "stage_field");
  const auto stages = object->find("stages");
  if (stages == object->end() || !stages->is_array()) return;
  Json moved = *object;
  moved["entity"] = entity;
  add_stage_field(document, moved, change);
  change.edits.push_back(
      {EditKind::kSet, std::string(workflow) + "/stage_field", moved["stage_field"]});
  const Json* fields = before.empty() ? nullptr : find_pointer(document, before + "/fields");
  if (fields == nullptr || !fields->is_array()) return;
  const std::optional<size_t> index = index_by_id(*fields, field);
  if (!index) return;
  const std::string old = pointer_child(before + "/fields", *index);
  const Json* workflows = find_pointer(document, "/workflows");
  const auto shares = [&](const Json& other) {
    return &other != object && text_member(other, "stage_field") == field &&
           text_member(other, "entity") == text_member(*object, "entity");
  };
  const bool shared =
      workflows != nullptr && std::any_of(workflows->begin(), workflows->end(), shares);
  if (shared || !places_of_field(document, old).empty()) return;
  change.edits.push_back({EditKind::kErase, old, nullptr});
}

}  // namespace tollgate::designer
