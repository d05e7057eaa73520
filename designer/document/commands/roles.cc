#include "commands/roles.h"

#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {

std::string role_options(const Json& document) {
  const Json* users = object_at(document, "/users");
  if (users == nullptr) return {};
  const std::string entity = pointer_by_id(document, "entities", text_member(*users, "entity"));
  const Json* fields = entity.empty() ? nullptr : array_at(document, entity + "/fields");
  if (fields == nullptr) return {};
  const auto index = index_by_id(*fields, text_member(*users, "role"));
  if (!index) return {};
  const std::string options = pointer_child(pointer_child(entity + "/fields", *index), "options");
  return array_at(document, options) != nullptr ? options : std::string();
}

std::vector<std::string> role_twins(const Json& document, std::string_view element) {
  const Json* object = object_at(document, element);
  const std::string options = role_options(document);
  const std::string_view list = pointer_parent(element);
  if (object == nullptr || options.empty() || (list != "/roles" && list != options)) return {};
  const std::string other = list == "/roles" ? options : std::string("/roles");
  const Json* twins = array_at(document, other);
  if (twins == nullptr) return {};
  const auto index = index_by_id(*twins, text_member(*object, "id"));
  if (!index) return {};
  return {pointer_child(other, *index)};
}

}  // namespace tollgate::designer
