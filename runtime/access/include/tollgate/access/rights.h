// What one person may do, in one role.
//
//   Rights rights(policy, "rep_001", "rep", people);
//   rights.may(Action::kRead, "visit", owner, view, rule_context)   // this record
//   rights.field("visit", "phone") == model::FieldAccess::kHidden   // this field, of all records
//
// Own are records whose owner the person is. A team are the person and everyone below: those from
// whom one comes to the person by at most kMaxManagers managers. Circles end, whoever is in them.
//
// An object lives as long as one request and remembers whom it found in the team; the policy and
// `people` outlive it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "tollgate/access/policy.h"
#include "tollgate/model/permissions.h"
#include "tollgate/record/record_view.h"
#include "tollgate/record/rule.h"

namespace tollgate::access {

inline constexpr int kMaxManagers = 32;

// Whom people work for: from a store, or a test's list.
class People {
 public:
  virtual ~People() = default;
  // The record id of the person's manager, as it is stored; "" for nobody. People whose record is a
  // draft or discarded still have one: nobody's records become invisible when somebody leaves.
  virtual std::string manager_of(std::string_view person) = 0;
};

class Rights {
 public:
  // Everything: what the app does itself.
  static Rights everything();
  // A person "" owns nothing; a role "" may do nothing. Where the policy restricts nothing,
  // everything.
  Rights(const Policy& policy, std::string person, std::string role, People& people);

  bool is_restricted() const { return policy_ != nullptr; }
  const std::string& person() const { return person_; }
  const std::string& role() const { return role_; }

  bool administration() const;
  bool opens(std::string_view dashboard) const;
  bool exports(std::string_view entity) const;
  bool imports(std::string_view entity) const;
  bool imports_any() const;

  // The rule that decides of single records, for whoever asks SQL instead: where rows are kAll and
  // there is no condition, all.
  const RowRule& rows(Action action, std::string_view entity) const;
  // Whether there could be records with which the person may do it.
  bool may_some(Action action, std::string_view entity) const;
  // Whether the person may do it with all records of the entity, which then need not be asked.
  bool may_all(Action action, std::string_view entity) const;
  // With this record. `owner` by Policy::owner_of; `view` is asked for where the rule has a
  // condition: the record with the person as `user`. A condition that fails or gives null is no.
  bool may(Action action, std::string_view entity, std::string_view owner,
           const std::function<record::RecordView()>& view,
           const record::RuleContext& context) const;

  model::FieldAccess field(std::string_view entity, std::string_view field) const;
  bool sees(std::string_view entity, std::string_view field) const {
    return this->field(entity, field) != model::FieldAccess::kHidden;
  }
  bool writes(std::string_view entity, std::string_view field) const {
    return this->field(entity, field) == model::FieldAccess::kFull;
  }

  // Whether the person is `of`, or one of the managers above.
  bool is_in_team(std::string_view of) const;

 private:
  Rights() = default;
  const EntityRights& entity(std::string_view id) const;

  const Policy* policy_ = nullptr;  // null: unrestricted
  const RoleRights* rights_ = nullptr;
  std::string person_;
  std::string role_;
  People* people_ = nullptr;
  mutable std::unordered_map<std::string, bool> team_;
};

}  // namespace tollgate::access
