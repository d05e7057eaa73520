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

// Whether an item of a complete record can be without the part. What is computed is as blank as the
// parts that it reads.
bool may_be_empty(const Field& list, const Field& part, int depth = 0) {
  constexpr int kDeepest = 4;
  if (!part.computed) return !is_always_filled(part);
  if (part.visible) return true;
  feel::Scope parts;
  for (const Field& other : list.fields) parts.add(other.id, Type::any());
  const Result<feel::Ast> ast = feel::parse(part.computed->text, parts);
  if (!ast || depth == kDeepest) return false;
  for (const feel::Dependency& read : feel::dependencies(*ast, parts)) {
    const Field* other = list.find_field(parts[read.slot].name);
    if (other != nullptr && other != &part && may_be_empty(list, *other, depth + 1)) return true;
  }
  return false;
}

feel::NameFacts facts_of(const Field& field) {
  feel::NameFacts facts;
  facts.label = both_languages(field.label);
  if (!model::is_choice(field.type)) return facts;
  for (const model::Option& option : field.options) {
    facts.values.push_back(option.id);
    facts.value_labels.push_back(both_languages(option.label));
  }
  return facts;
}

}  // namespace

feel::FactsLookup KnownScope::lookup() const {
  return [this](uint32_t slot, std::span<const std::string> path) -> const feel::NameFacts* {
    std::string key = scope[slot].name;
    for (const std::string& part : path) key += "." + part;
    const auto found = facts.find(key);
    return found != facts.end() ? &found->second : nullptr;
  };
}

void Scopes::add_field(KnownScope& to, const std::string& name, const Field& field) const {
  const auto note = [&](const std::string& path, const Field& of) {
    to.facts[path] = facts_of(of);
  };
  to.add(name, model::type_of(app_, field));
  note(name, field);
  if (model::is_reference(field.type)) {
    if (const model::Entity* other = app_.find_entity(field.entity)) {
      for (const Field& part : other->fields) note(name + "." + part.id, part);
    }
  }
  for (const Field& part : field.fields) {
    note(name + "." + part.id, part);
    to.facts[name + "." + part.id].may_be_empty = may_be_empty(field, part);
  }
}

KnownScope Scopes::make_record(const std::string& entity_id) const {
  KnownScope scope;
  if (const model::Entity* entity = app_.find_entity(entity_id)) {
    for (const Field& field : entity->fields) add_field(scope, field.id, field);
  }
  scope.add("record", model::record_type());
  scope.add("user", model::user_type(app_));
  return scope;
}

const KnownScope& Scopes::keep(const std::string& key, KnownScope made) {
  auto& slot = made_[key];
  slot = std::make_unique<KnownScope>(std::move(made));
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
  for (const Field& field : list.fields) add_field(scope, field.id, field);
  return keep(key, std::move(scope));
}

const KnownScope& Scopes::with_item(const std::string& entity, const std::string& other,
                                    const Field* list) {
  const std::string key =
      "item " + entity + " " + other + (list != nullptr ? " " + list->pointer : "");
  if (const auto found = made_.find(key); found != made_.end()) return *found->second;
  KnownScope scope = make_record(entity);
  if (list != nullptr) {
    for (const Field& field : list->fields) add_field(scope, field.id, field);
  }
  scope.add("item", model::fields_type(app_, other));
  if (const model::Entity* chosen = app_.find_entity(other)) {
    for (const Field& field : chosen->fields) {
      if (!model::is_choice(field.type)) continue;
      scope.facts["item." + field.id] = facts_of(field);
    }
  }
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
