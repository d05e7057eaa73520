#include "grouping_choice.h"

#include <algorithm>

namespace tollgate::insight {
namespace {

std::vector<const model::Entity*> entities_of(const model::App& app,
                                              const std::vector<const model::Metric*>& metrics) {
  std::vector<const model::Entity*> entities;
  const auto add = [&](const model::Metric* metric) {
    const model::Entity* entity = metric ? app.find_entity(metric->entity) : nullptr;
    if (entity && std::find(entities.begin(), entities.end(), entity) == entities.end()) {
      entities.push_back(entity);
    }
  };
  for (const model::Metric* metric : metrics) {
    if (metric->aggregate == model::Aggregate::kRatio) {
      add(app.find_metric(metric->numerator));
      add(app.find_metric(metric->denominator));
    } else {
      add(metric);
    }
  }
  return entities;
}

bool makes_groups(const model::Field& field) {
  return model::is_reference(field.type) || model::is_single_choice(field.type);
}

}  // namespace

std::vector<GroupingChoice> groupings_of(const Vocabulary& words,
                                         const std::vector<const model::Metric*>& metrics) {
  const model::App& app = words.app();
  const std::vector<const model::Entity*> entities = entities_of(app, metrics);
  std::vector<GroupingChoice> choices;
  if (entities.empty()) return choices;
  for (const model::Field& field : entities[0]->fields) {
    const bool shared = std::all_of(entities.begin(), entities.end(), [&](const auto* entity) {
      const model::Field* own = entity->find_field(field.id);
      return own && makes_groups(*own) && own->entity == field.entity && !own->multiple;
    });
    if (!shared) continue;
    const bool refers = model::is_reference(field.type);
    choices.push_back({field.id, refers ? field.entity : entities[0]->id,
                       app.text_for(field.label, words.locale())});
  }
  return choices;
}

GroupingChoice default_grouping(const Vocabulary& words,
                                const std::vector<const model::Metric*>& metrics) {
  const std::vector<GroupingChoice> choices = groupings_of(words, metrics);
  for (const model::QuickFilter& filter : words.app().quick_filters) {
    for (const GroupingChoice& choice : choices) {
      if (choice.group_by == filter.group_by.text) return choice;
    }
  }
  const auto& users = words.app().users;
  for (const GroupingChoice& choice : choices) {
    if (users && choice.entity == users->entity) return choice;
  }
  return choices.empty() ? GroupingChoice{} : choices.front();
}

GroupingChoice named_grouping(const Vocabulary& words,
                              const std::vector<const model::Metric*>& metrics,
                              std::string_view name) {
  GroupingChoice best;
  double most = 0.6;
  for (const GroupingChoice& choice : groupings_of(words, metrics)) {
    std::vector<std::string> names = {phrase_name(choice.label), phrase_name(choice.group_by)};
    if (const model::Entity* entity = words.app().find_entity(choice.entity)) {
      names.push_back(phrase_name(words.app().text_for(entity->label, words.locale())));
    }
    for (const std::string& other : names) {
      const double like = likeness(name, other);
      if (like >= most) {
        most = like + 1e-9;
        best = choice;
      }
    }
  }
  return best;
}

}  // namespace tollgate::insight
