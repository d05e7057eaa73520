#include "scopes.h"

#include <utility>
#include <vector>

#include "tollgate/feel/dependencies.h"
#include "tollgate/feel/parse.h"

namespace tollgate::lint {

using feel::Type;
using feel::TypeKind;
using model::Field;
using model::FieldType;

namespace {

using Members = std::vector<std::pair<std::string, Type>>;

Type location_type() {
  return Type::context({{"latitude", Type::number()},
                        {"longitude", Type::number()},
                        {"accuracy_m", Type::number()},
                        {"at", TypeKind::kDateTime},
                        {"source", Type::string()}});
}

Type evidence_type() {
  return Type::context({{"name", Type::string()},
                        {"media_type", Type::string()},
                        {"size_bytes", Type::number()},
                        {"sha256", Type::string()},
                        {"pages", Type::number()},
                        {"slides", Type::number()},
                        {"captured_at", TypeKind::kDateTime},
                        {"latitude", Type::number()},
                        {"longitude", Type::number()},
                        {"accuracy_m", Type::number()},
                        {"watermarked", Type::boolean()},
                        {"source", Type::string()}});
}

// A record's fields and its id, as references, user and item give them.
Type record_type(const model::App& app, const std::string& entity_id, int depth) {
  const model::Entity* entity = app.find_entity(entity_id);
  if (entity == nullptr) return Type::any();
  Members members{{"id", Type::string()}};
  for (const Field& field : entity->fields) {
    members.emplace_back(field.id, type_of(app, field, depth));
  }
  return Type::context(std::move(members));
}

Type score_type(const model::App& app, const std::string& entity) {
  Members members;
  for (const model::Scorecard& scorecard : app.scorecards) {
    if (scorecard.entity != entity) continue;
    members.emplace_back(scorecard.id, Type::context({{"total", Type::number()},
                                                      {"possible", Type::number()},
                                                      {"pool", Type::string()}}));
  }
  return Type::context(std::move(members));
}

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

Type type_of(const model::App& app, const Field& field, int depth) {
  switch (field.type) {
    case FieldType::kText:
    case FieldType::kLongText:
    case FieldType::kChoice:
      return Type::string();
    case FieldType::kNumber:
      return Type::number();
    case FieldType::kBoolean:
      return Type::boolean();
    case FieldType::kDate:
      return TypeKind::kDate;
    case FieldType::kTime:
      return TypeKind::kTime;
    case FieldType::kDateTime:
      return TypeKind::kDateTime;
    case FieldType::kDuration:
      return TypeKind::kDaysTimeDuration;
    case FieldType::kMultiChoice:
      return Type::list_of(Type::string());
    case FieldType::kReference:
      return depth > 0 ? record_type(app, field.entity, depth - 1) : Type::string();
    case FieldType::kList: {
      Members members;
      for (const Field& part : field.fields) {
        members.emplace_back(part.id, type_of(app, part, depth));
      }
      return Type::list_of(Type::context(std::move(members)));
    }
    case FieldType::kLocation:
      return location_type();
    case FieldType::kPhoto:
    case FieldType::kFile:
    case FieldType::kSignature:
    case FieldType::kAudio:
      return field.multiple ? Type::list_of(evidence_type()) : evidence_type();
  }
  return Type::any();
}

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
  to.add(name, type_of(app_, field));
  note(name, field);
  if (field.type == FieldType::kReference) {
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
  scope.add("record", Type::context({{"id", Type::string()},
                                     {"entity", Type::string()},
                                     {"status", Type::string()},
                                     {"created_at", TypeKind::kDateTime},
                                     {"updated_at", TypeKind::kDateTime},
                                     {"stage", Type::string()}}));
  scope.add("user", user_type());
  return scope;
}

Type Scopes::user_type() const {
  return app_.users ? record_type(app_, app_.users->entity, 0) : Type::any();
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
  scope.add("score", score_type(app_, entity));
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
  scope.add("item", record_type(app_, other, 0));
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
  scope.add("user", user_type());
  return keep("user", std::move(scope));
}

const KnownScope& Scopes::quick_filter(const model::QuickFilter& filter) {
  const std::string key = "quick " + filter.pointer;
  if (const auto found = made_.find(key); found != made_.end()) return *found->second;
  KnownScope scope;
  for (const std::string& metric : filter.metrics) scope.add(metric, Type::number());
  scope.add("group", record_type(app_, filter.entity, 0));
  return keep(key, std::move(scope));
}

}  // namespace tollgate::lint
