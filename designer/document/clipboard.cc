#include "tollgate/designer/document/clipboard.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"

namespace tollgate::designer {
namespace {

constexpr const char* kFormat = "parts/1";
constexpr size_t kMaxClipboardBytes = size_t{4} << 20;

// The definitions of the fields that places of a form show, wherever they stand in the part.
void collect_fields(const Json& document, const std::string& entity, const Json& part,
                    Json& fields) {
  if (part.is_array()) {
    for (const Json& item : part) collect_fields(document, entity, item, fields);
    return;
  }
  if (!part.is_object()) return;
  const std::string id = text_member(part, "field");
  const Json* known = find_pointer(document, entity + "/fields");
  if (!id.empty() && known != nullptr && known->is_array()) {
    if (const auto index = index_by_id(*known, id)) fields.push_back((*known)[*index]);
  }
  const auto inner = part.find("fields");
  if (inner != part.end()) collect_fields(document, entity, *inner, fields);
  const auto sections = part.find("sections");
  if (sections != part.end()) collect_fields(document, entity, *sections, fields);
}

// The list at a member of the object that takes elements of that kind; "" for none.
std::string list_of(const Json& document, std::string_view object, std::string_view kind) {
  for (const Property& property : properties_at(document, object)) {
    if (property.kind != PropertyKind::kObjectList) continue;
    std::string list = pointer_child(object, property.name);
    if (definition_at(document, pointer_child(list, size_t{0})) == kind) return list;
  }
  return {};
}

}  // namespace

std::optional<std::string> copied_parts(const Json& document,
                                        const std::vector<std::string>& pointers) {
  std::string kind;
  Json items = Json::array();
  Json fields = Json::array();
  for (const std::string& pointer : pointers) {
    const Json* item = find_pointer(document, pointer);
    const std::string definition = definition_at(document, pointer);
    const Json* list = find_pointer(document, pointer_parent(pointer));
    if (item == nullptr || !item->is_object() || definition.empty()) return std::nullopt;
    if (list == nullptr || !list->is_array()) return std::nullopt;
    if (!kind.empty() && kind != definition) return std::nullopt;
    kind = definition;
    items.push_back(*item);
    if (pointer.starts_with("/forms/")) {
      collect_fields(document, entity_of(document, pointer), *item, fields);
    }
  }
  if (items.empty()) return std::nullopt;
  Json text = {{"tollgate", kFormat}, {"kind", kind}, {"items", std::move(items)}};
  if (!fields.empty()) text["fields"] = std::move(fields);
  return write_json(text);
}

std::optional<Json> pasted_parts(std::string_view text) {
  if (text.size() > kMaxClipboardBytes || !text.starts_with('{')) return std::nullopt;
  Result<Json> parts = parse_json(text);
  if (!parts || text_member(*parts, "tollgate") != kFormat) return std::nullopt;
  const auto items = parts->find("items");
  if (items == parts->end() || !items->is_array() || items->empty()) return std::nullopt;
  for (const Json& item : *items) {
    if (!item.is_object()) return std::nullopt;
  }
  return *std::move(parts);
}

std::optional<PastePlace> paste_place(const Json& document, std::string_view near,
                                      std::string_view kind) {
  for (std::string at(near);; at = std::string(pointer_parent(at))) {
    const Json* value = find_pointer(document, at);
    if (value != nullptr && value->is_object()) {
      if (!at.empty() && definition_at(document, at) == kind) {
        return PastePlace{std::string(pointer_parent(at)), last_index(at) + 1};
      }
      if (std::string list = list_of(document, at, kind); !list.empty()) {
        const Json* there = find_pointer(document, list);
        return PastePlace{std::move(list),
                          there != nullptr && there->is_array() ? there->size() : 0};
      }
    }
    if (at.empty()) return std::nullopt;
  }
}

}  // namespace tollgate::designer
