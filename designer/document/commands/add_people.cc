#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const AddPeople&) {
  Change change;
  change.title = {"添加人员", "Add people"};
  if (find_pointer(document, "/users") != nullptr) return change;
  const auto text = [&](const char* zh, const char* en) {
    return text_in_all_locales(document, {zh, en});
  };
  const Json* known_roles = array_at(document, "/roles");
  Json roles = known_roles != nullptr ? *known_roles : Json::array();
  if (roles.empty()) {
    roles.push_back({{"id", "member"}, {"label", text("成员", "Member")}});
    change.edits.push_back({EditKind::kSet, "/roles", roles});
  }
  Json options = Json::array();
  for (const Json& role : roles) {
    const auto label = role.find("label");
    options.push_back({{"id", text_member(role, "id")},
                       {"label", label != role.end() ? *label : text("角色", "Role")}});
  }
  const std::string id = fresh_id("person", taken_ids(document, "/entities"));
  const Json fields = Json::array(
      {{{"id", "name"}, {"type", "text"}, {"label", text("姓名", "Name")}, {"required", true}},
       {{"id", "role"},
        {"type", "choice"},
        {"label", text("角色", "Role")},
        {"options", std::move(options)}},
       {{"id", "manager"},
        {"type", "reference"},
        {"label", text("上级", "Manager")},
        {"entity", id}}});
  const Json* entities = array_at(document, "/entities");
  if (entities == nullptr) change.edits.push_back({EditKind::kSet, "/entities", Json::array()});
  const size_t count = entities != nullptr ? entities->size() : 0;
  change.edits.push_back(
      {EditKind::kInsert,
       pointer_child("/entities", count),
       {{"id", id}, {"label", text("人员", "People")}, {"title", "name"}, {"fields", fields}}});
  change.edits.push_back(
      {EditKind::kSet, "/users", {{"entity", id}, {"role", "role"}, {"manager", "manager"}}});
  return change;
}

}  // namespace tollgate::designer
