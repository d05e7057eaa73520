#include "tollgate/versions/rights.h"

#include <algorithm>
#include <set>

namespace tollgate::versions {
namespace {

using model::EntityPermission;
using model::FieldAccess;
using model::Permissions;
using model::Role;
using model::RowPermission;
using model::Rows;

const char* yes_or_no(bool yes) { return yes ? "yes" : "no"; }

class RoleComparison {
 public:
  RoleComparison(const model::App& before, const model::App& after, const Role& old,
                 const Role& young)
      : before_(before), after_(after), old_(old), young_(young) {}

  std::vector<RightChange> changes() && {
    note_switch(Right::kAdministration, looks_after(before_, old_), looks_after(after_, young_));
    for (const model::Entity& entity : after_.entities) {
      if (before_.find_entity(entity.id) != nullptr) compare_entity(entity);
    }
    compare_dashboards();
    compare_menu();
    compare_moves();
    return std::move(changes_);
  }

 private:
  // Where the app has no permissions whoever is one of its people may do everything.
  static bool may_all(const model::App& app) { return !app.has_permissions(); }
  static bool looks_after(const model::App& app, const Role& role) {
    return may_all(app) || (role.permissions && role.permissions->administration);
  }

  static EntityPermission rights_of(const model::App& app, const Role& role,
                                    const std::string& entity) {
    EntityPermission rights;
    if (may_all(app)) {
      for (RowPermission* row : {&rights.read, &rights.create, &rights.update, &rights.remove}) {
        row->rows = Rows::kAll;
      }
      rights.exports = true;
      rights.imports = role.imports;
      return rights;
    }
    const EntityPermission* said =
        role.permissions ? role.permissions->find_entity(entity) : nullptr;
    return said == nullptr ? rights : *said;
  }

  void compare_entity(const model::Entity& entity) {
    const EntityPermission was = rights_of(before_, old_, entity.id);
    const EntityPermission is = rights_of(after_, young_, entity.id);
    compare_rows(Right::kRead, entity.id, was.read, is.read);
    compare_rows(Right::kCreate, entity.id, was.create, is.create);
    compare_rows(Right::kUpdate, entity.id, was.update, is.update);
    compare_rows(Right::kDelete, entity.id, was.remove, is.remove);
    for (const model::Field& field : entity.fields) compare_field(entity, field, was, is);
    note_switch(Right::kExport, was.exports, is.exports, entity.id);
    note_switch(Right::kImport, was.imports, is.imports, entity.id);
  }

  void compare_rows(Right right, const std::string& entity, const RowPermission& was,
                    const RowPermission& is) {
    const bool any = was.rows != Rows::kNone || is.rows != Rows::kNone;
    const std::string old_test = was.when ? was.when->text : "";
    const std::string young_test = is.when ? is.when->text : "";
    if (was.rows == is.rows && (!any || old_test == young_test)) return;
    RightChange change;
    change.right = right;
    change.entity = entity;
    change.was = model::name_of(was.rows);
    change.is = model::name_of(is.rows);
    change.was_conditional = was.when.has_value();
    change.is_conditional = is.when.has_value();
    changes_.push_back(std::move(change));
  }

  void compare_field(const model::Entity& entity, const model::Field& field,
                     const EntityPermission& was, const EntityPermission& is) {
    if (before_.find_entity(entity.id)->find_field(field.id) == nullptr) return;
    // What nobody of the role reads has no fields to keep from them.
    if (was.read.rows == Rows::kNone || is.read.rows == Rows::kNone) return;
    const FieldAccess old_access = access_of(was, field.id);
    const FieldAccess young_access = access_of(is, field.id);
    if (old_access == young_access) return;
    RightChange change;
    change.right = Right::kField;
    change.entity = entity.id;
    change.field = field.id;
    change.was = model::name_of(old_access);
    change.is = model::name_of(young_access);
    changes_.push_back(std::move(change));
  }

  static FieldAccess access_of(const EntityPermission& rights, const std::string& field) {
    const model::FieldPermission* said = rights.find_field(field);
    return said == nullptr ? FieldAccess::kFull : said->access;
  }

  void compare_dashboards() {
    const auto sees = [](const model::App& app, const Role& role, const std::string& dashboard) {
      if (may_all(app)) return true;
      if (!role.permissions) return false;
      const auto& seen = role.permissions->dashboards;
      return std::find(seen.begin(), seen.end(), dashboard) != seen.end();
    };
    for (const model::Dashboard& dashboard : after_.dashboards) {
      if (before_.find_dashboard(dashboard.id) == nullptr) continue;
      note_switch(Right::kDashboard, sees(before_, old_, dashboard.id),
                  sees(after_, young_, dashboard.id), "", "dashboard/" + dashboard.id);
    }
  }

  // New pages are in it, too: people find them there.
  void compare_menu() {
    const auto pages = [](const Role& role) {
      std::set<std::string> names;
      for (const model::MenuItem& item : role.menu) {
        names.insert(std::string(model::name_of(item.type)) + "/" + item.target);
      }
      return names;
    };
    const std::set<std::string> was = pages(old_);
    const std::set<std::string> is = pages(young_);
    std::set<std::string> all = was;
    all.insert(is.begin(), is.end());
    for (const std::string& page : all) {
      note_switch(Right::kMenu, was.contains(page), is.contains(page), "", page);
    }
  }

  void compare_moves() {
    const auto moves = [](const model::Workflow& workflow, const std::string& role) {
      std::set<std::pair<std::string, std::string>> open;
      for (const model::Transition& move : workflow.transitions) {
        const auto& roles = move.roles;
        if (roles.empty() || std::find(roles.begin(), roles.end(), role) != roles.end()) {
          open.emplace(move.from, move.to);
        }
      }
      return open;
    };
    for (const model::Workflow& workflow : after_.workflows) {
      const model::Workflow* old = before_.find_workflow(workflow.id);
      if (old == nullptr || moves(*old, old_.id) == moves(workflow, young_.id)) continue;
      RightChange change;
      change.right = Right::kMove;
      change.target = "workflow/" + workflow.id;
      changes_.push_back(std::move(change));
    }
  }

  void note_switch(Right right, bool was, bool is, const std::string& entity = "",
                   const std::string& target = "") {
    if (was == is) return;
    RightChange change;
    change.right = right;
    change.entity = entity;
    change.target = target;
    change.was = yes_or_no(was);
    change.is = yes_or_no(is);
    changes_.push_back(std::move(change));
  }

  const model::App& before_;
  const model::App& after_;
  const Role& old_;
  const Role& young_;
  std::vector<RightChange> changes_;
};

}  // namespace

std::string_view name_of(Right right) {
  switch (right) {
    case Right::kRead:
      return "read";
    case Right::kCreate:
      return "create";
    case Right::kUpdate:
      return "update";
    case Right::kDelete:
      return "delete";
    case Right::kField:
      return "field";
    case Right::kExport:
      return "export";
    case Right::kImport:
      return "import";
    case Right::kAdministration:
      return "administration";
    case Right::kDashboard:
      return "dashboard";
    case Right::kMenu:
      return "menu";
    case Right::kMove:
      return "move";
  }
  return "";
}

std::vector<RoleChange> list_right_changes(const model::App& before, const model::App& after) {
  std::vector<RoleChange> roles;
  for (const Role& role : after.roles) {
    const Role* old = before.find_role(role.id);
    if (old == nullptr) {
      roles.push_back({.kind = ChangeKind::kAdded, .role = role.id, .rights = {}});
      continue;
    }
    auto rights = RoleComparison(before, after, *old, role).changes();
    if (rights.empty()) continue;
    roles.push_back({.kind = ChangeKind::kChanged, .role = role.id, .rights = std::move(rights)});
  }
  for (const Role& role : before.roles) {
    if (after.find_role(role.id) != nullptr) continue;
    roles.push_back({.kind = ChangeKind::kRemoved, .role = role.id, .rights = {}});
  }
  return roles;
}

}  // namespace tollgate::versions
