#include "read_parts.h"

namespace tollgate::model {
namespace {

RowPermission read_rows(const Reader& from, const char* action, const char* when) {
  return {from.enumeration(action, Rows::kNone), from.optional_expression(when),
          from.child(action)};
}

FieldPermission read_field_permission(const Reader& from) {
  return {from.text("field"), from.enumeration("access", FieldAccess::kReadOnly), from.pointer()};
}

EntityPermission read_entity_permission(const Reader& from) {
  EntityPermission permission;
  permission.entity = from.text("entity");
  permission.read = read_rows(from, "read", "read_when");
  permission.create = read_rows(from, "create", "create_when");
  permission.update = read_rows(from, "update", "update_when");
  permission.remove = read_rows(from, "delete", "delete_when");
  permission.fields = from.list("fields", read_field_permission);
  permission.exports = from.flag("exports");
  permission.imports = from.flag("imports");
  permission.pointer = from.pointer();
  permission.fields_by_id.build(
      permission.fields, [](const FieldPermission& f) -> std::string_view { return f.field; });
  return permission;
}

}  // namespace

Permissions read_permissions(const Reader& from) {
  Permissions permissions;
  permissions.entities = from.list("entities", read_entity_permission);
  permissions.dashboards = from.texts("dashboards");
  permissions.administration = from.flag("administration");
  permissions.pointer = from.pointer();
  permissions.by_entity.build(permissions.entities,
                              [](const EntityPermission& e) { return std::string_view(e.entity); });
  return permissions;
}

}  // namespace tollgate::model
