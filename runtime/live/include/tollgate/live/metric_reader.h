// What metrics count: complete records from the store.
#pragma once

#include "tollgate/live/records.h"
#include "tollgate/metrics/metrics.h"

namespace tollgate::live {

class MetricReader final : public metrics::MetricSource {
 public:
  MetricReader(Records& records, store::Store& store, const Clock& clock);

  void scan(std::string_view entity, const Visit& visit) override;
  bool load(std::string_view entity, const std::string& id, const Visit& visit) override;
  const record::Rule* rule(const model::Expression& expression, std::string_view entity) override;
  record::RuleContext context() override { return records_.rules(clock_); }

 private:
  bool needs_scores(std::string_view entity) const;

  Records& records_;
  store::Store& store_;
  const Clock& clock_;
};

}  // namespace tollgate::live
