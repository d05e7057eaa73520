// The app document, read once and never changed: what every other module works from.
//
//   Result<std::shared_ptr<const App>> app = load(text, {.source = "app.json"});
//   if (!app) return std::move(app).error();
//   const Field* field = (*app)->find_entity("visit")->find_field("customer");
//
// Pointers into an App live as long as the App. Whoever needs a part of it for longer than a call
// keeps the shared_ptr. `pointer` members are JSON Pointers into the document, for diagnostics.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/model/automation.h"
#include "tollgate/model/entity.h"
#include "tollgate/model/form.h"
#include "tollgate/model/metric.h"
#include "tollgate/model/permissions.h"
#include "tollgate/model/scorecard.h"
#include "tollgate/model/view.h"
#include "tollgate/model/workflow.h"

namespace tollgate::model {

enum class MenuItemType { kView, kForm, kDashboard, kWorkflow, kQuickFilter };
std::string_view name_of(MenuItemType type);

struct MenuItem {
  MenuItemType type = MenuItemType::kView;
  std::string target;
  Text label;         // empty: the target's label
  bool mine = false;  // of a workflow: the person's own records alone
  std::string pointer;
};

struct Role {
  std::string id;
  Text label;
  std::vector<MenuItem> menu;  // people start on the first entry
  bool outbox = false;         // the menu ends with the outbox
  // Its people may bring records in from files. Where the app has permissions, those say it.
  bool imports = false;
  std::optional<Permissions> permissions;
  std::string pointer;
};

// Where a form shows a field.
struct FieldPlace {
  const Form* form = nullptr;
  const Section* section = nullptr;
  const FormField* field = nullptr;
};

struct App {
  std::string id;
  int64_t version = 1;
  Text label;
  std::vector<std::string> locales;  // never empty; the first is the fallback of all texts
  std::string time_zone;             // IANA name; "Asia/Shanghai" where the document names none
  std::vector<Role> roles;
  std::optional<Users> users;
  std::vector<Entity> entities;
  std::vector<Form> forms;
  std::vector<Scorecard> scorecards;
  std::vector<Workflow> workflows;
  std::vector<Automation> automations;
  std::vector<View> views;
  std::vector<Metric> metrics;
  std::vector<Dashboard> dashboards;
  std::vector<QuickFilter> quick_filters;
  std::vector<std::string> sample_files;  // sample_data.files; inline records are in `raw`

  // The whole document as it was read, unknown members included; never null.
  std::shared_ptr<const Json> raw;
  // What the schema check found and let pass: unknown members, as warnings.
  Diagnostics warnings;

  // nullptr when there is none.
  const Role* find_role(std::string_view role_id) const;
  const Entity* find_entity(std::string_view entity_id) const;
  const Form* find_form(std::string_view form_id) const;
  const Scorecard* find_scorecard(std::string_view scorecard_id) const;
  const Workflow* find_workflow(std::string_view workflow_id) const;
  const Automation* find_automation(std::string_view automation_id) const;
  const View* find_view(std::string_view view_id) const;
  const Metric* find_metric(std::string_view metric_id) const;
  const Dashboard* find_dashboard(std::string_view dashboard_id) const;
  const QuickFilter* find_quick_filter(std::string_view filter_id) const;

  // Whether a role has permissions: then what is not said is no, for all roles. Else whoever is one
  // of the app's people may do everything.
  bool has_permissions() const;
  // The workflow whose stage field belongs to the entity, or nullptr.
  const Workflow* workflow_of(std::string_view entity_id) const;
  // The first form for records of the entity, or nullptr.
  const Form* form_of(std::string_view entity_id) const;
  // All places of the entity's fields, by field and form by form.
  using FieldPlaces = std::map<std::string, std::vector<FieldPlace>, std::less<>>;
  FieldPlaces places_in(std::string_view entity_id) const;
  // The scorecard that has the pool; *pool is set to it. nullptr when no scorecard has it.
  const Scorecard* scorecard_with_pool(std::string_view pool_id, const Pool** pool = nullptr) const;
  // The entity whose field the effect sets, of an automation on `entity`; nullptr when the effect
  // goes through no reference field of it.
  const Entity* entity_set_by(const SetField& set, std::string_view entity_id) const;
  // `text` for a reader of `locale`.
  const std::string& text_for(const Text& text, std::string_view locale) const;
};

struct LoadOptions {
  std::string source;  // a name for diagnostics, such as the file's
  // The typed view takes about twice what the values take; together at most 64 MiB.
  JsonLimits limits = {.max_memory_factor = 5};
};

// Reads, migrates older formats, checks against the schema, and gives the typed view. A failure
// holds every finding of the schema check (at most 100), each with its pointer.
Result<std::shared_ptr<const App>> load(std::string_view text, const LoadOptions& options = {});

// The same for a document that is JSON already.
Result<std::shared_ptr<const App>> load_json(Json document, const LoadOptions& options = {});

}  // namespace tollgate::model
