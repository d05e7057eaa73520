#include "tollgate/designer/document/schema_view.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/app_schema_text.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {
namespace {

// Members keep the order the schema gives them: it is the order people see.
using Schema = nlohmann::ordered_json;

const Schema& schema() {
  static const Schema parsed =
      Schema::parse(std::string(kAppSchemaTexts[0]) + kAppSchemaTexts[1], nullptr, false);
  return parsed;
}

struct Place {
  const Schema* node = nullptr;
  std::string definition;           // its name, if it has one
  const Schema* variant = nullptr;  // of whose kinds the node is one
};

std::string ref_name(const Schema& node) {
  const auto ref = node.find("$ref");
  if (ref == node.end() || !ref->is_string()) return {};
  const std::string text = ref->get<std::string>();
  return text.substr(text.rfind('/') + 1);
}

const Schema* definition(std::string_view name) {
  const auto& definitions = schema().at("$defs");
  const auto found = definitions.find(std::string(name));
  return found == definitions.end() ? nullptr : &*found;
}

// One of a variant's kinds: a definition of its own, or written out where the variant is defined.
const Schema* kind_node(const Schema& option) {
  const std::string name = ref_name(option);
  return name.empty() ? &option : definition(name);
}

// Of a text or an object: the object.
const Schema* object_alternative(const Schema& node) {
  const auto options = node.find("oneOf");
  if (options == node.end()) return nullptr;
  for (const Schema& option : *options) {
    const Schema* target = definition(ref_name(option));
    if (target != nullptr && target->value("type", std::string()) == "object") return &option;
  }
  return nullptr;
}

// Follows $ref, and chooses among alternatives by what the value says of itself.
Place resolve(const Schema* node, const Json* value) {
  Place place{node, {}};
  for (int depth = 0; place.node != nullptr && depth < 8; ++depth) {
    if (const std::string name = ref_name(*place.node); !name.empty()) {
      place.definition = name;
      place.node = definition(name);
      continue;
    }
    const auto discriminator = place.node->find("x-discriminator");
    if (discriminator == place.node->end()) {
      const Schema* object = object_alternative(*place.node);
      if (object == nullptr || value == nullptr || !value->is_object()) break;
      place.node = object;
      continue;
    }
    const std::string member = discriminator->get<std::string>();
    place.variant = place.node;
    const std::string tag = value != nullptr ? text_member(*value, member.c_str()) : std::string();
    const Schema* chosen = nullptr;
    for (const Schema& option : place.node->at("oneOf")) {
      const Schema* target = kind_node(option);
      if (target == nullptr) continue;
      const std::string kind = target->at("properties").at(member).value("const", std::string());
      // Before there is a value, the first kind stands for all; an unknown one is none of them.
      if (!tag.empty() && kind != tag) continue;
      chosen = target;
      if (const std::string name = ref_name(option); !name.empty()) place.definition = name;
      break;
    }
    place.node = chosen;
    break;
  }
  return place;
}

Place place_at(const Json& document, std::string_view pointer) {
  Place place{&schema(), "app"};
  const Json* value = &document;
  std::string at;
  for (const std::string& part : pointer_parts(pointer)) {
    if (place.node == nullptr) return {};
    at = pointer_child(at, part);
    value = find_pointer(document, at);
    const Schema* next = nullptr;
    if (const auto properties = place.node->find("properties");
        properties != place.node->end() && properties->contains(part)) {
      next = &properties->at(part);
    } else if (const auto items = place.node->find("items"); items != place.node->end()) {
      next = &*items;
    } else if (const auto rest = place.node->find("additionalProperties");
               rest != place.node->end() && rest->is_object()) {
      next = &*rest;
    }
    if (next == nullptr) return {};
    place = resolve(next, value);
  }
  return place;
}

bool type_is(const Schema& node, std::string_view type) {
  const auto found = node.find("type");
  return found != node.end() && found->is_string() && found->get<std::string>() == type;
}

PropertyKind kind_of(const std::string& name, const Schema& raw) {
  const std::string ref = ref_name(raw);
  if (ref == "id") return name == "id" ? PropertyKind::kOwnId : PropertyKind::kReference;
  if (ref == "text") return PropertyKind::kText;
  if (ref == "message") return PropertyKind::kMessage;
  if (ref == "expression") return PropertyKind::kExpression;
  if (ref == "grouping") return PropertyKind::kGrouping;
  const Place place = resolve(&raw, nullptr);
  if (place.node == nullptr) return PropertyKind::kOther;
  const Schema& node = *place.node;
  if (const auto options = node.find("oneOf"); options != node.end()) {
    bool boolean = false;
    bool number = false;
    for (const Schema& option : *options) {
      boolean = boolean || type_is(option, "boolean");
      number = number || type_is(option, "number");
    }
    if (boolean) return PropertyKind::kBoolOrExpression;
    if (number) return PropertyKind::kNumberOrString;
    return PropertyKind::kOther;
  }
  if (node.contains("enum")) return PropertyKind::kEnum;
  if (type_is(node, "boolean")) return PropertyKind::kBoolean;
  if (type_is(node, "integer")) return PropertyKind::kInteger;
  if (type_is(node, "number")) return PropertyKind::kNumber;
  if (type_is(node, "string")) return PropertyKind::kString;
  if (type_is(node, "object")) return PropertyKind::kObject;
  if (type_is(node, "array")) {
    const auto items = node.find("items");
    if (items == node.end()) return PropertyKind::kOther;
    if (ref_name(*items) == "id") return PropertyKind::kReferenceList;
    const Place item = resolve(&*items, nullptr);
    if (item.node == nullptr) return PropertyKind::kOther;
    if (type_is(*item.node, "string")) return PropertyKind::kStringList;
    return PropertyKind::kObjectList;
  }
  return PropertyKind::kOther;
}

// The words by which a variant tells its kinds apart.
std::vector<std::string> kinds_of(const Schema& variant) {
  const std::string member = variant.at("x-discriminator").get<std::string>();
  std::vector<std::string> kinds;
  for (const Schema& option : variant.at("oneOf")) {
    if (const Schema* target = kind_node(option)) {
      kinds.push_back(target->at("properties").at(member).value("const", std::string()));
    }
  }
  return kinds;
}

Json empty_value(const std::string& name, const Schema& raw, int depth);

Json empty_object(const Schema& node, int depth) {
  Json object = Json::object();
  const auto properties = node.find("properties");
  const auto required = node.find("required");
  if (properties == node.end() || required == node.end() || depth > 6) return object;
  for (const Schema& name : *required) {
    const std::string member = name.get<std::string>();
    if (properties->contains(member)) {
      object[member] = empty_value(member, properties->at(member), depth + 1);
    }
  }
  return object;
}

Json empty_value(const std::string& name, const Schema& raw, int depth) {
  if (const auto constant = raw.find("const"); constant != raw.end()) {
    return Json(constant->get<std::string>());
  }
  switch (kind_of(name, raw)) {
    case PropertyKind::kText:
    case PropertyKind::kMessage:
    case PropertyKind::kObject:
      break;
    case PropertyKind::kExpression:
    case PropertyKind::kGrouping:
      return "";  // unfinished: lint asks for it
    case PropertyKind::kBoolOrExpression:
    case PropertyKind::kBoolean:
      return false;
    case PropertyKind::kInteger:
    case PropertyKind::kNumber:
      return 1;
    case PropertyKind::kEnum: {
      const Place place = resolve(&raw, nullptr);
      return Json(place.node->at("enum").at(0).get<std::string>());
    }
    case PropertyKind::kStringList:
    case PropertyKind::kReferenceList:
      return Json::array();
    case PropertyKind::kObjectList: {
      const Place place = resolve(&raw, nullptr);
      Json list = Json::array();
      if (place.node->value("minItems", 0) > 0) {
        const Place item = resolve(&place.node->at("items"), nullptr);
        if (item.node != nullptr) list.push_back(empty_object(*item.node, depth + 1));
      }
      return list;
    }
    default:
      return "";
  }
  const std::string ref = ref_name(raw);
  if (ref == "text" || ref == "message") return Json::object();
  const Place place = resolve(&raw, nullptr);
  return place.node != nullptr ? empty_object(*place.node, depth) : Json::object();
}

}  // namespace

std::string definition_at(const Json& document, std::string_view pointer) {
  return place_at(document, pointer).definition;
}

std::vector<Property> properties_at(const Json& document, std::string_view pointer) {
  std::vector<Property> result;
  const Place place = place_at(document, pointer);
  std::string discriminator;
  if (place.variant != nullptr) {
    discriminator = place.variant->at("x-discriminator").get<std::string>();
  }
  const auto variant_property = [&] {
    return Property{discriminator, PropertyKind::kVariant, true, kinds_of(*place.variant), {}};
  };
  if (place.node == nullptr) {
    // Of an unknown kind: only a known one can be chosen.
    if (place.variant != nullptr) result.push_back(variant_property());
    return result;
  }
  const auto properties = place.node->find("properties");
  if (properties == place.node->end()) return result;
  std::vector<std::string> required;
  if (const auto list = place.node->find("required"); list != place.node->end()) {
    required = list->get<std::vector<std::string>>();
  }
  for (const auto& [name, raw] : properties->items()) {
    if (name == discriminator) {
      result.push_back(variant_property());
      continue;
    }
    Property property;
    property.name = name;
    property.kind = kind_of(name, raw);
    property.required = std::find(required.begin(), required.end(), name) != required.end();
    property.description = raw.value("description", std::string());
    if (raw.contains("const")) property.kind = PropertyKind::kOther;
    if (property.kind == PropertyKind::kEnum) {
      const Place target = resolve(&raw, nullptr);
      for (const Schema& value : target.node->at("enum")) {
        property.values.push_back(value.get<std::string>());
      }
    }
    result.push_back(std::move(property));
  }
  return result;
}

Json as_kind(const Json& document, std::string_view pointer, const std::string& kind) {
  const Place place = place_at(document, pointer);
  const Json* now = find_pointer(document, pointer);
  if (place.variant == nullptr || now == nullptr) return nullptr;
  const Json tagged = {{place.variant->at("x-discriminator").get<std::string>(), kind}};
  const Place next = resolve(place.variant, &tagged);
  if (next.node == nullptr || next.node == place.variant) return nullptr;
  Json made = empty_object(*next.node, 0);
  const Schema& properties = next.node->at("properties");
  for (const auto& [name, value] : now->items()) {
    if (properties.contains(name) && !properties.at(name).contains("const")) made[name] = value;
  }
  return made;
}

std::vector<std::string> values_of(std::string_view name, std::string_view member) {
  const Schema* node = definition(name);
  if (node == nullptr) return {};
  const Schema& property = node->at("properties").at(std::string(member));
  return property.at("enum").get<std::vector<std::string>>();
}

namespace {

// The members of an object and of what is written out inside it.
void collect_members(const Schema& node, const std::string& definition,
                     std::vector<SchemaMember>& out) {
  if (const auto properties = node.find("properties"); properties != node.end()) {
    for (const auto& [name, raw] : properties->items()) {
      out.push_back({definition, name});
      if (!ref_name(raw).empty()) continue;
      collect_members(raw, "", out);
      const auto items = raw.find("items");
      if (items != raw.end() && ref_name(*items).empty()) collect_members(*items, "", out);
    }
  }
  if (const auto options = node.find("oneOf"); options != node.end()) {
    for (const Schema& option : *options) {
      if (ref_name(option).empty()) collect_members(option, definition, out);
    }
  }
}

}  // namespace

std::vector<SchemaMember> schema_members() {
  std::vector<SchemaMember> members;
  collect_members(schema(), "app", members);
  for (const auto& [name, node] : schema().at("$defs").items()) {
    collect_members(node, name, members);
  }
  const auto in_order = [](const SchemaMember& a, const SchemaMember& b) {
    return std::tie(a.definition, a.name) < std::tie(b.definition, b.name);
  };
  std::sort(members.begin(), members.end(), in_order);
  const auto twice = std::unique(members.begin(), members.end(), [](const auto& a, const auto& b) {
    return a.definition == b.definition && a.name == b.name;
  });
  members.erase(twice, members.end());
  return members;
}

Json new_element(const Json& document, std::string_view list_pointer) {
  const Place list = place_at(document, list_pointer);
  if (list.node == nullptr || !list.node->contains("items")) return nullptr;
  const Place item = resolve(&list.node->at("items"), nullptr);
  if (item.node == nullptr) return nullptr;
  if (type_is(*item.node, "string")) return "";
  return empty_object(*item.node, 0);
}

}  // namespace tollgate::designer
