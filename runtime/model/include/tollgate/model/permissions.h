// What people of a role may do. What is not said is no.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/text_index.h"
#include "tollgate/model/text.h"

namespace tollgate::model {

// Own: of which the person is the owner; of the app's people, their own record. Team: own, and of
// everyone below the person.
enum class Rows { kNone, kOwn, kTeam, kAll };
std::string_view name_of(Rows rows);

enum class FieldAccess { kFull, kReadOnly, kHidden };
std::string_view name_of(FieldAccess access);

struct RowPermission {
  Rows rows = Rows::kNone;
  std::optional<Expression> when;  // of those rows, only where it is true
  std::string pointer;             // of the member that says `rows`, be it there or not
};

struct FieldPermission {
  std::string field;
  FieldAccess access = FieldAccess::kReadOnly;
  std::string pointer;
};

struct EntityPermission {
  std::string entity;
  RowPermission read;
  RowPermission create;
  RowPermission update;
  RowPermission remove;  // "delete" in the document
  std::vector<FieldPermission> fields;
  bool exports = false;
  bool imports = false;
  std::string pointer;
  TextIndex fields_by_id;

  // nullptr where the field is neither hidden nor read-only.
  const FieldPermission* find_field(std::string_view field_id) const;
};

struct Permissions {
  std::vector<EntityPermission> entities;
  TextIndex by_entity;
  std::vector<std::string> dashboards;
  bool administration = false;
  std::string pointer;

  const EntityPermission* find_entity(std::string_view entity_id) const;
};

}  // namespace tollgate::model
