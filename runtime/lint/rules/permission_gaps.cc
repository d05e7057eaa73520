// What nobody may do, and documents that do not say who may do what.
#include <algorithm>

#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

using model::Rows;

template <typename Test>
bool somebody(const model::App& app, const std::string& entity, Test may) {
  return std::ranges::any_of(app.roles, [&](const model::Role& role) {
    const model::EntityPermission* permission =
        role.permissions ? role.permissions->find_entity(entity) : nullptr;
    return permission != nullptr && may(role, *permission);
  });
}

void check_entities(const model::App& app, Findings& findings) {
  for (const model::Entity& entity : app.entities) {
    const LocalizedText name = quoted(entity);
    const auto reads = [](const model::Role&, const model::EntityPermission& permission) {
      return permission.read.rows != Rows::kNone;
    };
    const auto creates = [](const model::Role&, const model::EntityPermission& permission) {
      return permission.create.rows != Rows::kNone;
    };
    if (!somebody(app, entity.id, reads)) {
      findings.warning("nobody_reads", "没有哪个角色可以查看" + name.zh,
                       "no role may see " + name.en, entity.pointer);
    }
    if (!somebody(app, entity.id, creates)) {
      findings.warning("nobody_creates", "没有哪个角色可以新建" + name.zh,
                       "no role may create " + name.en, entity.pointer);
    }
  }
}

// A role that is not there is somebody else's finding.
bool is_taken(const model::App& app, const std::string& entity,
              const model::Transition& transition) {
  const auto& roles = transition.roles;
  const bool names_unknown = std::ranges::any_of(
      roles, [&](const std::string& role) { return app.find_role(role) == nullptr; });
  return names_unknown ||
         somebody(
             app, entity, [&](const model::Role& role, const model::EntityPermission& permission) {
               const bool may = roles.empty() || std::ranges::find(roles, role.id) != roles.end();
               return may && permission.update.rows != Rows::kNone;
             });
}

void check_stages(const model::App& app, Findings& findings) {
  for (const model::Workflow& workflow : app.workflows) {
    for (const model::Stage& stage : workflow.stages) {
      if (&stage == &workflow.first_stage()) continue;
      bool is_led_to = false;
      bool is_reached = false;
      for (const model::Transition& transition : workflow.transitions) {
        if (transition.to != stage.id) continue;
        is_led_to = true;
        is_reached = is_reached || is_taken(app, workflow.entity, transition);
      }
      if (!is_led_to || is_reached) continue;  // unreachable_stages finds the former
      const LocalizedText name = quoted(stage);
      findings.warning("nobody_advances", "没有哪个角色能把记录移到阶段" + name.zh,
                       "no role can move a record to the stage " + name.en, stage.pointer);
    }
  }
}

void check_dashboards(const model::App& app, Findings& findings) {
  for (const model::Dashboard& dashboard : app.dashboards) {
    const bool is_opened = std::ranges::any_of(app.roles, [&](const model::Role& role) {
      if (!role.permissions) return false;
      const auto& opens = role.permissions->dashboards;
      return std::ranges::find(opens, dashboard.id) != opens.end();
    });
    if (is_opened) continue;
    const LocalizedText name = quoted(dashboard);
    findings.warning("nobody_opens", "没有哪个角色可以打开看板" + name.zh,
                     "no role may open the dashboard " + name.en, dashboard.pointer);
  }
}

}  // namespace

void permission_gaps(const model::App& app, Findings& findings) {
  if (!app.has_permissions()) {
    if (!app.users || app.roles.empty()) return;
    findings.warning(
        "no_permissions", "没有哪个角色设置了权限：应用里的每个人都可以查看和修改全部内容",
        "no role has permissions: everybody in the app may see and change everything", "/roles");
    return;
  }
  for (const model::Role& role : app.roles) {
    if (role.permissions) continue;
    const LocalizedText name = quoted(role);
    findings.warning("role_without_permissions", "角色" + name.zh + "没有设置权限，什么都不能做",
                     "the role " + name.en + " has no permissions and may do nothing",
                     role.pointer);
  }
  check_entities(app, findings);
  check_stages(app, findings);
  check_dashboards(app, findings);
}

}  // namespace tollgate::lint
