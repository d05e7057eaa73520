#include "tollgate/judge/app_rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace tollgate::judge {
namespace {

// Takes the value, or moves the diagnostics to the problems.
template <typename T>
std::optional<T> take(Result<T> result, Diagnostics& problems) {
  if (result) return std::move(result).value();
  Failure failure = std::move(result).error();
  problems.insert(problems.end(), failure.diagnostics.begin(), failure.diagnostics.end());
  return std::nullopt;
}

// The same rule is compiled for the entity and for each of its forms: one finding is enough.
void drop_repeated(Diagnostics& problems) {
  Diagnostics once;
  for (Diagnostic& d : problems) {
    if (std::find(once.begin(), once.end(), d) == once.end()) once.push_back(std::move(d));
  }
  problems = std::move(once);
}

}  // namespace

Result<std::shared_ptr<const AppRules>> AppRules::compile(std::shared_ptr<const model::App> app) {
  auto rules = std::make_shared<AppRules>();
  rules->app_ = std::move(app);
  const model::App& model = *rules->app_;
  Diagnostics problems;
  rules->titles_ = std::make_shared<const record::Titles>(model, problems);
  for (const model::Entity& entity : model.entities) {
    EntityRules& compiled = rules->entities_[entity.id];
    compiled.names = std::make_unique<record::Names>(model, entity);
    if (auto whole = take(form::FormRules::compile(rules->app_, entity, nullptr, rules->titles_),
                          problems)) {
      compiled.whole = *std::move(whole);
    }
    if (auto automations =
            take(automation::Automations::compile(model, entity, *compiled.names), problems)) {
      compiled.automations = std::make_unique<automation::Automations>(*std::move(automations));
    }
  }
  for (const model::Form& form : model.forms) {
    const model::Entity* entity = model.find_entity(form.entity);
    if (entity == nullptr) continue;  // lint reports dangling ids
    if (auto compiled =
            take(form::FormRules::compile(rules->app_, *entity, &form, rules->titles_), problems)) {
      rules->forms_[form.id] = *std::move(compiled);
    }
  }
  for (const model::Scorecard& card : model.scorecards) {
    const record::Names* names = rules->names(card.entity);
    if (names == nullptr) continue;
    if (auto compiled = take(
            scorecard::Scorecard::compile(model, card, *names, rules->titles_.get()), problems)) {
      rules->scorecards_.push_back(*std::move(compiled));
    }
  }
  for (const model::Workflow& workflow : model.workflows) {
    const record::Names* names = rules->names(workflow.entity);
    if (names == nullptr) continue;
    if (auto compiled = take(workflow::Workflow::compile(model, workflow, *names), problems)) {
      rules->workflows_.push_back(*std::move(compiled));
    }
  }
  if (model.users && model.users->role) {
    if (const record::Names* names = rules->names(model.users->entity)) {
      rules->role_ = record::compile_rule(*model.users->role, names->scope(), problems);
    }
  }
  if (has_errors(problems)) {
    drop_repeated(problems);
    return Failure{std::move(problems)};
  }
  return std::shared_ptr<const AppRules>(std::move(rules));
}

std::shared_ptr<const form::FormRules> AppRules::form(std::string_view form_id) const {
  const auto found = forms_.find(form_id);
  return found == forms_.end() ? nullptr : found->second;
}

std::shared_ptr<const form::FormRules> AppRules::whole_entity(std::string_view entity_id) const {
  const auto found = entities_.find(entity_id);
  return found == entities_.end() ? nullptr : found->second.whole;
}

const record::Names* AppRules::names(std::string_view entity_id) const {
  const auto found = entities_.find(entity_id);
  return found == entities_.end() ? nullptr : found->second.names.get();
}

std::vector<const scorecard::Scorecard*> AppRules::scorecards_of(std::string_view entity_id) const {
  std::vector<const scorecard::Scorecard*> cards;
  for (const scorecard::Scorecard& card : scorecards_) {
    if (card.model().entity == entity_id) cards.push_back(&card);
  }
  return cards;
}

const workflow::Workflow* AppRules::find_workflow(std::string_view workflow_id) const {
  for (const workflow::Workflow& workflow : workflows_) {
    if (workflow.model().id == workflow_id) return &workflow;
  }
  return nullptr;
}

std::vector<const workflow::Workflow*> AppRules::workflows_of(std::string_view entity_id) const {
  std::vector<const workflow::Workflow*> workflows;
  for (const workflow::Workflow& workflow : workflows_) {
    if (workflow.model().entity == entity_id) workflows.push_back(&workflow);
  }
  return workflows;
}

const automation::Automations* AppRules::automations_of(std::string_view entity_id) const {
  const auto found = entities_.find(entity_id);
  return found == entities_.end() ? nullptr : found->second.automations.get();
}

std::string AppRules::role_of(const feel::Value& person) const {
  if (!role_ || !person.is_context()) return {};
  const record::Names& people = *names(app_->users->entity);
  std::vector<feel::Value> slots(people.size());
  const std::vector<model::Field>& fields = people.entity().fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (const feel::Value* value = person.find(fields[i].id)) slots[i] = *value;
  }
  slots[people.user()] = person;
  const feel::Value role = record::run(*role_, slots, {}).value;
  return role.is_string() ? std::string(role.as_string()) : std::string();
}

}  // namespace tollgate::judge
