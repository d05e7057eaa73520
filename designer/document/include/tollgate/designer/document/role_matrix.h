// What a role may do, as a matrix: a row for each entity, a column for each deed.
//
//   access_of(document, "/roles/0", "visit", "update")     // "team"
//   document.run(SetProperty{"/roles/0/permissions",
//                            with_access(document, "/roles/0", "visit", "update", "own")});
//
// Where no role of an app says anything, everybody may do everything; once one does, what is not
// said is no, for all roles. restricted_roles() writes out for each role what held until then.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/designer/document/automation_sentence.h"

namespace tollgate::designer {

// "read", "create", "update" and "delete" are of rows; "exports" and "imports" are yes or no.
inline constexpr const char* kRowDeeds[] = {"read", "create", "update", "delete"};
inline constexpr const char* kFlagDeeds[] = {"exports", "imports"};

// Whether any role says what it may.
bool is_restricted(const Json& document);
// All roles, with permissions that leave everything as it is.
Json restricted_roles(const Json& document);

// Of a row's deed "none", "own", "team" or "all"; of a flag "true" or "false".
std::string access_of(const Json& document, std::string_view role, std::string_view entity,
                      std::string_view deed);
// The role's permissions with that.
Json with_access(const Json& document, std::string_view role, std::string_view entity,
                 std::string_view deed, std::string_view access);
// Pointer of what the role says of the entity; "" where it says nothing.
std::string permission_of(const Json& document, std::string_view role, std::string_view entity);

// "full", "read_only" or "hidden".
std::string field_access(const Json& document, std::string_view role, std::string_view entity,
                         std::string_view field);
Json with_field_access(const Json& document, std::string_view role, std::string_view entity,
                       std::string_view field, std::string_view access);

// All that a menu may lead to; the id is type and target: "view:my_visits".
std::vector<NamedChoice> menu_choices(const Json& document, Language language,
                                      std::string_view locale);

// The roles of a transition when this role may make it, or not. Empty: everybody may.
Json roles_with(const Json& document, const Json& transition, std::string_view role, bool may);
bool may_move(const Json& transition, std::string_view role);

}  // namespace tollgate::designer
