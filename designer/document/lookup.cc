#include "tollgate/designer/document/lookup.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "tollgate/base/json_pointer.h"

namespace tollgate::designer {

std::string text_member(const Json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto member = object.find(name);
  if (member == object.end() || !member->is_string()) return {};
  return member->get<std::string>();
}

std::vector<std::string> locales_of(const Json& document) {
  std::vector<std::string> locales;
  if (const Json* list = find_pointer(document, "/locales"); list != nullptr && list->is_array()) {
    for (const Json& element : *list) {
      if (!element.is_string() || element == "") continue;
      std::string locale = element.get<std::string>();
      const bool known = std::find(locales.begin(), locales.end(), locale) != locales.end();
      if (!known) locales.push_back(std::move(locale));
    }
  }
  if (locales.empty()) locales.emplace_back("zh-CN");
  return locales;
}

std::string text_in(const Json& object, const char* member, std::string_view locale) {
  if (!object.is_object()) return {};
  const auto text = object.find(member);
  if (text == object.end() || !text->is_object()) return {};
  const auto value = text->find(std::string(locale));
  if (value == text->end() || !value->is_string()) return {};
  return value->get<std::string>();
}

std::string label_of(const Json& document, const Json& object, std::string_view locale) {
  std::string label = text_in(object, "label", locale);
  if (!label.empty()) return label;
  for (const std::string& other : locales_of(document)) {
    label = text_in(object, "label", other);
    if (!label.empty()) return label;
  }
  return text_member(object, "id");
}

std::optional<size_t> index_by_id(const Json& list, std::string_view id) {
  if (!list.is_array()) return std::nullopt;
  for (size_t i = 0; i < list.size(); ++i) {
    if (!id.empty() && text_member(list[i], "id") == id) return i;
  }
  return std::nullopt;
}

std::string pointer_by_id(const Json& document, std::string_view list, std::string_view id) {
  const std::string base = pointer_child("", list);
  const Json* elements = find_pointer(document, base);
  if (elements == nullptr) return {};
  const std::optional<size_t> index = index_by_id(*elements, id);
  return index ? pointer_child(base, *index) : std::string();
}

std::string entity_of(const Json& document, std::string_view pointer) {
  std::string at(pointer);
  while (!at.empty()) {
    if (at == ancestor_in(at, "entities") && pointer_parent(at) == "/entities") return at;
    const Json* value = find_pointer(document, at);
    if (value != nullptr) {
      const std::string id = text_member(*value, "entity");
      // A reference field's entity is the one it refers to, not the one it belongs to.
      if (!id.empty() && at.find("/fields/") == std::string::npos) {
        return pointer_by_id(document, "entities", id);
      }
    }
    at = std::string(pointer_parent(at));
  }
  return {};
}

std::string field_of_place(const Json& document, std::string_view place) {
  const Json* at = find_pointer(document, place);
  const std::string form = ancestor_in(place, "forms");
  if (at == nullptr || form.empty()) return {};
  const std::string entity = entity_of(document, form);
  if (entity.empty()) return {};
  const std::string fields = pointer_child(entity, "fields");
  const Json* list = find_pointer(document, fields);
  if (list == nullptr) return {};
  const std::optional<size_t> index = index_by_id(*list, text_member(*at, "field"));
  return index ? pointer_child(fields, *index) : std::string();
}

std::vector<std::string> places_of_field(const Json& document, std::string_view field_pointer) {
  std::vector<std::string> places;
  const Json* field = find_pointer(document, field_pointer);
  const std::string entity = ancestor_in(field_pointer, "entities");
  const Json* forms = find_pointer(document, "/forms");
  // Fields inside a list field have no places of their own.
  if (field == nullptr || forms == nullptr || !forms->is_array() || entity.empty() ||
      pointer_parent(field_pointer) != pointer_child(entity, "fields")) {
    return places;
  }
  const std::string id = text_member(*field, "id");
  for (size_t f = 0; f < forms->size(); ++f) {
    const std::string form = pointer_child("/forms", f);
    if (entity_of(document, form) != entity) continue;
    const std::string sections = pointer_child(form, "sections");
    const Json* list = find_pointer(document, sections);
    for (size_t s = 0; list != nullptr && list->is_array() && s < list->size(); ++s) {
      const std::string fields = pointer_child(pointer_child(sections, s), "fields");
      const Json* entries = find_pointer(document, fields);
      if (entries == nullptr || !entries->is_array()) continue;
      for (size_t i = entries->size(); i-- > 0;) {
        if (text_member((*entries)[i], "field") == id) places.push_back(pointer_child(fields, i));
      }
    }
  }
  return places;
}

std::vector<std::string> unplaced_fields(const Json& document, std::string_view form) {
  std::vector<std::string> missing;
  const std::string entity = entity_of(document, form);
  const Json* fields = entity.empty() ? nullptr : find_pointer(document, entity + "/fields");
  const Json* sections = find_pointer(document, pointer_child(form, "sections"));
  if (fields == nullptr || sections == nullptr || !sections->is_array()) return missing;
  std::unordered_set<std::string> placed;
  for (const Json& section : *sections) {
    const auto entries = section.is_object() ? section.find("fields") : section.end();
    if (entries == section.end() || !entries->is_array()) continue;
    for (const Json& entry : *entries) placed.insert(text_member(entry, "field"));
  }
  for (const std::string& id : ids_of(*fields)) {
    if (!placed.contains(id)) missing.push_back(id);
  }
  return missing;
}

std::string path_of_ids(const Json& document, std::string_view pointer) {
  std::string path;
  std::string at;
  for (const std::string& part : pointer_parts(pointer)) {
    at = pointer_child(at, part);
    const Json* value = find_pointer(document, at);
    const std::string id = value == nullptr ? std::string() : text_member(*value, "id");
    if (!path.empty()) path += '/';
    path += id.empty() ? part : id;
  }
  return path;
}

std::vector<std::string> ids_of(const Json& list) {
  std::vector<std::string> ids;
  if (!list.is_array()) return ids;
  for (const Json& element : list) {
    std::string id = text_member(element, "id");
    if (!id.empty()) ids.push_back(std::move(id));
  }
  return ids;
}

size_t last_index(std::string_view pointer) {
  const std::string_view last = pointer.substr(pointer.rfind('/') + 1);
  size_t index = 0;
  std::from_chars(last.data(), last.data() + last.size(), index);
  return index;
}

std::string ancestor_in(std::string_view pointer, std::string_view list) {
  while (!pointer.empty()) {
    const std::string_view parent = pointer_parent(pointer);
    const std::string_view last = pointer.substr(parent.size());
    if (parent.size() > list.size() && parent.ends_with(list) &&
        parent[parent.size() - list.size() - 1] == '/' && last.size() > 1 &&
        last.find_first_not_of("0123456789", 1) == std::string_view::npos) {
      return std::string(pointer);
    }
    pointer = parent;
  }
  return {};
}

}  // namespace tollgate::designer
