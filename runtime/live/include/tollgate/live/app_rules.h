// The app in force: its rules, and what of them needs the store.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/access/rights.h"
#include "tollgate/live/metric_reader.h"
#include "tollgate/live/records.h"
#include "tollgate/live/reference_reads.h"
#include "tollgate/metrics/metrics.h"
#include "tollgate/model/app.h"
#include "tollgate/rules/compiled_app.h"
#include "tollgate/rules/setting.h"
#include "tollgate/rules/standing.h"

namespace tollgate::live {

using rules::EntityRules;

// Since when a check of a dashboard is as it is: found by a look at many days, so kept.
struct SeenSince {
  int64_t looked_on = 0;  // the day
  int health = 0;
  int64_t day = 0;
  bool is_earlier = false;
};

struct AppRules {
  // Refused with what does not compile; lint finds the same before.
  static Result<std::unique_ptr<AppRules>> compile(std::shared_ptr<const model::App> app,
                                                   std::string text, store::Store& store,
                                                   const Clock& clock);

  const EntityRules* rules_of(std::string_view entity) const { return compiled->rules_of(entity); }
  const workflow::Workflow* find_workflow(std::string_view id) const {
    return compiled->find_workflow(id);
  }
  // A form's rules, or with form_id "" those of all the entity's fields.
  Result<std::shared_ptr<const form::FormRules>> form_rules(const model::Entity& entity,
                                                            std::string_view form_id) const {
    return compiled->form(entity, form_id);
  }
  Result<std::shared_ptr<const form::FormRules>> import_rules(const model::Entity& entity) const {
    return compiled->import_rules(entity);
  }
  // Complete records by stage: the metric of a funnel; nullptr for an unknown workflow.
  const model::Metric* funnel_metric(const std::string& workflow) const;
  // The role of a person by the app's users.role expression; "" when it gives none.
  std::string role_of(std::string_view user, const Clock& clock) const;

  // What the person may do in the role. Valid as long as this object.
  access::Rights rights(std::string_view person, std::string_view role) const;
  // Whether they may do it with the record.
  bool may(const access::Rights& rights, access::Action action, const ops::RecordState& state,
           const Clock& clock) const;

  // What decisions about a stored record are made from.
  rules::Setting setting(const Clock& clock, std::string_view user) const;
  rules::Record record(const ops::RecordState& state) const;
  // The gates that a stored record stands behind and does not meet, at the time of `clock`.
  std::vector<rules::BrokenGate> broken_gates(const ops::RecordState& state, store::Store& store,
                                              const Clock& clock) const;

  // Whether anything reads one of these fields of a record of `entity` through the reference: the
  // changed ones, and those that are there or not because of them.
  bool is_read_through(const std::string& reference, const model::Entity& entity,
                       std::vector<std::string> changed);

  std::shared_ptr<const model::App> model;
  std::shared_ptr<const rules::CompiledApp> compiled;
  std::string text;  // canonical
  std::string hash;  // SHA-256 of text, hexadecimal
  std::unique_ptr<Records> records;
  std::map<std::string, model::Metric> funnel_metrics;
  std::unique_ptr<MetricReader> metric_reader;
  std::unique_ptr<metrics::Metrics> metrics;
  std::map<std::string, SeenSince> seen_since;  // by check, viewer and narrowing

 private:
  std::optional<ReferenceReads> reference_reads_;  // made when somebody asks
};

}  // namespace tollgate::live
