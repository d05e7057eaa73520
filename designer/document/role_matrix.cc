#include "tollgate/designer/document/role_matrix.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/model/words.h"

namespace tollgate::designer {
namespace {

const Json* elements(const Json& document, const char* list) {
  const Json* found = find_pointer(document, list);
  return found != nullptr && found->is_array() ? found : nullptr;
}

bool is_flag(std::string_view deed) {
  return std::ranges::find(kFlagDeeds, deed) != std::end(kFlagDeeds);
}

// The permissions of a role as they are, an object in any case.
Json permissions_of(const Json& document, std::string_view role) {
  const Json* found = find_pointer(document, pointer_child(role, "permissions"));
  return found != nullptr && found->is_object() ? *found : Json::object();
}

// What the permissions say of the entity; made where they say nothing.
Json& entry_of(Json& permissions, std::string_view entity) {
  Json& entries = permissions["entities"];
  if (!entries.is_array()) entries = Json::array();
  for (Json& entry : entries) {
    if (entry.is_object() && text_member(entry, "entity") == entity) return entry;
  }
  entries.push_back({{"entity", entity}});
  return entries.back();
}

const Json* entry_at(const Json& document, std::string_view role, std::string_view entity) {
  const std::string place = permission_of(document, role, entity);
  return place.empty() ? nullptr : find_pointer(document, place);
}

}  // namespace

bool is_restricted(const Json& document) {
  const Json* roles = elements(document, "/roles");
  return roles != nullptr && std::ranges::any_of(*roles, [](const Json& role) {
           return role.is_object() && role.contains("permissions");
         });
}

Json restricted_roles(const Json& document) {
  const Json* roles = elements(document, "/roles");
  Json all = roles != nullptr ? *roles : Json::array();
  Json everything = {{"entities", Json::array()}, {"administration", true}};
  if (const Json* entities = elements(document, "/entities")) {
    for (const Json& entity : *entities) {
      if (!entity.is_object()) continue;
      Json entry = {{"entity", text_member(entity, "id")}};
      for (const char* deed : kRowDeeds) entry[deed] = "all";
      for (const char* deed : kFlagDeeds) entry[deed] = true;
      everything["entities"].push_back(std::move(entry));
    }
  }
  if (const Json* dashboards = elements(document, "/dashboards")) {
    everything["dashboards"] = ids_of(*dashboards);
  }
  for (Json& role : all) {
    if (role.is_object() && !role.contains("permissions")) role["permissions"] = everything;
  }
  return all;
}

std::string permission_of(const Json& document, std::string_view role, std::string_view entity) {
  const std::string list = std::string(role) + "/permissions/entities";
  const Json* entries = find_pointer(document, list);
  if (entries == nullptr || !entries->is_array()) return {};
  for (size_t i = 0; i < entries->size(); ++i) {
    const Json& entry = (*entries)[i];
    if (entry.is_object() && text_member(entry, "entity") == entity) return pointer_child(list, i);
  }
  return {};
}

std::string access_of(const Json& document, std::string_view role, std::string_view entity,
                      std::string_view deed) {
  const bool flag = is_flag(deed);
  if (!is_restricted(document)) return flag ? "true" : "all";
  const Json* entry = entry_at(document, role, entity);
  if (flag) {
    const auto found = entry == nullptr ? Json::const_iterator() : entry->find(std::string(deed));
    const bool on = entry != nullptr && found != entry->end() && *found == true;
    return on ? "true" : "false";
  }
  const std::string access =
      entry == nullptr ? std::string() : text_member(*entry, std::string(deed).c_str());
  return access.empty() ? "none" : access;
}

Json with_access(const Json& document, std::string_view role, std::string_view entity,
                 std::string_view deed, std::string_view access) {
  Json permissions = permissions_of(document, role);
  Json& entry = entry_of(permissions, entity);
  const std::string member(deed);
  if (is_flag(deed)) {
    if (access == "true") {
      entry[member] = true;
    } else {
      entry.erase(member);
    }
  } else if (access == "none") {
    entry.erase(member);
    entry.erase(member + "_when");
  } else {
    entry[member] = access;
  }
  return permissions;
}

std::string field_access(const Json& document, std::string_view role, std::string_view entity,
                         std::string_view field) {
  const Json* entry = entry_at(document, role, entity);
  const auto fields = entry == nullptr ? Json::const_iterator() : entry->find("fields");
  if (entry == nullptr || fields == entry->end() || !fields->is_array()) return "full";
  for (const Json& one : *fields) {
    if (one.is_object() && text_member(one, "field") == field) return text_member(one, "access");
  }
  return "full";
}

Json with_field_access(const Json& document, std::string_view role, std::string_view entity,
                       std::string_view field, std::string_view access) {
  Json permissions = permissions_of(document, role);
  Json& entry = entry_of(permissions, entity);
  Json fields = Json::array();
  if (const auto was = entry.find("fields"); was != entry.end() && was->is_array()) {
    for (const Json& one : *was) {
      if (!one.is_object() || text_member(one, "field") != field) fields.push_back(one);
    }
  }
  if (access != "full") fields.push_back({{"field", field}, {"access", access}});
  if (fields.empty()) {
    entry.erase("fields");
  } else {
    entry["fields"] = std::move(fields);
  }
  return permissions;
}

std::vector<NamedChoice> menu_choices(const Json& document, Language language,
                                      std::string_view locale) {
  std::vector<NamedChoice> choices;
  for (const char* type : {"view", "form", "dashboard", "workflow", "quick_filter"}) {
    const Json* list = elements(document, (std::string("/") + type + "s").c_str());
    for (size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const Json& thing = (*list)[i];
      if (!thing.is_object()) continue;
      choices.push_back({std::string(type) + ":" + text_member(thing, "id"),
                         model::thing_words(type).in(language) +
                             (language == Language::kChinese ? "：" : ": ") +
                             label_of(document, thing, locale)});
    }
  }
  return choices;
}

bool may_move(const Json& transition, std::string_view role) {
  const auto roles = transition.find("roles");
  if (roles == transition.end() || !roles->is_array() || roles->empty()) return true;
  return std::ranges::find(*roles, Json(role)) != roles->end();
}

Json roles_with(const Json& document, const Json& transition, std::string_view role, bool may) {
  const Json* all = elements(document, "/roles");
  Json roles = Json::array();
  for (const std::string& id : all != nullptr ? ids_of(*all) : std::vector<std::string>()) {
    const bool theirs = id == role ? may : may_move(transition, id);
    if (theirs) roles.push_back(id);
  }
  // Nobody left would mean everybody: then it stays as it was.
  if (roles.empty()) {
    const auto was = transition.find("roles");
    return was != transition.end() ? *was : Json::array({std::string(role)});
  }
  if (all != nullptr && roles.size() == all->size()) return Json::array();
  return roles;
}

}  // namespace tollgate::designer
