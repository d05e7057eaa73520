#include <map>

#include "tollgate/base/json.h"
#include "widgets/kinds.h"

namespace tollgate::query {

Shown kind_metrics(const live::AppRules& app, const model::TableWidget& widget) {
  Shown shown;
  for (const std::string& id : widget.metrics) {
    if (const model::Metric* metric = app.model->find_metric(id)) shown.push_back(metric);
  }
  return shown;
}

Grouping kind_grouping(const live::AppRules&, const model::TableWidget& widget) {
  return widget.group_by;
}

void fill_kind(const WidgetNumbers& numbers, const model::Widget& widget,
               const model::TableWidget& kind, messages::Widget& out) {
  out.columns.emplace();
  out.groups.emplace();
  const Shown shown = kind_metrics(numbers.app(), kind);
  for (const model::Metric* metric : shown) {
    out.columns->push_back({.field = std::nullopt,
                            .id = metric->id,
                            .label = numbers.texts().of(metric->label),
                            .type = format_name(*metric)});
  }
  if (shown.empty() || !kind.group_by) return;
  const model::Metric& first = *shown.front();
  if (kind.split_by) {
    out.columns.reset();
    fill_groups(numbers, widget, {first.id, kind.group_by, kind.limit}, out);
    fill_parts(numbers, first, *kind.group_by, kind.split_by, kMaxPivotColumns, out);
    return;
  }
  const auto empty = [&](const std::string& key) {
    messages::Group row = numbers.group(
        first, *kind.group_by, {{key}, numbers.value_of_nothing(first, {*kind.group_by}), 0});
    row.values.emplace();
    for (const model::Metric* metric : shown) {
      row.values->push_back(
          numbers.cell(*metric, numbers.value_of_nothing(*metric, {*kind.group_by})));
    }
    return row;
  };
  std::map<std::string, messages::Group> groups;
  for (size_t i = 0; i < shown.size(); ++i) {
    for (const metrics::GroupValue& value : numbers.read(*shown[i], {*kind.group_by})) {
      auto [slot, fresh] = groups.try_emplace(value.keys.back());
      messages::Group& row = slot->second;
      if (fresh) row = empty(value.keys.back());
      (*row.values)[i] = numbers.cell(*shown[i], value.value);
      if (i > 0) continue;
      row.value = value_text(value.value);
      row.text = numbers.texts().metric(first, value.value);
      row.level = level_name(first, value.value);
      row.count = value.count;
    }
  }
  std::vector<messages::Group> rows;
  for (auto& [key, row] : groups) rows.push_back(std::move(row));
  const auto named = [&](const std::string& key) { return empty(json_quoted(key)); };
  take_groups(std::move(rows), widget, kind.limit, {numbers, kind.group_by, named}, out);
}

}  // namespace tollgate::query
