// What an app says of something that happened to a record: one pure decision. The engine stores it,
// the judge prints it.
//
//   Decision decision = decide(app, {earlier, earlier_scores}, now, {.completed = true}, setting);
//   decision.scores, decision.advances, decision.effects, decision.after, decision.problems
//
// Reads no store: referred records come from the setting's lookup. The same input gives the same
// decision on every machine.
//
// In this order (docs/app-document.md, "When rules apply"):
//  1. A record that was saved as complete is scored.
//  2. Each move is let through or refused by its gate, which sees the record as it was saved, and
//     its scores.
//  3. The automations of all that happened (a condition met, saved, completed, each pool entered,
//     each stage entered, each time that came) see the record as 1 and 2 left it: none sees what
//     another one sets.
//  4. What they set in the record itself is written, and what is computed from it; the last one to
//     set a field wins. That triggers nothing again.
//  5. A complete record that 2 or 4 changed is scored again.
// Imports trigger nothing, and drafts only what waits for a condition, once for each record.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tollgate/automation/effects.h"
#include "tollgate/base/decimal.h"
#include "tollgate/record/record_view.h"
#include "tollgate/rules/compiled_app.h"
#include "tollgate/rules/problems.h"
#include "tollgate/rules/set_fields.h"
#include "tollgate/rules/setting.h"

namespace tollgate::rules {

// A score that the record had, as far as it is remembered.
struct EarlierScore {
  std::string scorecard;
  Decimal total;
  Decimal possible;
  std::vector<std::string> pools;
};

std::vector<EarlierScore> earlier(const std::vector<scorecard::Score>& scores);

struct Before {
  std::optional<Record> record;  // nullopt: there was none
  std::vector<EarlierScore> scores;
  std::vector<std::string> met;  // automations whose condition was met, once and for all
};

// A move to another stage that somebody asks for.
struct Claim {
  std::string workflow;
  std::string to;
  std::string role;  // of who asks; "" for none
  // The verdict, where rules of another version of the app gave it; it is not asked for again.
  std::optional<workflow::Advance> given = std::nullopt;
};

struct Events {
  bool saved = false;                 // in whatever way, also as a draft
  bool completed = false;             // saved as complete
  std::vector<Claim> claims;          // decided one after the other
  bool imported = false;              // scored without sentences, and no effects follow
  std::vector<std::string> due = {};  // automations whose time came for a complete record
};

// What a set_field effect writes into the record itself.
struct OwnWrites {
  std::string automation;
  std::vector<FieldWrite> writes;
};

struct Decision {
  Record after;
  record::RecordView view;                  // of `after`, with its score; no names: no such entity
  std::vector<scorecard::Score> scores;     // of `after`; none for a draft
  std::vector<workflow::Advance> advances;  // one for each claim
  std::vector<automation::Effect> effects;
  std::vector<std::string> met;       // automations whose condition was met now
  std::vector<OwnWrites> own_writes;  // one for each effect that sets a field of the record itself
  // Rules that failed, messages to nobody, records that are not there: nothing of it stops the
  // rest.
  Diagnostics problems;
};

Decision decide(const CompiledApp& app, const Before& before, Record after, const Events& events,
                const Setting& setting);

// Whether the gate would let the record through, without moving it. An unknown workflow is refused
// with workflow.unknown.
workflow::Advance try_advance(const CompiledApp& app, const Record& record,
                              const std::vector<EarlierScore>& scores, const Claim& claim,
                              const Setting& setting);

// The moves that are open to `role`.
workflow::State stage_state(const CompiledApp& app, const workflow::Workflow& workflow,
                            const Record& record, const std::vector<EarlierScore>& scores,
                            std::string_view role, const Setting& setting);

// Whether the effect is about the record that triggered it.
bool is_own(const automation::SetField& set, const Record& record);

}  // namespace tollgate::rules
