// Everything that an app decides by, compiled once per app version.
//
//   auto app = CompiledApp::compile(model);
//   if (!app) return std::move(app).error();          // every rule that does not compile
//   (*app)->rules_of("visit")->scorecards, (*app)->find_workflow("funnel"), ...
//
// Forms are compiled when they are first asked for, because a start must not wait for all of them.
// One object belongs to one thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/access/policy.h"
#include "tollgate/automation/automation.h"
#include "tollgate/base/result.h"
#include "tollgate/form/form_rules.h"
#include "tollgate/model/app.h"
#include "tollgate/record/display.h"
#include "tollgate/record/names.h"
#include "tollgate/record/presence.h"
#include "tollgate/record/rule.h"
#include "tollgate/record/values.h"
#include "tollgate/scorecard/scorecard.h"
#include "tollgate/workflow/workflow.h"

namespace tollgate::rules {

struct EntityRules {
  record::Names names;
  record::Presence presence;  // which fields of a record are there
  std::vector<scorecard::Scorecard> scorecards;
  std::vector<workflow::Workflow> workflows;
  automation::Automations automations;
};

// A person's role; "" when the app has no roles or gives the person none.
struct Role {
  std::string id;
  std::optional<Diagnostic> problem;  // the expression failed
};

class CompiledApp {
 public:
  // All but the forms.
  static Result<std::shared_ptr<const CompiledApp>> compile(std::shared_ptr<const model::App> app);
  // Every form and entity as well, for who wants to know all that is wrong.
  Status compile_forms() const;

  const model::App& app() const { return *app_; }
  const std::shared_ptr<const model::App>& shared_app() const { return app_; }
  const record::Titles& titles() const { return *titles_; }
  const ZoneRef& time_zone() const { return time_zone_; }
  record::ValueContext values(record::RecordLookup* records) const {
    return {app_.get(), time_zone_, records};
  }
  record::RuleContext context(const Clock& clock) const { return {&clock, time_zone_}; }

  // Who may do what.
  const access::Policy& policy() const { return policy_; }

  // nullptr when there is none.
  const EntityRules* rules_of(std::string_view entity) const;
  const workflow::Workflow* find_workflow(std::string_view id) const;
  // A form's rules, or with form_id "" those of all the entity's fields.
  Result<std::shared_ptr<const form::FormRules>> form(const model::Entity& entity,
                                                      std::string_view form_id) const;
  // What is brought in from outside is checked by: the entity's form, and the fields that it does
  // not show.
  Result<std::shared_ptr<const form::FormRules>> import_rules(const model::Entity& entity) const;

  // By the app's users.role expression, which sees the person's fields, as `record` the person's id
  // and entity, as `user` the person, and the time. `person`: a record of the users entity as a
  // reference gives it.
  Role role_of(const feel::Value& person, const Clock& clock) const;

 private:
  std::shared_ptr<const model::App> app_;
  std::shared_ptr<const record::Titles> titles_;
  ZoneRef time_zone_;
  std::map<std::string, EntityRules, std::less<>> entities_;
  std::optional<record::Rule> role_;
  access::Policy policy_;
  // Whoever has one open keeps it: here are those that were asked for lately.
  mutable std::map<std::string, std::shared_ptr<const form::FormRules>, std::less<>> forms_;
  mutable std::map<std::string, record::RuleCache> rules_of_forms_;  // by entity

  Result<std::shared_ptr<const form::FormRules>> keep_form(
      const std::string& key, const model::Entity& entity,
      const std::function<Result<std::shared_ptr<const form::FormRules>>()>& compile) const;
};

}  // namespace tollgate::rules
