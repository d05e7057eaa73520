// Who may do what in an app, compiled once per app version.
//
//   access::Policy policy = access::Policy::compile(app, names_of, problems);
//   access::Rights rights(policy, "rep_001", "rep", people);   // tollgate/access/rights.h
//
// An app in which no role has permissions restricts nothing: whoever is one of its people may do
// everything. Once one has, what is not said is no, for all roles.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/model/app.h"
#include "tollgate/record/names.h"
#include "tollgate/record/rule.h"

namespace tollgate::access {

enum class Action { kRead, kCreate, kUpdate, kDelete };
inline constexpr size_t kActionCount = 4;

// Which records: those that `rows` names, and of them only those for which `when` is true.
struct RowRule {
  model::Rows rows = model::Rows::kNone;
  std::optional<record::Rule> when;
};

struct EntityRights {
  std::array<RowRule, kActionCount> rows;  // by Action
  std::vector<model::FieldAccess> fields;  // by the field's place in the entity
  bool exports = false;
  bool imports = false;

  const RowRule& of(Action action) const { return rows[static_cast<size_t>(action)]; }
};

struct RoleRights {
  std::map<std::string, EntityRights, std::less<>> entities;
  std::set<std::string, std::less<>> dashboards;
  bool administration = false;
};

// The names that expressions over records of an entity see; nullptr where there is no such entity.
using NamesOf = std::function<const record::Names*(std::string_view entity)>;

class Policy {
 public:
  using Fields = std::set<std::string, std::less<>>;

  // Restricts nothing.
  Policy() = default;
  // Conditions that do not compile are in `problems`, with their pointers.
  static Policy compile(const model::App& app, const NamesOf& names_of, Diagnostics& problems);

  bool restricts() const { return restricts_; }
  // nullptr for a role without permissions: it may do nothing.
  const RoleRights* find_role(std::string_view role) const;

  // The person whom a record belongs to, by the entity's owner field; one of the app's people is
  // their own. "" for nobody. `values`: the record on the wire, as it is stored.
  std::string owner_of(std::string_view entity, std::string_view record, const Json& values) const;
  // The field in which it stands; "" for people, and where records are nobody's.
  std::string owner_field(std::string_view entity) const;
  // The fields of the entity that say who somebody is in the app: from which people's roles follow,
  // and who their manager is. Only those who look after the app change them.
  const Fields& deciding_fields(std::string_view entity) const;
  // The entity of the app's people, "" when there is none, and the field that refers to a person's
  // manager, "" when there is none.
  const std::string& people() const { return people_; }
  const std::string& manager_field() const { return manager_field_; }
  // The field's place in its entity; nullopt when the entity has none of that id.
  std::optional<size_t> place_of(std::string_view entity, std::string_view field) const;

 private:
  struct Shape {
    std::string owner;  // id of the field, "" when there is none
    std::map<std::string, size_t, std::less<>> places;
  };

  bool restricts_ = false;
  std::map<std::string, RoleRights, std::less<>> roles_;
  std::map<std::string, Shape, std::less<>> shapes_;
  std::string people_;
  std::string manager_field_;
  std::map<std::string, Fields, std::less<>> deciding_fields_;
};

}  // namespace tollgate::access
