#include "tollgate/metrics/metrics.h"

#include <algorithm>

#include "table.h"

namespace tollgate::metrics {
namespace {

// Longer than any record is old: a window of all that came up to its last day.
constexpr int64_t kAllDays = 365'000;

// The keys that a cube's filter dimensions must have.
GroupKey wanted_keys(const model::Entity& entity, const MetricSlice& slice) {
  GroupKey keys;
  for (const auto& [field, key] : slice.where) {
    if (entity.find_field(field)) keys.push_back(key);
  }
  return keys;
}

// The codes of words in the dimensions from `first` on; nullopt where no record has one of them.
std::optional<Cube::Codes> codes_of(const Cube& cube, size_t first, const GroupKey& words) {
  Cube::Codes codes;
  const std::vector<Column*>& dimensions = cube.columns().dimensions;
  for (size_t i = 0; i < words.size(); ++i) {
    if (first + i >= dimensions.size()) return std::nullopt;
    const std::optional<uint32_t> code = dimensions[first + i]->words().find(words[i]);
    if (!code) return std::nullopt;
    codes.push_back(*code);
  }
  return codes;
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

Table* Metrics::table_of(const model::Metric& metric) {
  const model::Entity* entity = app_->find_entity(metric.entity);
  if (entity == nullptr) return nullptr;
  std::unique_ptr<Table>& table = tables_[metric.entity];
  if (!table) {
    table = std::make_unique<Table>(*entity, source_);
    table->move_to(today_);
  }
  return table.get();
}

template <typename Make>
void Metrics::for_slots(const Needs& needs, int64_t today, Make make) {
  move_to(today);
  std::map<Table*, std::vector<Table::Slot*>> missing;
  auto need = [&](const model::Metric& metric, const MetricSlice& slice) {
    // What they are made of is known when the groups at the top are.
    if (metric.among || slice.as_of) return;
    if (Table* table = table_of(metric)) missing[table].push_back(&table->slot(metric, slice));
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
  for (const auto& [table, slots] : missing) make(*table, slots);
}

void Metrics::prepare(const Needs& needs, int64_t today) {
  for_slots(needs, today, [](Table& table, const auto& slots) { (void)table.prepare(slots); });
}

void Metrics::make_columns(const Needs& needs, int64_t today) {
  for_slots(needs, today, [](Table& table, const auto& slots) { (void)table.make(slots); });
}

std::vector<GroupValue> Metrics::read(const model::Metric& metric, const MetricSlice& slice,
                                      int64_t today) {
  if (metric.aggregate == model::Aggregate::kRatio) {
    return read_ratio(metric, slice, today);
  }
  std::vector<GroupValue> values;
  const Totals totals =
      metric.among ? collect_among(metric, slice, today) : collect(metric, slice, today);
  values.reserve(totals.size());
  for (const auto& [keys, group] : totals) values.push_back({keys, group.value(), group.count()});
  if (refusal_ && values.empty()) return {};
  if (slice.group_by.empty() && values.empty()) values.push_back({{}, value_of_nothing(metric), 0});
  std::sort(values.begin(), values.end(),
            [](const GroupValue& a, const GroupValue& b) { return a.keys < b.keys; });
  return values;
}

Metrics::Totals Metrics::collect(const model::Metric& metric, const MetricSlice& slice,
                                 int64_t today) {
  if (slice.as_of && !metric.window) {
    model::Metric then = metric;
    then.window = {kCreatedAt, kAllDays};
    return collect(then, slice, today);
  }
  bound_memory();
  move_to(today);
  Table* table = table_of(metric);
  if (table == nullptr) return {};
  Table::Slot& slot = table->slot(metric, slice);
  if (!table->prepare({&slot})) return {};
  if (table->refuses(slot)) {
    refusal_ = too_much_work(*app_, metric);
    return {};
  }
  const Cube& cube = slot.cube;
  const size_t group_size = slice.group_by.size();
  const std::optional<Cube::Codes> wanted =
      codes_of(cube, group_size, wanted_keys(*app_->find_entity(metric.entity), slice));
  Totals totals;
  for (size_t i = 0; wanted && i < cube.groups(); ++i) {
    const uint32_t* codes = cube.codes(i);
    const Aggregate& group = cube.group(i);
    if (group.empty() || !std::equal(wanted->begin(), wanted->end(), codes + group_size)) continue;
    GroupKey keys;
    for (size_t d = 0; d < group_size; ++d) {
      keys.push_back(cube.columns().dimensions[d]->words().text(codes[d]));
    }
    totals.emplace_back(std::move(keys), group);
  }
  return totals;
}

std::vector<std::string> Metrics::top_groups(const model::Among& among, const MetricSlice& slice,
                                             int64_t today) {
  const model::Metric* by = app_->find_metric(among.metric);
  const std::optional<Decimal> share = Decimal::parse(among.share);
  if (by == nullptr || by->among || !share) return {};
  // Over all that the reader counts, however a dashboard is narrowed.
  MetricSlice all{.group_by = {model::Grouping(among.group_by)}, .where = {}};
  all.sight = by->may_reveal_totals ? nullptr : slice.sight;
  all.as_of = slice.as_of;
  std::vector<GroupValue> groups = read(*by, all, today);
  std::erase_if(groups, [](const GroupValue& g) { return !g.value || g.keys[0] == "null"; });
  std::optional<Decimal> count = Decimal(static_cast<int64_t>(groups.size()));
  if (const model::Metric* of = app_->find_metric(among.of); of != nullptr && !of->among) {
    all.group_by.clear();
    all.sight = of->may_reveal_totals ? nullptr : slice.sight;
    const std::vector<GroupValue> counted = read(*of, all, today);
    count = counted.empty() ? std::nullopt : counted.front().value;
  }
  const std::optional<Decimal> part = count ? multiply(*count, *share) : std::nullopt;
  const std::optional<Decimal> whole = part ? round_to(*part, 0, Rounding::kCeiling) : std::nullopt;
  const auto most =
      static_cast<size_t>(std::max<int64_t>(0, whole ? whole->to_int64().value_or(0) : 0));
  std::stable_sort(groups.begin(), groups.end(), [](const GroupValue& a, const GroupValue& b) {
    return compare(*a.value, *b.value) > 0;
  });
  std::vector<std::string> top;
  for (size_t i = 0; i < groups.size() && most > 0; ++i) {
    // Whoever has as much as the last one belongs to the top as well.
    if (i >= most && compare(*groups[i].value, *groups[most - 1].value) < 0) break;
    top.push_back(groups[i].keys[0]);
  }
  return top;
}

Metrics::Totals Metrics::collect_among(const model::Metric& metric, const MetricSlice& slice,
                                       int64_t today) {
  const std::vector<std::string> top = top_groups(*metric.among, slice, today);
  MetricSlice split = slice;
  split.group_by.emplace_back(metric.among->group_by);
  std::map<GroupKey, Aggregate> merged;
  for (auto& [keys, group] : collect(metric, split, today)) {
    if (std::find(top.begin(), top.end(), keys.back()) == top.end()) continue;
    keys.pop_back();
    merged.try_emplace(keys, metric.aggregate).first->second.merge(group);
  }
  return {merged.begin(), merged.end()};
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
    std::optional<Decimal> numerator = n ? n->value : value_of_nothing(*above);
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
  return counted ? source_.ids(counted->entity, rows(metric, slice, keys, today))
                 : std::vector<std::string>();
}

std::vector<int64_t> Metrics::rows(const model::Metric& metric, const MetricSlice& slice,
                                   const GroupKey& keys, int64_t today) {
  const model::Metric* counted = &metric;
  if (metric.aggregate == model::Aggregate::kRatio) counted = app_->find_metric(metric.numerator);
  const model::Entity* entity = counted ? app_->find_entity(counted->entity) : nullptr;
  if (!entity || counted->aggregate == model::Aggregate::kRatio) return {};
  if (counted->among) {
    model::Metric each = *counted;
    each.among.reset();
    MetricSlice split = slice;
    split.group_by.emplace_back(counted->among->group_by);
    std::vector<int64_t> found;
    for (const std::string& group : top_groups(*counted->among, slice, today)) {
      GroupKey with_group = keys;
      with_group.push_back(group);
      const std::vector<int64_t> some = rows(each, split, with_group, today);
      found.insert(found.end(), some.begin(), some.end());
    }
    std::sort(found.begin(), found.end());
    return found;
  }
  move_to(today);
  Table& table = *table_of(*counted);
  Table::Slot& slot = table.slot(*counted, slice);
  if (!table.prepare({&slot})) return {};
  if (table.refuses(slot)) {
    refusal_ = too_much_work(*app_, *counted);
    return {};
  }
  GroupKey all = keys;
  GroupKey wanted = wanted_keys(*entity, slice);
  all.insert(all.end(), wanted.begin(), wanted.end());
  const std::optional<Cube::Codes> codes = codes_of(slot.cube, 0, all);
  if (!codes || codes->size() != slot.cube.columns().dimensions.size()) return {};
  return table.rows_of(slot, *codes);
}

void Metrics::touch(std::string_view entity, const std::string& id) {
  const auto table = tables_.find(entity);
  if (table != tables_.end()) table->second->touch(id);
}

void Metrics::note(std::string_view entity, const std::string& id) {
  const auto table = tables_.find(entity);
  if (table != tables_.end()) table->second->note(id);
}

void Metrics::catch_up() {
  for (const auto& [entity, table] : tables_) {
    table->catch_up();
  }
}

void Metrics::move_to(int64_t today) {
  if (today == today_) return;
  today_ = today;
  for (const auto& [entity, table] : tables_) table->move_to(today);
}

void Metrics::bound_memory() {
  for (const auto& [entity, table] : tables_) table->bound_memory();
}

void Metrics::keep() {
  for (const auto& [entity, table] : tables_) table->keep();
}

void Metrics::clear() { tables_.clear(); }

bool Metrics::knows(std::string_view entity) const {
  const auto table = tables_.find(entity);
  return table != tables_.end() && table->second->is_made();
}

Cost Metrics::cost() const {
  Cost cost;
  for (const auto& [entity, table] : tables_) {
    const Cost of_table = table->cost();
    cost.scans += of_table.scans;
    cost.samples += of_table.samples;
    cost.touched += of_table.touched;
  }
  return cost;
}

size_t Metrics::bytes() const {
  size_t sum = 0;
  for (const auto& [entity, table] : tables_) sum += table->bytes();
  return sum;
}

}  // namespace tollgate::metrics
