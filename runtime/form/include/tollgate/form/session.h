// One person filling one record: values in, everything that follows from them out.
//
//   FormSession session(rules, {.clock = &clock, .records = &lookup, .user = user});
//   Changes all = session.state();                                  // to draw the form
//   Result<Changes> step = session.set("customer", Json("c1"));     // prefill, visibility, ...
//   if (session.complete()) store(session.values());
//
// A step evaluates only the rules that depend on what changed. What a person types is never lost:
// text that is no value of the field's type is kept, with an error, and goes into drafts. Prefill
// never overwrites what a person typed; choosing another record replaces what the first one filled
// in. A rule that fails is a finding at its field. A hidden field keeps what was typed and is null
// for every rule; kept_values() and drop_hidden() are for a save that completes the record.
// The rules of a step may take a quarter of a second together; those left over say so
// (form.unfinished) and are done at the next step.
// A session belongs to one thread; `records`, `clock` and `permissions` must outlive it.
#pragma once

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/clock.h"
#include "tollgate/base/diagnostic.h"
#include "tollgate/base/json.h"
#include "tollgate/base/limits.h"
#include "tollgate/base/result.h"
#include "tollgate/feel/value.h"
#include "tollgate/form/changes.h"
#include "tollgate/form/form_rules.h"
#include "tollgate/model/permissions.h"
#include "tollgate/record/lookup.h"
#include "tollgate/record/record_view.h"
#include "tollgate/record/rule.h"
#include "tollgate/record/settled.h"

namespace tollgate::form {

// What a verdict saw of a field of the record: whoever changes or removes it finds `finding` there.
struct SeenValue {
  std::string field;
  Json value;  // record/seen.h
  Diagnostic finding;
};

// What whoever fills the form may see and change. For rules all of the record is there; a hidden
// field is on no screen and in no change, and nobody is asked for it.
class Permissions {
 public:
  virtual ~Permissions() = default;
  virtual model::FieldAccess access(std::string_view entity, std::string_view field) const = 0;
  // Whether the record is one that the person may see, so that it may prefill others.
  virtual bool sees(std::string_view entity, std::string_view record) const = 0;
};

struct OpenOptions {
  const Clock* clock = nullptr;
  record::RecordLookup* records = nullptr;
  feel::Value user;           // as a reference gives it; null: nobody
  record::RecordFacts facts;  // what rules see as `record`
  bool is_new = true;         // defaults apply
  Json values;                // the record so far, or the first values of a new one; null: none
  Json draft;                 // what export_draft gave; goes before `values`. null: none
  std::vector<SeenValue> seen;
  record::SettledValues settled;             // of a stored record
  const Permissions* permissions = nullptr;  // null: everything
};

// How much work was done since the session was opened.
struct Statistics {
  size_t steps = 0;
  size_t rules_run = 0;        // expressions evaluated
  size_t nodes_evaluated = 0;  // with the checks that are no expressions
};

class FormSession {
 public:
  FormSession(std::shared_ptr<const FormRules> rules, OpenOptions options);
  ~FormSession();
  FormSession(FormSession&&) noexcept;
  FormSession& operator=(FormSession&&) noexcept;

  // Another record in place of this one, as in a new session of the same form; quicker than making
  // one, for who opens many.
  void restart(OpenOptions options);

  const FormRules& rules() const;

  // Everything, as if all of it had just changed.
  Changes state() const;

  // A person changed a field. Failures: form.unknown_field, form.read_only, form.wrong_value (JSON
  // of a kind that nobody can type into the field), form.too_many_items, form.too_long.
  Result<Changes> set(std::string_view path, const Json& value);

  // Items of a list: `index` is from 0; adding at the count (or beyond) appends.
  Result<Changes> add_item(std::string_view path, size_t index);
  Result<Changes> remove_item(std::string_view path, size_t index);
  Result<Changes> move_item(std::string_view path, size_t from, size_t to);

  // A field set by the app itself (a workflow's stage, an automation): read-only fields too.
  Result<Changes> set_by_rule(std::string_view path, const feel::Value& value);

  // What rules see as `record` changed (saved, another stage).
  Changes set_facts(const record::RecordFacts& facts);
  // The record was stored like this: for what has changed since fields were settled. A call of
  // set_facts follows.
  void set_stored(const Json& values, record::SettledValues settled);

  // What verdicts about the record saw by now; the next step reports what follows from it.
  void set_seen(std::vector<SeenValue> seen);

  // Time has passed: rules that read now() or today() are evaluated again.
  Changes refresh();

  // True when nothing hinders a complete save: no errors at visible fields.
  bool complete() const;
  // All findings of visible fields: {path, diagnostic} in the order of the form.
  std::vector<std::pair<std::string, Diagnostic>> findings() const;

  // The record on the wire, fields with a value only, hidden and computed ones included.
  Json values() const;
  // The same as a complete save keeps it: without what is hidden, but for keep_when_hidden.
  Json kept_values() const;
  // The record was completed: what is hidden is gone.
  Changes drop_hidden();
  // Ids of the record's fields whose values differ from what was opened, or from the last
  // mark_saved().
  std::vector<std::string> changed_fields() const;
  void mark_saved();
  // Ids of the record's fields that the person gave in this session; what else changed follows from
  // rules.
  const std::set<std::string, std::less<>>& typed_fields() const;

  // Everything typed, as JSON: {"values", "texts", "origins"}; OpenOptions::draft takes it.
  Json export_draft() const;
  // Of that, "texts": by path what was typed and is no value, in hidden fields too.
  Json typed_texts() const;

  // The record for scorecards, workflows and automations; `score` is null in it.
  record::RecordView view() const;
  record::RuleContext rule_context() const;
  record::ValueContext value_context() const;

  // Whether a reference field's filter lets this record be chosen (a context as RecordLookup
  // gives).
  Result<bool> accepts(std::string_view path, const feel::Value& candidate) const;

  const Statistics& statistics() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tollgate::form
