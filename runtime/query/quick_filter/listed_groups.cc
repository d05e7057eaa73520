#include "listed_groups.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "../rows.h"
#include "found_tags.h"
#include "tollgate/base/json.h"
#include "tollgate/base/turn.h"
#include "tollgate/insight/quick_filter.h"

namespace tollgate::query {
namespace {

void order_by_first(std::vector<insight::FoundGroup>& groups, bool descending) {
  std::stable_sort(groups.begin(), groups.end(), [&](const auto& a, const auto& b) {
    const auto& x = a.values.front();
    const auto& y = b.values.front();
    if (x.has_value() != y.has_value()) return x.has_value();
    const int order = x ? compare(*x, *y) : 0;
    return descending ? order > 0 : order < 0;
  });
}

std::string group_title(const Context& context, const Texts& texts,
                        const model::QuickFilter& filter, const model::Metric* metric,
                        const Json& key) {
  if (key.is_string() && context.model().find_entity(filter.entity)) {
    const auto& id = key.get_ref<const std::string&>();
    const std::optional<std::string> title = context.sight->title(filter.entity, id);
    if (title && !title->empty()) return *title;
  }
  if (metric == nullptr) return texts.of_any(key);
  return group_label(context.model(), texts, metric->entity, model::Grouping(filter.group_by), key);
}

// What is known from one turn to the next.
struct ListedSoFar final : TurnNote {
  std::string under;  // the app, the day: of another one nothing is known
  insight::QuickFilterSoFar groups;
  bool is_ordered = false;
  int64_t total = 0;
  TagsSoFar tags;
  std::vector<messages::FoundGroup> told;
};

}  // namespace

Result<ListedGroups> list_groups(const Context& context, const model::QuickFilter& filter,
                                 const std::vector<model::Metric>& more, const GroupLimit& limit) {
  Result<insight::QuickFilter> compiled =
      insight::QuickFilter::compile(context.model(), filter, more);
  if (!compiled) return std::move(compiled).error();
  const Texts texts = context.texts();
  const auto slice_of = [&](const model::Metric& metric, const model::Grouping& group_by) {
    return metric_slice(context, metric, group_by);
  };
  ListedSoFar own;
  ListedSoFar* so_far = Turn::note<ListedSoFar>();
  if (so_far == nullptr) so_far = &own;
  const std::string under = context.app.hash + " " + std::to_string(context.today());
  if (so_far->under != under) *so_far = ListedSoFar();
  so_far->under = under;
  if (!compiled->find(*context.app.metrics, slice_of, *context.sight, context.today(),
                      context.rules(), texts.locale(), so_far->groups)) {
    return ListedGroups();
  }
  insight::QuickFilterResult& found = so_far->groups.found;
  const std::vector<const model::Metric*>& metrics = compiled->metrics();
  if (!std::exchange(so_far->is_ordered, true)) {
    so_far->total = int64_t(found.groups.size());
    if (limit.descending && !metrics.empty()) order_by_first(found.groups, *limit.descending);
    if (found.groups.size() > limit.most) found.groups.resize(limit.most);
  }
  ListedGroups out;
  out.checked = found.checked;
  out.total = so_far->total;
  for (const model::Metric* metric : metrics) {
    out.columns.push_back({.field = std::nullopt,
                           .id = metric->id,
                           .label = texts.of(metric->label),
                           .type = std::string(name_of(metric->format))});
  }
  std::vector<std::string> keys;
  for (const insight::FoundGroup& group : found.groups) keys.push_back(group.key);
  if (!find_tags(context, {metrics, filter.group_by.text}, keys, so_far->tags)) {
    return ListedGroups();
  }
  const auto& tags = so_far->tags.tags;
  constexpr size_t kGroupsBetweenLooks = 64;
  const size_t all = found.groups.size();
  for (size_t g = so_far->told.size(); g < all; ++g) {
    const bool looks = g > 0 && g % kGroupsBetweenLooks == 0;
    if (looks && Turn::is_over({int64_t(g), int64_t(all)})) return ListedGroups();
    const insight::FoundGroup& group = found.groups[g];
    messages::FoundGroup listed;
    listed.key = stored_json(group.key);
    listed.label = group_title(context, texts, filter, metrics.empty() ? nullptr : metrics.front(),
                               listed.key);
    for (size_t i = 0; i < metrics.size(); ++i) {
      const std::optional<Decimal>& value = group.values[i];
      listed.cells.push_back({.value = value ? Json(value->to_text()) : Json(),
                              .text = texts.metric(*metrics[i], value)});
    }
    std::vector<std::string> told;  // found shares that a preset tag says already
    for (const insight::FoundTag& tag : group.tags) {
      messages::GroupTag preset;
      preset.id = tag.id;
      preset.label = tag.label;
      listed.tags.push_back(std::move(preset));
      for (const model::Tag& model : filter.tags) {
        if (model.id == tag.id) told.push_back("/" + model.metric + "=");
      }
    }
    for (const messages::GroupTag& tag : tags[g]) {
      const bool is_told = std::any_of(told.begin(), told.end(), [&](const std::string& id) {
        return tag.id.starts_with("share/") && tag.id.find(id) != std::string::npos;
      });
      if (!is_told) listed.tags.push_back(tag);
    }
    so_far->told.push_back(std::move(listed));
  }
  out.groups = std::move(so_far->told);
  return out;
}

insight::Vocabulary vocabulary_of(const Context& context) {
  const Texts texts = context.texts();
  return {context.model(), texts.locale(), [&](const model::Metric& metric) {
            const model::Entity* entity = context.model().find_entity(metric.entity);
            const bool reads =
                entity && context.sight->rights().may_some(access::Action::kRead, entity->id);
            return (reads || metric.may_reveal_totals) && !context.sight->withholds(metric, {});
          }};
}

}  // namespace tollgate::query
