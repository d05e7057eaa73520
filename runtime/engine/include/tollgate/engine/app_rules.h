// An app with everything of it compiled: what decides while it is in force.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tollgate/automation/automation.h"
#include "tollgate/engine/metric_reader.h"
#include "tollgate/engine/records.h"
#include "tollgate/form/form_rules.h"
#include "tollgate/metrics/metrics.h"
#include "tollgate/model/app.h"
#include "tollgate/record/display.h"
#include "tollgate/scorecard/scorecard.h"
#include "tollgate/workflow/workflow.h"

namespace tollgate::engine {

struct EntityRules {
  std::vector<scorecard::Scorecard> scorecards;
  std::vector<workflow::Workflow> workflows;
  automation::Automations automations;
};

struct AppRules {
  // Refused with what does not compile; lint finds the same before.
  static Result<std::unique_ptr<AppRules>> compile(std::shared_ptr<const model::App> app,
                                                   std::string text, store::Store& store,
                                                   const Clock& clock);

  const EntityRules* rules_of(std::string_view entity) const;
  const workflow::Workflow* find_workflow(std::string_view id) const;
  // A form's rules, or with form_id "" those of all the entity's fields.
  Result<std::shared_ptr<const form::FormRules>> form_rules(const model::Entity& entity,
                                                            std::string_view form_id);
  // Complete records by stage: the metric of a funnel; nullptr for an unknown workflow.
  const model::Metric* funnel_metric(const std::string& workflow) const;
  // The role of a person by the app's users.role expression; "" when it gives none.
  std::string role_of(std::string_view user, const Clock& clock);

  std::shared_ptr<const model::App> model;
  std::string text;  // canonical
  std::string hash;  // SHA-256 of text, hexadecimal
  std::unique_ptr<Records> records;
  std::shared_ptr<const record::Titles> titles;
  std::map<std::string, EntityRules, std::less<>> entities;
  std::map<std::string, std::shared_ptr<const form::FormRules>> forms;
  std::map<std::string, model::Metric> funnel_metrics;
  std::unique_ptr<MetricReader> metric_reader;
  std::unique_ptr<metrics::Metrics> metrics;
};

}  // namespace tollgate::engine
