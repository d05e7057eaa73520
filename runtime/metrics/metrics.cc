#include "tollgate/metrics/metrics.h"

#include <algorithm>
#include <unordered_set>

#include "metric_slot.h"
#include "tollgate/feel/shared_work.h"

namespace tollgate::metrics {
namespace {

// Each holds an entry per record: a dashboard has some dozens of cubes.
constexpr size_t kMaxCubes = 200;

std::vector<model::Grouping> dimensions_of(const model::Entity& entity, const MetricSlice& slice) {
  std::vector<model::Grouping> dimensions = slice.group_by;
  for (const auto& [field, key] : slice.where) {
    if (entity.find_field(field)) dimensions.emplace_back(model::Expression{field, "/filter"});
  }
  return dimensions;
}

// The keys that a cube's filter dimensions must have.
GroupKey wanted_keys(const model::Entity& entity, const MetricSlice& slice) {
  GroupKey keys;
  for (const auto& [field, key] : slice.where) {
    if (entity.find_field(field)) keys.push_back(key);
  }
  return keys;
}

bool matches(const GroupKey& keys, size_t group_size, const GroupKey& wanted) {
  return std::equal(wanted.begin(), wanted.end(), keys.begin() + ptrdiff_t(group_size));
}

Diagnostic too_much_work(const model::App& app, const model::Metric& metric) {
  const std::string zh = app.text_for(metric.label, "zh-CN");
  const std::string en = app.text_for(metric.label, "en");
  return make_error(
      "metrics.too_much_work",
      {"指标“" + zh + "”的规则对每条记录的计算量太大，没有算出；请简化它的筛选、取值或分组",
       "the rules of the metric “" + en +
           "” take too much work for each record, so it was not computed; simplify its filter, "
           "value or groups"});
}

}  // namespace

Metrics::Metrics(std::shared_ptr<const model::App> app, MetricSource& source)
    : app_(std::move(app)), source_(source) {}
Metrics::~Metrics() = default;

Metrics::Slot& Metrics::slot_for(const model::Metric& metric, const MetricSlice& slice) {
  const model::Entity& entity = *app_->find_entity(metric.entity);
  std::vector<model::Grouping> dimensions = dimensions_of(entity, slice);
  std::string key = metric.id;
  for (const model::Grouping& d : dimensions) {
    key += "|" + d.text;
    if (d.by) key += "|by " + std::string(name_of(*d.by));
  }
  if (slice.sight) key += "|seen by " + slice.sight->key;
  std::unique_ptr<Slot>& slot = slots_[key];
  if (!slot) slot = std::make_unique<Slot>(*app_, metric, dimensions, slice.sight, source_);
  slot->last_use = ++uses_;
  return *slot;
}

void Metrics::prepare(const std::vector<std::pair<const model::Metric*, MetricSlice>>& needs,
                      int64_t today) {
  move_to(today);
  std::map<std::string, std::vector<Slot*>> missing;
  auto need = [&](const model::Metric& metric, const MetricSlice& slice) {
    if (!app_->find_entity(metric.entity)) return;
    Slot& slot = slot_for(metric, slice);
    auto& slots = missing[metric.entity];
    if (!slot.filled && std::find(slots.begin(), slots.end(), &slot) == slots.end()) {
      slots.push_back(&slot);
    }
  };
  for (const auto& [metric, slice] : needs) {
    if (metric->aggregate != model::Aggregate::kRatio) {
      need(*metric, slice);
      continue;
    }
    for (const std::string& part : {metric->numerator, metric->denominator}) {
      const model::Metric* found = app_->find_metric(part);
      if (found && found->aggregate != model::Aggregate::kRatio) need(*found, slice);
    }
  }
  for (const auto& [entity, slots] : missing) fill(slots);
}

void Metrics::fill(const std::vector<Slot*>& slots) {
  if (slots.empty()) return;
  for (Slot* slot : slots) slot->cube.set_today(today_);
  source_.scan(slots.front()->metric->entity,
               [&](const std::string& id, const record::RecordView& view) {
                 ++cost_.scans;
                 for (Slot* slot : slots) sample(*slot, id, view);
               });
  // Where the request ran out of work, values are missing: the next one begins anew.
  const feel::SharedWork* const around = feel::SharedWork::current();
  const bool cut_short = around != nullptr && around->exhausted();
  for (Slot* slot : slots) {
    slot->filled = !cut_short;
    if (cut_short) slot->empty();
  }
}

void Metrics::sample(Slot& slot, const std::string& id, const record::RecordView& view) {
  if (slot.refused) return;
  slot.work_left = std::min(slot.work_left + kWorkPerRecord, kMaxMetricWork);
  feel::SharedWork work(slot.work_left);
  std::optional<Entry> entry = slot.entry_of(view, source_.context());
  slot.work_left -= work.used();
  if (work.exhausted() && !work.exhausted_around()) {
    slot.refused = true;
    slot.empty();
    return;
  }
  if (entry) {
    slot.cube.put(id, std::move(*entry));
  } else {
    slot.cube.drop(id);
  }
}

std::vector<GroupValue> Metrics::read(const model::Metric& metric, const MetricSlice& slice,
                                      int64_t today) {
  if (metric.aggregate == model::Aggregate::kRatio) {
    return read_ratio(metric, slice, today);
  }
  const model::Entity* entity = app_->find_entity(metric.entity);
  if (!entity) return {};
  bound_memory();
  prepare({{&metric, slice}}, today);
  const Slot& slot = slot_for(metric, slice);
  if (slot.refused) {
    refusal_ = too_much_work(*app_, metric);
    return {};
  }
  GroupKey wanted = wanted_keys(*entity, slice);
  size_t group_size = slice.group_by.size();

  std::map<GroupKey, Aggregate> joined;
  if (group_size == 0) joined.try_emplace({}, metric.aggregate);
  const auto* groups = &slot.cube.groups();
  if (!wanted.empty() || group_size == 0) {
    for (const auto& [keys, aggregate] : slot.cube.groups()) {
      if (!matches(keys, group_size, wanted)) continue;
      GroupKey group(keys.begin(), keys.begin() + ptrdiff_t(group_size));
      joined.try_emplace(std::move(group), metric.aggregate).first->second.merge(aggregate);
    }
    groups = &joined;
  }
  std::vector<GroupValue> values;
  for (const auto& [keys, aggregate] : *groups) {
    values.push_back({keys, aggregate.value(), aggregate.count()});
  }
  return values;
}

std::vector<GroupValue> Metrics::read_ratio(const model::Metric& metric, const MetricSlice& slice,
                                            int64_t today) {
  const model::Metric* above = app_->find_metric(metric.numerator);
  const model::Metric* below = app_->find_metric(metric.denominator);
  auto usable = [](const model::Metric* m) {
    return m && m->aggregate != model::Aggregate::kRatio;
  };
  if (!usable(above) || !usable(below)) return {};
  std::map<GroupKey, std::pair<std::optional<GroupValue>, std::optional<GroupValue>>> joined;
  for (GroupValue& group : read(*above, slice, today)) joined[group.keys].first = std::move(group);
  for (GroupValue& group : read(*below, slice, today)) joined[group.keys].second = std::move(group);
  std::vector<GroupValue> values;
  for (auto& [keys, parts] : joined) {
    auto& [n, d] = parts;
    std::optional<Decimal> numerator = n ? n->value : Aggregate(above->aggregate).value();
    std::optional<Decimal> denominator = d ? d->value : std::nullopt;
    GroupValue value{keys, std::nullopt, d ? d->count : 0};
    if (numerator && denominator) value.value = divide(*numerator, *denominator);
    values.push_back(std::move(value));
  }
  return values;
}

std::vector<std::string> Metrics::records(const model::Metric& metric, const MetricSlice& slice,
                                          const GroupKey& keys, int64_t today) {
  const model::Metric* counted = &metric;
  if (metric.aggregate == model::Aggregate::kRatio) counted = app_->find_metric(metric.numerator);
  const model::Entity* entity = counted ? app_->find_entity(counted->entity) : nullptr;
  if (!entity || counted->aggregate == model::Aggregate::kRatio) return {};
  prepare({{counted, slice}}, today);
  if (slot_for(*counted, slice).refused) {
    refusal_ = too_much_work(*app_, *counted);
    return {};
  }
  GroupKey all = keys;
  GroupKey wanted = wanted_keys(*entity, slice);
  all.insert(all.end(), wanted.begin(), wanted.end());
  return slot_for(*counted, slice).cube.records_of(all);
}

void Metrics::touch(std::string_view entity, const std::string& id) {
  std::vector<Slot*> slots;
  for (auto& [key, slot] : slots_) {
    if (slot->filled && slot->metric->entity == entity) slots.push_back(slot.get());
  }
  if (slots.empty()) return;
  ++cost_.samples;
  bool there = source_.load(entity, id, [&](const std::string&, const record::RecordView& view) {
    for (Slot* slot : slots) sample(*slot, id, view);
  });
  if (there) return;
  for (Slot* slot : slots) slot->cube.drop(id);
}

void Metrics::move_to(int64_t today) {
  if (today == today_) return;
  today_ = today;
  for (auto it = slots_.begin(); it != slots_.end();) {
    // What reads the clock gave other values yesterday.
    if (it->second->reads_clock) {
      it = slots_.erase(it);
    } else {
      it->second->cube.set_today(today);
      ++it;
    }
  }
}

void Metrics::bound_memory() {
  while (slots_.size() > kMaxCubes) {
    auto oldest = std::min_element(slots_.begin(), slots_.end(), [](const auto& a, const auto& b) {
      return a.second->last_use < b.second->last_use;
    });
    slots_.erase(oldest);
  }
}

void Metrics::clear() { slots_.clear(); }

bool Metrics::knows(std::string_view entity) const {
  return std::any_of(slots_.begin(), slots_.end(), [&](const auto& slot) {
    return slot.second->filled && slot.second->metric->entity == entity;
  });
}

Cost Metrics::cost() const {
  Cost cost = cost_;
  for (const auto& [key, slot] : slots_) cost.touched += slot->cube.touched();
  return cost;
}

}  // namespace tollgate::metrics
