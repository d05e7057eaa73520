// What expressions see, as docs/app-document.md says, with types for the checker.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>

#include "tollgate/feel/check.h"
#include "tollgate/feel/scope.h"
#include "tollgate/model/app.h"

namespace tollgate::lint {

class Scopes;

// A scope with what is known of its names: labels, and the options of choices. Looked for when the
// checker asks: an entity can have a thousand references to one of a thousand fields.
struct KnownScope {
  feel::Scope scope;
  std::map<uint32_t, const model::Field*> fields;  // by slot
  // The record whose choices are known as `item`, in its slot.
  std::optional<uint32_t> item_slot;
  const model::Entity* item = nullptr;
  Scopes* owner = nullptr;

  uint32_t add(const std::string& name, feel::Type type) {
    return scope.add(name, std::move(type));
  }
  feel::FactsLookup lookup() const;
};

class Scopes {
 public:
  explicit Scopes(const model::App& app) : app_(app) {}

  // The fields of a record, record, user.
  const KnownScope& record(const std::string& entity);
  // The same with the record's scores: what views, metrics, gates and automations see.
  const KnownScope& scored_record(const std::string& entity);
  // The fields of a list's item first, then the record's.
  const KnownScope& list_item(const std::string& entity, const model::Field& list);
  // The record and a candidate or chosen record of `other` as item; `list` when the reference is
  // a field of a list's item.
  const KnownScope& with_item(const std::string& entity, const std::string& other,
                              const model::Field* list = nullptr);
  // The current person alone: what the filters of a dashboard begin with.
  const KnownScope& user();
  // The metrics of a quick filter by id, and group.
  const KnownScope& quick_filter(const model::QuickFilter& filter);
  // The metrics of a check by id, and concerned; or those of one of its groups, and group.
  const KnownScope& check(const model::Check& check);
  const KnownScope& check_group(const model::Check& check);

 private:
  const KnownScope& keep(const std::string& key, KnownScope made);
  KnownScope make_record(const std::string& entity);
  void add_field(KnownScope& to, const model::Field& field) const;

  friend struct KnownScope;
  const feel::NameFacts* facts_of(const KnownScope& known, uint32_t slot,
                                  std::span<const std::string> path);
  const feel::NameFacts& facts_of(const model::Field& field);
  // Of a part of a list, as a column: whether items can be without it.
  const feel::NameFacts& facts_of_column(const model::Field& list, const model::Field& part);

  const model::App& app_;
  std::map<const model::Field*, feel::NameFacts> facts_;
  std::map<const model::Field*, feel::NameFacts> column_facts_;
  std::map<const model::Field*, std::set<const model::Field*>> blank_parts_;  // by list
  std::map<std::string, std::unique_ptr<KnownScope>> made_;
};

}  // namespace tollgate::lint
