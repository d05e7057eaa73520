// What follows from a group of ops: records, titles, scores, decisions, messages. The same for a
// save as for building everything again from the log, because it sees nothing but the log, the app
// in force and the time of the op.
//
//   Derivation derivation(rules, store, group.front());
//   for (const ops::Op& op : group) derivation.apply(op);
//   for (ops::Body& body : derivation.react()) …;   // what effects set: ops of the same group
//   derivation.guard();                             // refuses, or reopens gates: ops, too
//   derivation.finish();                            // writes the rows
//
// refuses() and guard() are for a group that is being made. What is in the log already is a fact.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/clock.h"
#include "tollgate/engine/engine.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/ops/op.h"
#include "tollgate/rules/decide.h"
#include "tollgate/rules/standing.h"
#include "tollgate/store/store.h"
#include "write_guard.h"

namespace tollgate::engine {

// A record that was just read, so that it is not read again; nullopt inside: there is none.
struct KnownRecord {
  store::RecordKey key;
  std::optional<store::StoredRecord> record = std::nullopt;
  // The fields that a person gave; the others that are written follow from rules. nullopt: all.
  std::optional<TypedFields> typed = std::nullopt;
};

struct TouchedRecord {
  const ops::RecordState& state;  // as long as the derivation
  const std::optional<ops::RecordState>& before;
  bool changed = false;  // by somebody, and not only by what follows from that
};

class Derivation {
 public:
  // `leaves_referrers`: where very many records refer to one, what follows for them may be left to
  // Engine::settle_referrers().
  Derivation(AppRules& rules, store::Store& store, const ops::Op& first,
             const KnownRecord* known = nullptr, bool leaves_referrers = false);

  void apply(const ops::Op& op);
  // Whether the person may write what was applied so far, `ops`, which are all theirs.
  Status guard_permissions(const WriteGuard& guard, const std::vector<ops::Op>& ops);
  std::vector<ops::Body> react();
  // Whether an effect's op would take from a passed gate what it saw, where that is refused: then
  // the effect is left out, and the outcome's problems name it.
  bool refuses(const ops::Body& effect);
  // The one check of stages, whatever made the group: a stage is where gates let the record, or
  // where an import brought it that may; what passed gates saw is still there. Refused:
  // workflow.stage_set, workflow.stage_not_importable, workflow.unknown_stage,
  // workflow.seen_by_gate. Gives the ops that reopen gates where the app says so.
  Result<std::vector<ops::Body>> guard();
  Outcome finish();
  // The records that the group wrote, and whether somebody changed them: for what waits for a time.
  std::vector<TouchedRecord> touched_records() const;

 private:
  struct Claim {
    ops::Op op;
    ops::WorkflowAdvance body;
  };
  struct Touched {
    std::optional<ops::RecordState> before;
    ops::RecordState state;  // without an id until an op was applied
    int64_t op_number = 0;
    bool imported = false;
    bool completed = false;
    bool moved = false;  // to a stage, by a gate or by an import that may
    std::vector<Claim> claims;
    std::vector<std::string> due;  // automations whose time came
    bool changed = false;          // by somebody, and not only by what follows from that
    std::vector<store::ScoreRow> scores_before;
    std::optional<rules::Decision> decision;
    std::optional<rules::FieldSetter> setter;  // for what another record's effects set
  };

  struct Carrying {
    const Touched& touched;
    const automation::Effect* effect = nullptr;
    size_t own_count = 0;  // of effects that set a field of the record itself, so far
    std::vector<ops::Body>& bodies;
  };

  Touched& load(const store::RecordKey& key);
  void look_again(const ops::BlobAdd& blob, int64_t op_number);
  // A record that is there is decided again, without a change of its own.
  bool look_again(const store::RecordKey& key, int64_t op_number);
  void come_due(const ops::Op& op, const ops::AutomationDue& due);
  void note(const ops::Op& op);
  void tell_mentioned(const ops::Op& op, const ops::RecordComment& comment);
  rules::Before before_of(const Touched& touched) const;
  void settle(Touched& touched) const;
  bool waits_for_condition(const Touched& touched) const;
  void decide(Touched& touched, const rules::Events& events);
  void note_problems(const Touched& touched);
  void record_claims(Touched& touched);
  // The version of the app whose rules let the record through.
  static int64_t judge_of(const Claim& claim);
  // What they said, where it is not the version in force; nullopt: the claim is judged here.
  std::optional<workflow::Advance> verdict_of_other_version(const Claim& claim) const;
  // What the effects of the decision become: ops, and messages in the outbox.
  void carry_out(const Touched& touched, std::vector<ops::Body>& bodies);
  void carry_out_kind(const automation::Notify& notify, Carrying& carrying);
  void carry_out_kind(const automation::SetField& set, Carrying& carrying);
  std::vector<rules::FieldWrite> set_elsewhere(const automation::SetField& set);
  void write(const Touched& touched);
  void write_scores(const Touched& touched);
  std::string title_of(const Touched& touched) const;
  void refresh_referrers(const Touched& touched);
  bool leaves_for_later(const store::ReferrerStep& step);
  // stages.cc
  Status guard_stage(const Touched& touched, const model::Workflow& workflow) const;
  std::vector<rules::LostEvidence> lost_evidence(const Touched& touched,
                                                 const ops::RecordState& after) const;
  void settle_standings();
  // Whoever held a file after a record that holds it no more is looked at again.
  void refresh_later_users();

  AppRules& rules_;
  store::Store& store_;
  const KnownRecord* known_;
  FixedClock clock_;
  const std::string user_;
  rules::Setting setting_;
  store::RecordKey asked_about_;
  int64_t app_version_;
  std::map<store::RecordKey, Touched> touched_;
  std::vector<store::MessageRow> messages_;
  std::vector<std::string> given_up_;  // files that a record holds no more
  std::vector<store::ProblemRow> problems_;
  const bool leaves_referrers_;
  Outcome outcome_;
};

// What is remembered of a record's scores, for decisions.
std::vector<rules::EarlierScore> earlier_scores(const std::vector<store::ScoreRow>& rows);

// The value as rules tell changes: fields that differ between two states.
std::vector<std::string> changed_fields(const std::optional<ops::RecordState>& before,
                                        const ops::RecordState& after);

}  // namespace tollgate::engine
