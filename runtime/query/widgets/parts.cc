// What groups are split into: parts of bars, several lines, the columns of a pivot.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "widgets/kinds.h"

namespace tollgate::query {
namespace {

const Grouping& split_of(const model::MetricWidget&) {
  static const Grouping none;
  return none;
}
const Grouping& split_of(const model::FunnelWidget&) {
  static const Grouping none;
  return none;
}
const Grouping& split_of(const model::ChecksWidget&) {
  static const Grouping none;
  return none;
}
const Grouping& split_of(const model::CoverageWidget&) {
  static const Grouping none;
  return none;
}
const Grouping& split_of(const model::BreakdownWidget& widget) { return widget.split_by; }
const Grouping& split_of(const model::LineWidget& widget) { return widget.split_by; }
const Grouping& split_of(const model::TableWidget& widget) { return widget.split_by; }

// A choice's options in the order of the document, which is how people think of them; nullptr for
// what is no choice.
const model::Field* choice_of(const WidgetNumbers& numbers, const model::Metric& metric,
                              const model::Grouping& split_by) {
  const model::Entity* entity = numbers.model().find_entity(metric.entity);
  const model::Field* field = entity ? entity->find_field(split_by.text) : nullptr;
  return field && !field->options.empty() ? field : nullptr;
}

size_t place_of(const model::Field& choice, const Json& key) {
  for (size_t i = 0; i < choice.options.size(); ++i) {
    if (key == choice.options[i].id) return i;
  }
  return choice.options.size();
}

struct Part {
  std::string key;
  Json value;
  std::string label;
  Decimal sum;
};

}  // namespace

Grouping splitting_of(const model::Widget& widget) {
  return std::visit([](const auto& kind) { return split_of(kind); }, widget.kind);
}

void fill_parts(const WidgetNumbers& numbers, const model::Metric& metric,
                const model::Grouping& group_by, const Grouping& split_by, size_t most,
                messages::Widget& out) {
  if (!split_by || !out.groups) return;
  std::map<std::string, std::map<std::string, std::optional<Decimal>>> by_group;
  std::map<std::string, Part> found;
  for (metrics::GroupValue& value : numbers.read(metric, {group_by, *split_by})) {
    Part& part = found[value.keys[1]];
    part.key = value.keys[1];
    if (const auto sum = value.value ? add(part.sum, value.value->abs()) : part.sum) {
      part.sum = *sum;
    }
    by_group[value.keys[0]][value.keys[1]] = value.value;
  }
  std::vector<Part> parts;
  for (auto& [key, part] : found) {
    part.value = stored_json(key);
    part.label = numbers.group_label(metric, *split_by, part.value);
    parts.push_back(std::move(part));
  }
  const bool in_time = split_by->by.has_value();
  std::stable_sort(parts.begin(), parts.end(), [&](const Part& a, const Part& b) {
    if (in_time) return a.key > b.key;
    const int order = compare(a.sum, b.sum);
    return order != 0 ? order > 0 : a.label < b.label;
  });
  if (parts.size() > most) {
    out.series_total = int64_t(parts.size());
    parts.resize(most);
  }
  if (in_time) std::reverse(parts.begin(), parts.end());
  if (const model::Field* choice = choice_of(numbers, metric, *split_by)) {
    std::stable_sort(parts.begin(), parts.end(), [&](const Part& a, const Part& b) {
      return place_of(*choice, a.value) < place_of(*choice, b.value);
    });
  }
  out.series.emplace();
  for (const Part& part : parts) {
    out.series->push_back({.key = part.value, .label = part.label});
  }
  const std::optional<Decimal> nothing = numbers.value_of_nothing(metric, {group_by, *split_by});
  for (messages::Group& group : *out.groups) {
    const auto& cells = by_group[write_json(group.key)];
    group.values.emplace();
    for (const Part& part : parts) {
      const auto cell = cells.find(part.key);
      group.values->push_back(numbers.cell(metric, cell == cells.end() ? nothing : cell->second));
    }
  }
}

}  // namespace tollgate::query
