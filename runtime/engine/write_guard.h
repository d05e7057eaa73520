// Who may write what. Every group of ops passes here before it is stored, whatever made it: a form,
// an import, a move, a draft, a document, a device. A record is judged as it was before the group
// and as it is after it.
//
//   WriteGuard guard(rules, store, caller, clock);
//   Status may = guard.check(op.body);                        // what is about no record
//   Status may = guard.check({.key = key, .before = …});      // each record of the group
//
// What follows from rules (values of automations, reopened gates) is the app's own and is not
// asked. Stages are moved by those whom the transition names and who may change the record; the
// facts of the record as it was (status, stage) decide after the change, too, so that submitting a
// draft is no change that forbids itself.
//
// Refused: engine.unknown_record for what the person may not see, in the words for what is not
// there; access.may_not_create, access.may_not_change, access.may_not_delete, access.gives_away,
// access.field, access.decides_roles, access.unknown_reference, access.may_not_import,
// access.administration.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "tollgate/access/rights.h"
#include "tollgate/engine/caller.h"
#include "tollgate/form/session.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/ops/op.h"
#include "tollgate/ops/record_state.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

using live::AppRules;
using TypedFields = std::set<std::string, std::less<>>;

// What a group does to one record.
struct Writing {
  const std::optional<ops::RecordState>& before;
  const ops::RecordState& after;
  // The fields that the person gave; the others follow from the form's rules. nullptr: all.
  const TypedFields* typed = nullptr;
  bool changes = false;   // values, draft, status
  bool moves = false;     // asks to enter a stage
  bool discards = false;  // takes the record away
  bool imports = false;   // brings it in from outside
  bool restores = false;  // takes an import back
};

class WriteGuard {
 public:
  // `rules`: null before there is an app; then everything may be written.
  WriteGuard(AppRules* rules, store::Store& store, const Caller& caller, const Clock& clock);

  bool is_open() const { return !rights_.is_restricted(); }
  const access::Rights& rights() const { return rights_; }

  // Of an op that is about no record.
  Status check(const ops::Body& body) const;
  Status check(const Writing& writing) const;

  // Whether the person may see a record of the entity, which is not discarded.
  bool sees(std::string_view entity, std::string_view record) const;
  // Whether the person may change it, or go on with the draft of a record that they began.
  bool may_change(const ops::RecordState& state) const;
  // Refused alike for a record that is not there and one that the person may not see.
  Status check_reference(const model::Field& field, std::string_view record) const;
  // Whether it is a draft that the person began and may complete.
  bool goes_on_with(const ops::RecordState& draft) const;
  // Whether the app gives the field that value, whoever writes it.
  bool follows_from_rules(const Writing& writing, const model::Field& field,
                          const Json& value) const;

 private:
  bool may(access::Action action, const ops::RecordState& state) const;
  bool began(const ops::RecordState& draft) const;
  Status check_rows(const Writing& writing) const;
  Status check_fields(const Writing& writing, const model::Entity& entity) const;
  Status check_deciding(const Writing& writing, const model::Entity& entity) const;
  Status check_references(const Writing& writing, const model::Entity& entity) const;

  AppRules* rules_;
  store::Store& store_;
  const Caller& caller_;
  const Clock& clock_;
  access::Rights rights_;
};

// What a form keeps from whoever fills it: of the app and the role under which it was opened, which
// stay as long as its session. `rules` outlives it.
class FormPermissions final : public form::Permissions {
 public:
  FormPermissions(AppRules& rules, store::Store& store, const Caller& caller, const Clock& clock,
                  bool may_change)
      : rules_(rules), store_(store), caller_(caller), clock_(clock), may_change_(may_change) {}

  model::FieldAccess access(std::string_view entity, std::string_view field) const override;
  bool sees(std::string_view entity, std::string_view record) const override;

 private:
  AppRules& rules_;
  store::Store& store_;
  const Caller caller_;
  const Clock& clock_;
  const bool may_change_;
};

// In the words for a record that is not there.
Diagnostic no_such_record(const std::string& record);
Diagnostic needs_administration(LocalizedText what);
Diagnostic may_not_create(const model::App& app, const model::Entity& entity);

}  // namespace tollgate::engine
