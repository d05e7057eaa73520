#include "name_match.h"

#include <algorithm>
#include <map>

#include "tollgate/insight/usual_date.h"

namespace tollgate::insight {
namespace {

bool fits_unit(const model::Metric& metric, NumberUnit unit) {
  switch (unit) {
    case NumberUnit::kPercent:
      return metric.format == model::NumberFormat::kPercent;
    case NumberUnit::kMoney:
    case NumberUnit::kThousands:
      return metric.format == model::NumberFormat::kCurrency;
    default:
      return false;
  }
}

std::string id_with(const model::Metric& metric, const model::Window& window) {
  if (!window.period) return metric.id + "_last_" + std::to_string(window.days) + "_days";
  return metric.id + (window.before ? "_previous_" : "_this_") +
         std::string(name_of(*window.period));
}

}  // namespace

std::string usual_date_of(const model::App& app, const model::Entity& entity) {
  std::map<std::string, int> uses;
  for (const model::Metric& metric : app.metrics) {
    if (metric.entity == entity.id && metric.window) ++uses[metric.window->field];
  }
  const auto most = std::max_element(
      uses.begin(), uses.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != uses.end()) return most->first;
  for (const model::Field& field : entity.fields) {
    if (model::has_day(field.type)) return field.id;
  }
  return {};
}

std::vector<NameMatch> match_metrics(const NameHints& hints, const Vocabulary& words) {
  std::vector<NameMatch> matches;
  for (const Vocabulary::Word& word : words.metrics()) {
    NameMatch match{word.metric, 0, 0};
    for (const std::string& name : word.names) {
      match.likeness = std::max(match.likeness, likeness(hints.name, name));
    }
    match.score = match.likeness;
    if (fits_unit(*word.metric, hints.unit)) match.score += 0.06;
    if (hints.unit == NumberUnit::kPercent && !fits_unit(*word.metric, hints.unit)) {
      match.score -= 0.1;
    }
    if (hints.window && word.metric->window) match.score += 0.02;
    matches.push_back(match);
  }
  std::stable_sort(matches.begin(), matches.end(),
                   [](const NameMatch& a, const NameMatch& b) { return a.score > b.score; });
  return matches;
}

std::optional<model::Metric> with_window(const model::App& app, const model::Metric& metric,
                                         const model::Window& window) {
  const model::Entity* entity = app.find_entity(metric.entity);
  if (entity == nullptr || metric.aggregate == model::Aggregate::kRatio) return std::nullopt;
  model::Metric derived = metric;
  derived.window = window;
  derived.window->field = metric.window ? metric.window->field : usual_date_of(app, *entity);
  if (derived.window->field.empty()) return std::nullopt;
  derived.id = id_with(metric, window);
  while (app.find_metric(derived.id) != nullptr) derived.id += "_asked";
  derived.synonyms.clear();
  derived.thresholds.clear();
  derived.help = {};
  derived.label = {};
  for (const std::string& locale : app.locales) {
    const bool zh = locale.starts_with("zh");
    const LocalizedText words = window_words(window);
    const std::string label = label_without_window(app, metric, locale);
    derived.label.by_locale.emplace_back(
        locale, zh ? label + "（" + words.zh + "）" : label + " (" + words.en + ")");
  }
  return derived;
}

}  // namespace tollgate::insight
