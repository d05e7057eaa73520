// What follows from a group of ops: records, titles, scores, decisions, messages. The same for a
// save as for building everything again from the log, because it sees nothing but the log, the app
// in force and the time of the op.
//
//   Derivation derivation(rules, store, group.front());
//   for (const ops::Op& op : group) derivation.apply(op);
//   for (ops::Body& body : derivation.react()) …;   // set_field effects: ops of the same group
//   derivation.finish();                            // writes the rows
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/clock.h"
#include "tollgate/engine/app_rules.h"
#include "tollgate/ops/op.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

// For the reply to whoever asked.
struct Outcome {
  std::vector<scorecard::Score> scores;  // of the record that the group begins with
  std::vector<automation::Effect> effects;
  std::optional<workflow::Advance> advance;
  // Records whose rows changed, and those whose titles or numbers rest on them.
  std::vector<store::RecordKey> touched;
};

class Derivation {
 public:
  Derivation(AppRules& rules, store::Store& store, const ops::Op& first);

  void apply(const ops::Op& op);
  std::vector<ops::Body> react();
  Outcome finish();

 private:
  struct Touched {
    std::optional<ops::RecordState> before;
    ops::RecordState state;
    int64_t op_number = 0;
    bool imported = false;
    bool completed = false;
    std::vector<std::string> entered_stages;
    std::vector<store::ScoreRow> scores_before;
  };

  Touched& touch(const ops::Op& op);
  void claim(const ops::Op& op, const ops::WorkflowAdvance& body, Touched& touched);
  std::vector<scorecard::Score> score(const Touched& touched, record::RecordView& view) const;
  void react_to(Touched& touched, std::vector<ops::Body>& bodies);
  void write(const Touched& touched);
  void write_scores(const Touched& touched, const std::vector<scorecard::Score>& scores);
  void refresh_referrers(const Touched& touched);
  record::RecordView view_of(const ops::RecordState& state) const;

  AppRules& rules_;
  store::Store& store_;
  FixedClock clock_;
  feel::Value user_;
  store::RecordKey asked_about_;
  int64_t app_version_;
  std::map<store::RecordKey, Touched> touched_;
  std::vector<store::MessageRow> messages_;
  Outcome outcome_;
};

// The value as rules tell changes: fields that differ between two states.
std::vector<std::string> changed_fields(const std::optional<ops::RecordState>& before,
                                        const ops::RecordState& after);

}  // namespace tollgate::engine
