#include "tollgate/rules/compiled_app.h"

#include <utility>

#include "tollgate/record/record_view.h"
#include "tollgate/rules/problems.h"

namespace tollgate::rules {
namespace {

// Each has a line for each field of its entity, of which there can be two thousand.
constexpr size_t kMaxKeptForms = 50;

template <typename T>
void take(Result<T> result, std::vector<T>& into, Diagnostics& problems) {
  if (result) {
    into.push_back(std::move(*result));
  } else {
    add_once(problems, result.diagnostics());
  }
}

}  // namespace

Result<std::shared_ptr<const CompiledApp>> CompiledApp::compile(
    std::shared_ptr<const model::App> app) {
  auto compiled = std::make_shared<CompiledApp>();
  compiled->app_ = std::move(app);
  const model::App& model = *compiled->app_;
  compiled->time_zone_ = record::zone_of(model);
  Diagnostics problems;
  compiled->titles_ = std::make_shared<const record::Titles>(model, problems);
  for (const model::Entity& entity : model.entities) {
    Diagnostics ignored;  // the rules of forms report what does not compile
    EntityRules fresh{record::Names(model, entity),
                      record::Presence::compile(model, entity, ignored),
                      {},
                      {},
                      {}};
    EntityRules& of = compiled->entities_.emplace(entity.id, std::move(fresh)).first->second;
    for (const model::Scorecard& card : model.scorecards) {
      if (card.entity != entity.id) continue;
      take(scorecard::Scorecard::compile(model, card, of.names, compiled->titles_.get()),
           of.scorecards, problems);
    }
    for (const model::Workflow& w : model.workflows) {
      if (w.entity != entity.id) continue;
      take(workflow::Workflow::compile(model, w, of.names), of.workflows, problems);
    }
    auto automations = automation::Automations::compile(model, entity, of.names);
    if (automations) {
      of.automations = *std::move(automations);
    } else {
      add_once(problems, automations.diagnostics());
    }
  }
  if (model.users && model.users->role) {
    if (const EntityRules* people = compiled->rules_of(model.users->entity)) {
      compiled->role_ = record::compile_rule(*model.users->role, people->names.scope(), problems);
    }
  }
  const access::NamesOf names_of = [&](std::string_view entity) {
    const EntityRules* rules = compiled->rules_of(entity);
    return rules == nullptr ? nullptr : &rules->names;
  };
  compiled->policy_ = access::Policy::compile(model, names_of, problems);
  if (has_errors(problems)) return Failure{std::move(problems)};
  return std::shared_ptr<const CompiledApp>(std::move(compiled));
}

// The same rule is compiled for the entity and for each of its forms: one finding is enough.
Status CompiledApp::compile_forms() const {
  Diagnostics problems;
  const auto compile = [&](const model::Entity& entity, std::string_view form_id) {
    auto compiled = form(entity, form_id);
    if (!compiled) add_once(problems, compiled.diagnostics());
  };
  for (const model::Entity& entity : app_->entities) compile(entity, "");
  for (const model::Form& form : app_->forms) {
    const model::Entity* entity = app_->find_entity(form.entity);
    if (entity != nullptr) compile(*entity, form.id);  // lint reports dangling ids
  }
  if (has_errors(problems)) return Failure{std::move(problems)};
  return ok_status();
}

const EntityRules* CompiledApp::rules_of(std::string_view entity) const {
  const auto found = entities_.find(entity);
  return found == entities_.end() ? nullptr : &found->second;
}

const workflow::Workflow* CompiledApp::find_workflow(std::string_view id) const {
  for (const auto& [entity, rules] : entities_) {
    for (const workflow::Workflow& w : rules.workflows) {
      if (w.model().id == id) return &w;
    }
  }
  return nullptr;
}

Result<std::shared_ptr<const form::FormRules>> CompiledApp::form(const model::Entity& entity,
                                                                 std::string_view form_id) const {
  const model::Form* form = form_id.empty() ? nullptr : app_->find_form(form_id);
  return keep_form(entity.id + "/" + std::string(form_id), entity,
                   [&] { return form::FormRules::compile(app_, entity, form, titles_); });
}

Result<std::shared_ptr<const form::FormRules>> CompiledApp::keep_form(
    const std::string& key, const model::Entity& entity,
    const std::function<Result<std::shared_ptr<const form::FormRules>>()>& compile) const {
  if (const auto found = forms_.find(key); found != forms_.end()) return found->second;
  const record::RuleCache::InForce in_force(rules_of_forms_[entity.id]);
  auto compiled = compile();
  if (!compiled) return compiled;
  if (forms_.size() >= kMaxKeptForms) forms_.clear();
  forms_[key] = *compiled;
  return compiled;
}

Result<std::shared_ptr<const form::FormRules>> CompiledApp::import_rules(
    const model::Entity& entity) const {
  // No id has a blank.
  return keep_form(entity.id + "/ import", entity, [&] {
    return form::FormRules::compile(app_, entity, app_->form_of(entity.id), titles_,
                                    form::Fields::kAll);
  });
}

Role CompiledApp::role_of(const feel::Value& person, const Clock& clock) const {
  if (!role_ || !person.is_context()) return {};
  const record::Names& people = rules_of(app_->users->entity)->names;
  std::vector<feel::Value> slots(people.size());
  const std::vector<model::Field>& fields = people.entity().fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (const feel::Value* value = person.find(fields[i].id)) slots[i] = *value;
  }
  record::RecordFacts facts;
  facts.id = record::reference_id(person);
  facts.entity = people.entity().id;
  slots[people.record()] = record::to_feel(facts, values(nullptr));
  slots[people.user()] = person;
  record::Outcome outcome = record::run(*role_, slots, context(clock));
  Role role;
  if (outcome.value.is_string()) role.id = outcome.value.as_string();
  role.problem = std::move(outcome.failure);
  return role;
}

}  // namespace tollgate::rules
