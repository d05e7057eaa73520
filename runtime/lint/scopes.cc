#include "scopes.h"

#include <utility>

#include "tollgate/model/value_types.h"

#include "tollgate/feel/dependencies.h"
#include "tollgate/feel/parse.h"

namespace tollgate::lint {

using feel::Type;
using model::Field;

namespace {

// Labels help the checker's sentences.
LocalizedText both_languages(const model::Text& label) {
  return {label.in("zh-CN"), label.in("en")};
}

bool is_always_filled(const Field& part) {
  const bool required =
      part.required && !part.required->expression && part.required->constant && !part.visible;
  return required || part.default_value.has_value();
}

// The parts that an item of a complete record can be without. What is computed is as blank as the
// parts that it reads; in a circle, which is another rule's finding, only by what lies outside.
std::set<const Field*> parts_that_may_be_empty(const Field& list) {
  feel::Scope names;
  for (const Field& part : list.fields) names.add(part.id, Type::any());
  std::set<const Field*> blank;
  std::map<const Field*, std::vector<const Field*>> read_by;
  std::vector<const Field*> to_visit;
  const auto add = [&](const Field* part) {
    if (blank.insert(part).second) to_visit.push_back(part);
  };
  for (const Field& part : list.fields) {
    if (!part.computed ? !is_always_filled(part) : part.visible.has_value()) add(&part);
    if (!part.computed) continue;
    const Result<feel::Ast> ast = feel::parse(part.computed->text, names);
    if (!ast) continue;
    for (const feel::Dependency& read : feel::dependencies(*ast, names)) {
      const Field* other = list.find_field(names[read.slot].name);
      if (other != nullptr) read_by[other].push_back(&part);
    }
  }
  while (!to_visit.empty()) {
    const Field* part = to_visit.back();
    to_visit.pop_back();
    for (const Field* reader : read_by[part]) add(reader);
  }
  return blank;
}

feel::NameFacts make_facts(const Field& field) {
  feel::NameFacts facts;
  facts.label = both_languages(field.label);
  if (!model::is_choice(field.type)) return facts;
  for (const model::Option& option : field.options) {
    facts.values.push_back(option.id);
    facts.value_labels.push_back(both_languages(option.label));
  }
  facts.by_value.build(facts.values,
                       [](const std::string& text) -> std::string_view { return text; });
  return facts;
}

}  // namespace

feel::FactsLookup KnownScope::lookup() const {
  return [this](uint32_t slot, std::span<const std::string> path) {
    return owner->facts_of(*this, slot, path);
  };
}

const feel::NameFacts& Scopes::facts_of(const Field& field) {
  const auto [at, is_new] = facts_.try_emplace(&field);
  if (is_new) at->second = make_facts(field);
  return at->second;
}

const feel::NameFacts& Scopes::facts_of_column(const Field& list, const Field& part) {
  const auto [at, is_new] = column_facts_.try_emplace(&part);
  if (!is_new) return at->second;
  const auto [blank, is_first] = blank_parts_.try_emplace(&list);
  if (is_first) blank->second = parts_that_may_be_empty(list);
  at->second = make_facts(part);
  at->second.may_be_empty = blank->second.contains(&part);
  return at->second;
}

// The field itself, a part of a list's items, or a field of the record that it refers to.
const feel::NameFacts* Scopes::facts_of(const KnownScope& known, uint32_t slot,
                                        std::span<const std::string> path) {
  if (slot == known.item_slot) {
    const Field* field = path.size() == 1 ? known.item->find_field(path[0]) : nullptr;
    return field != nullptr && model::is_choice(field->type) ? &facts_of(*field) : nullptr;
  }
  const auto found = known.fields.find(slot);
  if (found == known.fields.end() || path.size() > 1) return nullptr;
  const Field& field = *found->second;
  if (path.empty()) return &facts_of(field);
  if (model::is_reference(field.type)) {
    const model::Entity* other = app_.find_entity(field.entity);
    const Field* part = other != nullptr ? other->find_field(path[0]) : nullptr;
    return part != nullptr ? &facts_of(*part) : nullptr;
  }
  const Field* part = field.find_field(path[0]);
  return part != nullptr ? &facts_of_column(field, *part) : nullptr;
}

void Scopes::add_field(KnownScope& to, const Field& field) const {
  to.fields[to.add(field.id, model::type_of(app_, field))] = &field;
}

KnownScope Scopes::make_record(const std::string& entity_id) {
  KnownScope scope;
  scope.owner = this;
  if (const model::Entity* entity = app_.find_entity(entity_id)) {
    for (const Field& field : entity->fields) add_field(scope, field);
  }
  scope.add("record", model::record_type());
  scope.add("user", model::user_type(app_));
  return scope;
}

const KnownScope& Scopes::keep(const std::string& key, KnownScope made) {
  auto& slot = made_[key];
  slot = std::make_unique<KnownScope>(std::move(made));
  slot->owner = this;
  return *slot;
}

const KnownScope& Scopes::record(const std::string& entity) {
  const std::string key = "record " + entity;
  if (const auto found = made_.find(key); found != made_.end()) return *found->second;
  return keep(key, make_record(entity));
}

const KnownScope& Scopes::scored_record(const std::string& entity) {
  const std::string key = "scored " + entity;
  if (const auto found = made_.find(key); found != made_.end()) return *found->second;
  KnownScope scope = make_record(entity);
  scope.add("score", model::score_type(app_, entity));
  return keep(key, std::move(scope));
}

const KnownScope& Scopes::list_item(const std::string& entity, const Field& list) {
  const std::string key = "list " + list.pointer;
  if (const auto found = made_.find(key); found != made_.end()) return *found->second;
  KnownScope scope = make_record(entity);
  for (const Field& field : list.fields) add_field(scope, field);
  return keep(key, std::move(scope));
}

const KnownScope& Scopes::with_item(const std::string& entity, const std::string& other,
                                    const Field* list) {
  const std::string key =
      "item " + entity + " " + other + (list != nullptr ? " " + list->pointer : "");
  if (const auto found = made_.find(key); found != made_.end()) return *found->second;
  KnownScope scope = make_record(entity);
  if (list != nullptr) {
    for (const Field& field : list->fields) add_field(scope, field);
  }
  const uint32_t item = scope.add("item", model::fields_type(app_, other));
  scope.item = app_.find_entity(other);
  if (scope.item != nullptr) scope.item_slot = item;
  return keep(key, std::move(scope));
}

const KnownScope& Scopes::user() {
  if (const auto found = made_.find("user"); found != made_.end()) return *found->second;
  KnownScope scope;
  scope.add("user", model::user_type(app_));
  return keep("user", std::move(scope));
}

const KnownScope& Scopes::quick_filter(const model::QuickFilter& filter) {
  const std::string key = "quick " + filter.pointer;
  if (const auto found = made_.find(key); found != made_.end()) return *found->second;
  KnownScope scope;
  for (const std::string& metric : filter.metrics) scope.add(metric, Type::number());
  scope.add("group", model::fields_type(app_, filter.entity));
  return keep(key, std::move(scope));
}

const KnownScope& Scopes::check(const model::Check& check) {
  const std::string key = "check " + check.pointer;
  if (const auto found = made_.find(key); found != made_.end()) return *found->second;
  KnownScope scope;
  for (const std::string& metric : check.metrics) scope.add(metric, Type::number());
  scope.add("concerned", Type::number());
  return keep(key, std::move(scope));
}

const KnownScope& Scopes::check_group(const model::Check& check) {
  const std::string key = "check group " + check.pointer;
  if (const auto found = made_.find(key); found != made_.end()) return *found->second;
  KnownScope scope;
  for (const std::string& metric : check.metrics) scope.add(metric, Type::number());
  scope.add("group", Type::any());
  return keep(key, std::move(scope));
}

}  // namespace tollgate::lint
