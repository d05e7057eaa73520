// Everything that an app decides by, compiled once per app version.
//
//   auto rules = AppRules::compile(app);
//   if (!rules) return std::move(rules).error();        // every rule that does not compile
//   rules->get()->form("visit"), ->scorecards_of("visit"), ->workflow_of("opportunity"), ...
#pragma once

#include <functional>
#include <map>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/automation/automation.h"
#include "tollgate/base/result.h"
#include "tollgate/form/form_rules.h"
#include "tollgate/model/app.h"
#include "tollgate/record/display.h"
#include "tollgate/record/names.h"
#include "tollgate/scorecard/scorecard.h"
#include "tollgate/workflow/workflow.h"

namespace tollgate::judge {

class AppRules {
 public:
  static Result<std::shared_ptr<const AppRules>> compile(std::shared_ptr<const model::App> app);

  const model::App& app() const { return *app_; }
  const std::shared_ptr<const model::App>& shared_app() const { return app_; }
  const record::Titles& titles() const { return *titles_; }

  // nullptr when there is none.
  std::shared_ptr<const form::FormRules> form(std::string_view form_id) const;
  // All of the entity's fields as one form.
  std::shared_ptr<const form::FormRules> whole_entity(std::string_view entity_id) const;
  const record::Names* names(std::string_view entity_id) const;
  std::vector<const scorecard::Scorecard*> scorecards_of(std::string_view entity_id) const;
  const workflow::Workflow* find_workflow(std::string_view workflow_id) const;
  std::vector<const workflow::Workflow*> workflows_of(std::string_view entity_id) const;
  const automation::Automations* automations_of(std::string_view entity_id) const;

  // The role of a person (a record of the app's users entity as a reference gives it); "" when the
  // app has no roles or the person none.
  std::string role_of(const feel::Value& person) const;

 private:
  struct EntityRules {
    std::unique_ptr<record::Names> names;
    std::shared_ptr<const form::FormRules> whole;
    std::unique_ptr<automation::Automations> automations;
  };

  std::shared_ptr<const model::App> app_;
  std::shared_ptr<const record::Titles> titles_;
  std::map<std::string, EntityRules, std::less<>> entities_;
  std::map<std::string, std::shared_ptr<const form::FormRules>, std::less<>> forms_;
  std::vector<scorecard::Scorecard> scorecards_;
  std::vector<workflow::Workflow> workflows_;
  std::optional<record::Rule> role_;
};

}  // namespace tollgate::judge
