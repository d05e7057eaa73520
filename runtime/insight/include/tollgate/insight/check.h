// A check of a dashboard: a rule over metrics that says healthy or at risk, which groups are
// concerned, and since when it has been so.
//
//   Result<Check> check = Check::compile(app, model_check);
//   Check::State now = check->read(metrics, slice_of, groups, today, context);
//   now.health;                       // Health::kAtRisk
//   now.concerned;                    // keys of the groups, as canonical JSON
//   Check::Since since = check->since(metrics, slice_of, groups, today, context, now.health);
//
// What is at risk is not healthy, whatever the other rule says; what is neither stands between.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/feel/scope.h"
#include "tollgate/insight/quick_filter.h"
#include "tollgate/metrics/metrics.h"
#include "tollgate/model/app.h"
#include "tollgate/record/lookup.h"
#include "tollgate/record/rule.h"

namespace tollgate::insight {

// kUnknown: its first metric has no value, or neither rule says anything.
enum class Health : uint8_t { kUnknown, kHealthy, kBetween, kAtRisk };

class Check {
 public:
  // `app` and `check` must outlive it. Refused with what does not compile.
  static Result<Check> compile(const model::App& app, const model::Check& check);

  const model::Check& model() const { return *check_; }
  const std::vector<const model::Metric*>& metrics() const { return metrics_; }

  struct State {
    Health health = Health::kUnknown;
    std::vector<std::optional<Decimal>> values;  // one for each metric
    std::vector<std::string> concerned;          // in the order of their keys
  };
  // How a metric is cut for whoever asks, as a whole (nullptr) or by groups; nullopt: its value may
  // not be told.
  using SliceOf = std::function<std::optional<metrics::MetricSlice>(const model::Metric&,
                                                                    const model::Grouping*)>;
  State read(metrics::Metrics& metrics, const SliceOf& slice_of, record::RecordLookup& groups,
             int64_t today, const record::RuleContext& context) const;

  // The first of the days up to today on which it has been as it is now, by the records that had
  // come by then as they are now. `is_earlier`: so already on the earliest day that was looked at.
  struct Since {
    int64_t day = 0;
    bool is_earlier = false;
  };
  // Looks back `most_days` at most; less where that took more than a few million looks at records.
  static constexpr int64_t kMaxDays = 60;
  Since since(metrics::Metrics& metrics, const SliceOf& slice_of, record::RecordLookup& groups,
              int64_t today, const record::RuleContext& context, Health health,
              int64_t most_days = kMaxDays) const;

 private:
  State read_as(metrics::Metrics& metrics, const SliceOf& slice_of, record::RecordLookup& groups,
                int64_t day, const record::RuleContext& context, bool as_of) const;

  const model::Check* check_ = nullptr;
  std::vector<const model::Metric*> metrics_;
  feel::Scope scope_;
  std::optional<record::Rule> healthy_;
  std::optional<record::Rule> at_risk_;
  std::optional<model::Grouping> group_by_;
  // The groups concerned are what a quick filter with the same rule finds.
  std::shared_ptr<model::QuickFilter> groups_model_;
  std::shared_ptr<QuickFilter> groups_;
};

}  // namespace tollgate::insight
