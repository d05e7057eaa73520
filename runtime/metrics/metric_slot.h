// One cube with the compiled expressions that feed it.
#pragma once

#include "tollgate/metrics/metrics.h"

namespace tollgate::metrics {

struct Metrics::Slot {
  Slot(const model::App& app, const model::Metric& m,
       const std::vector<model::Grouping>& dimensions, std::shared_ptr<const Sight> sight,
       MetricSource& source);

  // What the record gives; nullopt when the filter leaves it out.
  std::optional<Entry> entry_of(const record::RecordView& view,
                                const record::RuleContext& context) const;

  void empty();
  bool is_seen(const record::RecordView& view, const record::RuleContext& context) const;
  // The record as the sight shows it.
  void hide(record::RecordView& view) const;

  const model::Metric* metric;
  Cube cube;
  struct Dimension {
    const record::Rule* rule;
    std::optional<model::TimeUnit> by;
  };
  std::vector<Dimension> keys;
  const record::Rule* filter = nullptr;
  std::shared_ptr<const Sight> sight;
  const SeenRecords* seen = nullptr;
  // Slots that the sight empties, and members that it takes out of what a slot refers to.
  std::vector<uint32_t> hidden_slots;
  std::vector<std::pair<uint32_t, const SeenRecords*>> hidden_members;
  const record::Rule* value = nullptr;
  const record::Rule* test = nullptr;
  bool broken = false;  // an expression does not compile: nothing counts
  bool reads_clock = false;
  bool filled = false;
  bool refused = false;  // its rules take too much work: it has no values
  uint64_t work_left;    // units; each record adds some
  int64_t last_use = 0;
};

}  // namespace tollgate::metrics
