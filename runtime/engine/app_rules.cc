#include "tollgate/engine/app_rules.h"

#include "tollgate/base/sha256.h"

namespace tollgate::engine {
namespace {

template <typename T>
void take(Result<T> result, std::vector<T>& into, Diagnostics& problems) {
  if (result) {
    into.push_back(std::move(*result));
  } else {
    problems.insert(problems.end(), result.diagnostics().begin(), result.diagnostics().end());
  }
}

}  // namespace

Result<std::unique_ptr<AppRules>> AppRules::compile(std::shared_ptr<const model::App> app,
                                                    std::string text, store::Store& store,
                                                    const Clock& clock) {
  auto rules = std::make_unique<AppRules>();
  rules->model = app;
  rules->hash = hex(sha256(text));
  rules->text = std::move(text);
  rules->records = std::make_unique<Records>(app, store);
  Diagnostics problems;
  rules->titles = std::make_shared<const record::Titles>(*app, problems);
  for (const model::Entity& entity : app->entities) {
    const record::Names& names = rules->records->names(entity);
    EntityRules& of = rules->entities[entity.id];
    for (const model::Scorecard& card : app->scorecards) {
      if (card.entity != entity.id) continue;
      take(scorecard::Scorecard::compile(*app, card, names, rules->titles.get()), of.scorecards,
           problems);
    }
    for (const model::Workflow& w : app->workflows) {
      if (w.entity != entity.id) continue;
      take(workflow::Workflow::compile(*app, w, names), of.workflows, problems);
    }
    std::vector<automation::Automations> automations;
    take(automation::Automations::compile(*app, entity, names), automations, problems);
    if (!automations.empty()) of.automations = std::move(automations.front());
  }
  for (const model::Workflow& w : app->workflows) {
    model::Metric& metric = rules->funnel_metrics[w.id];
    metric.id = "/funnel/" + w.id;  // no id of a document begins like this
    metric.label = w.label;
    metric.entity = w.entity;
  }
  if (has_errors(problems)) return Failure{std::move(problems)};
  rules->metric_reader = std::make_unique<MetricReader>(*rules->records, store, clock);
  rules->metrics = std::make_unique<metrics::Metrics>(app, *rules->metric_reader);
  return rules;
}

const EntityRules* AppRules::rules_of(std::string_view entity) const {
  auto found = entities.find(entity);
  return found == entities.end() ? nullptr : &found->second;
}

const workflow::Workflow* AppRules::find_workflow(std::string_view id) const {
  for (const auto& [entity, rules] : entities) {
    for (const workflow::Workflow& w : rules.workflows) {
      if (w.model().id == id) return &w;
    }
  }
  return nullptr;
}

Result<std::shared_ptr<const form::FormRules>> AppRules::form_rules(const model::Entity& entity,
                                                                    std::string_view form_id) {
  std::string key = entity.id + "/" + std::string(form_id);
  auto found = forms.find(key);
  if (found != forms.end()) return found->second;
  const model::Form* form = form_id.empty() ? nullptr : model->find_form(form_id);
  auto compiled = form::FormRules::compile(model, entity, form, titles);
  if (compiled) forms[key] = *compiled;
  return compiled;
}

const model::Metric* AppRules::funnel_metric(const std::string& workflow) const {
  auto found = funnel_metrics.find(workflow);
  return found == funnel_metrics.end() ? nullptr : &found->second;
}

std::string AppRules::role_of(std::string_view user, const Clock& clock) {
  if (user.empty() || !model->users || !model->users->role) return {};
  const model::Entity* entity = model->find_entity(model->users->entity);
  if (!entity) return {};
  const record::Names& names = records->names(*entity);
  const record::Rule* rule = records->rule(*model->users->role, names);
  const feel::Value* person = records->find(entity->id, user);
  if (!rule || !person) return {};
  std::vector<feel::Value> slots(names.size());
  for (size_t i = 0; i < entity->fields.size(); ++i) {
    if (const feel::Value* value = person->find(entity->fields[i].id)) slots[i] = *value;
  }
  feel::Value role = record::run(*rule, slots, records->rules(clock)).value;
  return role.is_string() ? std::string(role.as_string()) : std::string();
}

}  // namespace tollgate::engine
