#include "tollgate/access/policy.h"

#include <nlohmann/json.hpp>
#include <span>

#include "tollgate/feel/dependencies.h"
#include "tollgate/feel/parse.h"

namespace tollgate::access {
namespace {

RowRule compile_rows(const model::RowPermission& permission, const record::Names& names,
                     Diagnostics& problems) {
  RowRule rule{permission.rows, std::nullopt};
  if (!permission.when) return rule;
  rule.when = record::compile_rule(*permission.when, names.scope(), problems);
  // The document is refused, and until then nobody gets more than it says.
  if (!rule.when) rule.rows = model::Rows::kNone;
  return rule;
}

EntityRights compile_entity(const model::EntityPermission& permission, const record::Names& names,
                            Diagnostics& problems) {
  EntityRights rights;
  rights.rows = {compile_rows(permission.read, names, problems),
                 compile_rows(permission.create, names, problems),
                 compile_rows(permission.update, names, problems),
                 compile_rows(permission.remove, names, problems)};
  for (const model::Field& field : names.entity().fields) {
    const model::FieldPermission* said = permission.find_field(field.id);
    rights.fields.push_back(said ? said->access : model::FieldAccess::kFull);
  }
  rights.exports = permission.exports;
  rights.imports = permission.imports;
  return rights;
}

using DecidingFields = std::map<std::string, Policy::Fields, std::less<>>;

// Adds the field that a path begins with, and what it reads of the record that it refers to.
void add_read(const model::App& app, const model::Entity& entity, std::span<const std::string> path,
              DecidingFields& into) {
  const model::Field* field = entity.find_field(path.front());
  if (field == nullptr) return;
  into[entity.id].insert(field->id);
  const model::Entity* other =
      model::is_reference(field->type) ? app.find_entity(field->entity) : nullptr;
  if (other == nullptr) return;
  if (path.size() > 1) {
    into[other->id].insert(path[1]);
  } else {
    for (const model::Field& any : other->fields) into[other->id].insert(any.id);
  }
}

// What the role of one of the app's people follows from.
void add_fields_of_role(const model::App& app, const model::Expression& role,
                        const record::Names& names, DecidingFields& into) {
  const Result<feel::Ast> ast = feel::parse(role.text, names.scope());
  if (!ast) return;
  const std::vector<model::Field>& fields = names.entity().fields;
  for (const feel::Dependency& read : feel::dependencies(*ast, names.scope())) {
    std::vector<std::string> path = read.path;
    if (read.slot < fields.size()) {
      path.insert(path.begin(), fields[read.slot].id);
    } else if (read.slot != names.user()) {
      continue;
    }
    if (!path.empty()) {
      add_read(app, names.entity(), path, into);
      continue;
    }
    // The whole person: any of the fields.
    for (const model::Field& field : fields) into[names.entity().id].insert(field.id);
  }
}

}  // namespace

Policy Policy::compile(const model::App& app, const NamesOf& names_of, Diagnostics& problems) {
  Policy policy;
  policy.restricts_ = app.has_permissions();
  for (const model::Entity& entity : app.entities) {
    Shape& shape = policy.shapes_[entity.id];
    shape.owner = entity.owner;
    for (size_t i = 0; i < entity.fields.size(); ++i) shape.places[entity.fields[i].id] = i;
  }
  for (const model::Role& role : app.roles) {
    if (!role.permissions) continue;
    RoleRights& rights = policy.roles_[role.id];
    rights.administration = role.permissions->administration;
    rights.dashboards.insert(role.permissions->dashboards.begin(),
                             role.permissions->dashboards.end());
    for (const model::EntityPermission& permission : role.permissions->entities) {
      const record::Names* names = names_of(permission.entity);
      if (names == nullptr) continue;  // lint reports dangling ids
      // Of two for one entity the first counts; lint refuses the second.
      rights.entities.emplace(permission.entity, compile_entity(permission, *names, problems));
    }
  }
  if (!app.users) return policy;
  policy.people_ = app.users->entity;
  policy.manager_field_ = app.users->manager;
  const record::Names* people = names_of(app.users->entity);
  if (app.users->role && people) {
    add_fields_of_role(app, *app.users->role, *people, policy.deciding_fields_);
  }
  if (!app.users->manager.empty()) {
    policy.deciding_fields_[policy.people_].insert(app.users->manager);
  }
  return policy;
}

const RoleRights* Policy::find_role(std::string_view role) const {
  const auto found = roles_.find(role);
  return found == roles_.end() ? nullptr : &found->second;
}

const Policy::Fields& Policy::deciding_fields(std::string_view entity) const {
  static const Fields kNone;
  const auto found = deciding_fields_.find(entity);
  return found == deciding_fields_.end() ? kNone : found->second;
}

std::string Policy::owner_of(std::string_view entity, std::string_view record,
                             const Json& values) const {
  if (!people_.empty() && entity == people_) return std::string(record);
  const auto shape = shapes_.find(entity);
  if (shape == shapes_.end() || shape->second.owner.empty()) return {};
  const auto owner = values.find(shape->second.owner);
  if (owner == values.end() || !owner->is_string()) return {};
  return owner->get<std::string>();
}

std::string Policy::owner_field(std::string_view entity) const {
  const auto shape = shapes_.find(entity);
  const bool is_own = !people_.empty() && entity == people_;
  return shape == shapes_.end() || is_own ? std::string() : shape->second.owner;
}

std::optional<size_t> Policy::place_of(std::string_view entity, std::string_view field) const {
  const auto shape = shapes_.find(entity);
  if (shape == shapes_.end()) return std::nullopt;
  const auto place = shape->second.places.find(field);
  if (place == shape->second.places.end()) return std::nullopt;
  return place->second;
}

}  // namespace tollgate::access
