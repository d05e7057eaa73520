// Ready-made questions: the groups (reps) for which a condition over metrics holds, each with the
// root causes that hold for it.
//
//   auto filter = QuickFilter::compile(app, *app.find_quick_filter("little_signed"));
//   QuickFilterSoFar so_far;
//   if (!filter->find(metrics, slice_of, groups, today, context, "zh-CN", so_far)) return;
//   so_far.found.groups[0].tags[0].label;      // "82% 的拜访没有照片"
//
// Expressions see each metric by its id (null where nothing counts) and `group`: the record that
// the group's key names, else the key itself.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/feel/scope.h"
#include "tollgate/metrics/metrics.h"
#include "tollgate/model/app.h"
#include "tollgate/record/lookup.h"
#include "tollgate/record/message.h"
#include "tollgate/record/rule.h"

namespace tollgate::insight {

struct FoundTag {
  std::string id;
  std::string label;
};

struct FoundGroup {
  std::string key;                             // canonical JSON
  std::vector<std::optional<Decimal>> values;  // one per metric of the filter
  std::vector<FoundTag> tags;
};

struct QuickFilterResult {
  std::vector<FoundGroup> groups;  // by key
  int64_t checked = 0;
};

// The groups as far as they were looked at. Their numbers are as they were read in the beginning.
struct QuickFilterSoFar {
  bool is_read = false;
  std::vector<std::pair<std::string, std::vector<std::optional<Decimal>>>> rows;  // by group
  size_t next = 0;  // the row that is looked at next
  QuickFilterResult found;
};

class QuickFilter {
 public:
  // `more` are metrics that the filter names and the app does not have. All must outlive it.
  // Refused with what does not compile.
  static Result<QuickFilter> compile(const model::App& app, const model::QuickFilter& filter,
                                     const std::vector<model::Metric>& more = {});

  const model::QuickFilter& model() const { return *filter_; }
  // In the order of the filter's list, without those that there are not.
  const std::vector<const model::Metric*>& metrics() const { return metrics_; }

  // How a metric is cut for whoever asks; nullopt: its value may not be told, and is null.
  using SliceOf = std::function<std::optional<metrics::MetricSlice>(const model::Metric&,
                                                                    const model::Grouping&)>;
  // In turns (base/turn.h). True: `found` has all.
  bool find(metrics::Metrics& metrics, const SliceOf& slice_of, record::RecordLookup& groups,
            int64_t today, const record::RuleContext& context, std::string_view locale,
            QuickFilterSoFar& so_far) const;

 private:
  struct Tag {
    const model::Tag* model = nullptr;
    record::Rule when;
    record::MessageTemplate label;
  };

  const model::QuickFilter* filter_ = nullptr;
  std::vector<const model::Metric*> metrics_;
  feel::Scope scope_;
  std::optional<record::Rule> when_;
  std::vector<Tag> tags_;
};

}  // namespace tollgate::insight
