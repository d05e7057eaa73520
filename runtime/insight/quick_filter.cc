#include "tollgate/insight/quick_filter.h"

#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/base/turn.h"

namespace tollgate::insight {
namespace {

feel::Value group_value(record::RecordLookup& groups, const std::string& entity,
                        const std::string& key) {
  Json wire = stored_json(key);
  if (wire.is_boolean()) return feel::Value::boolean(wire.get<bool>());
  if (!wire.is_string()) return {};
  const std::string& text = wire.get_ref<const std::string&>();
  const feel::Value* record = groups.find(entity, text);
  return record ? *record : feel::Value::string(text);
}

}  // namespace

Result<QuickFilter> QuickFilter::compile(const model::App& app, const model::QuickFilter& filter,
                                         const std::vector<model::Metric>& more) {
  QuickFilter compiled;
  compiled.filter_ = &filter;
  for (const std::string& id : filter.metrics) {
    const model::Metric* metric = app.find_metric(id);
    for (const model::Metric& other : more) {
      if (other.id == id) metric = &other;
    }
    if (!metric) continue;
    compiled.metrics_.push_back(metric);
    compiled.scope_.add(id, feel::Type::number());
  }
  compiled.scope_.add("group", feel::Type::any());
  Diagnostics problems;
  compiled.when_ = record::compile_rule(filter.when, compiled.scope_, problems);
  for (const model::Tag& tag : filter.tags) {
    std::optional<record::Rule> when = record::compile_rule(tag.when, compiled.scope_, problems);
    auto label = record::MessageTemplate::compile(tag.label, app, compiled.scope_, problems);
    if (when) compiled.tags_.push_back({&tag, std::move(*when), std::move(label)});
  }
  if (has_errors(problems)) return Failure{std::move(problems)};
  return compiled;
}

bool QuickFilter::find(metrics::Metrics& metrics, const SliceOf& slice_of,
                       record::RecordLookup& groups, int64_t today,
                       const record::RuleContext& context, std::string_view locale,
                       QuickFilterSoFar& so_far) const {
  if (!so_far.is_read) {
    const model::Grouping group_by(filter_->group_by);
    std::vector<std::optional<metrics::MetricSlice>> slices;
    std::vector<std::pair<const model::Metric*, metrics::MetricSlice>> needs;
    for (const model::Metric* metric : metrics_) {
      slices.push_back(slice_of(*metric, group_by));
      if (slices.back()) needs.emplace_back(metric, *slices.back());
    }
    metrics.prepare(needs, today);
    if (Turn::was_left()) return false;

    std::vector<std::optional<Decimal>> nothing;
    for (size_t i = 0; i < metrics_.size(); ++i) {
      nothing.push_back(slices[i] ? metrics::value_of_nothing(*metrics_[i]) : std::nullopt);
    }
    std::map<std::string, std::vector<std::optional<Decimal>>> rows;
    for (size_t i = 0; i < metrics_.size(); ++i) {
      if (!slices[i]) continue;
      for (metrics::GroupValue& group : metrics.read(*metrics_[i], *slices[i], today)) {
        if (group.keys[0] == "null") continue;
        rows.try_emplace(group.keys[0], nothing).first->second[i] = group.value;
      }
    }
    if (Turn::was_left()) return false;
    so_far.rows.assign(std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    so_far.is_read = true;
  }
  constexpr size_t kGroupsBetweenLooks = 64;
  std::vector<feel::Value> slots(metrics_.size() + 1);
  const size_t all = so_far.rows.size();
  for (; so_far.next < all; ++so_far.next) {
    const bool looks = so_far.next > 0 && so_far.next % kGroupsBetweenLooks == 0;
    if (looks && Turn::is_over({int64_t(so_far.next), int64_t(all)})) return false;
    auto& [key, values] = so_far.rows[so_far.next];
    ++so_far.found.checked;
    for (size_t i = 0; i < values.size(); ++i) slots[i] = feel::Value::number(values[i]);
    slots.back() = group_value(groups, filter_->entity, key);
    if (!record::run(*when_, slots, context).value.is_true()) continue;
    FoundGroup group{key, std::move(values), {}};
    for (const Tag& tag : tags_) {
      if (!record::run(tag.when, slots, context).value.is_true()) continue;
      group.tags.push_back({tag.model->id, tag.label.render(locale, slots, context)});
    }
    so_far.found.groups.push_back(std::move(group));
  }
  return true;
}

}  // namespace tollgate::insight
