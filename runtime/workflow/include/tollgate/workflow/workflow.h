// Where a record stands, where it can go, and what is missing to get there.
//
//   Result<Workflow> funnel = Workflow::compile(app, model_workflow, names);
//   State state = funnel->state(view, "rep", context);       // moves with their requirements
//   Advance advance = funnel->advance(view, "demo", "rep", context);
//   if (!advance.accepted) show(advance.refusal->message);   // names each missing requirement
//
// Moves come from the workflow's transitions for the person's role. Moving back to a stage
// that the record went through asks for no evidence, nor does one of which nobody knows whether it
// did (imports); only a complete record moves forward. A requirement whose test is not true
// (null and failures included) is missing; its message says what to do.
//
// A gate that let a record through keeps what it saw (Advance::saw, by schemas/ops). Behind it:
//
//   funnel->lost(passed, view)                   // the fields of which that is there no more
//   funnel->unmet("demo", &passed, view, context) // what the gate would refuse now
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/clock.h"
#include "tollgate/base/json.h"
#include "tollgate/base/localized_text.h"
#include "tollgate/base/result.h"
#include "tollgate/model/app.h"
#include "tollgate/record/message.h"
#include "tollgate/record/names.h"
#include "tollgate/record/record_view.h"
#include "tollgate/record/rule.h"

namespace tollgate::workflow {

struct RequirementState {
  std::string id;
  LocalizedText label;
  bool met = false;
  LocalizedText message;  // what is missing; empty when met
  std::vector<std::string> fields;
};

struct Move {
  std::string to;
  LocalizedText label;  // the transition's, else the stage's
  bool backward = false;
  bool allowed = false;                        // all requirements are met
  std::vector<RequirementState> requirements;  // none where the gate is not asked
};

struct State {
  std::string workflow;
  std::string stage;  // the first one for a record that has none yet
  LocalizedText stage_label;
  std::vector<Move> moves;
  Diagnostics problems;  // rules that failed to run
};

struct Advance {
  bool accepted = false;
  std::string from;
  std::string to;
  Json saw = nullptr;               // accepted, and the gate was asked: what it saw
  std::vector<std::string> leaves;  // accepted, and a move back: stages that lie ahead again
  std::vector<RequirementState> missing;
  // When refused: workflow.unknown_stage, workflow.already_there, workflow.no_transition,
  // workflow.role or workflow.requirements_missing, in words.
  std::optional<Diagnostic> refusal;
  Diagnostics problems;
};

// A gate behind which a record stands.
struct PassedGate {
  std::string stage;  // that it leads to
  std::string from;   // "" when no stage was set
  Json saw;           // what Advance::saw was
  Instant at;
};

class Workflow {
 public:
  // `app` and `names` (of the workflow's entity) must outlive it.
  static Result<Workflow> compile(const model::App& app, const model::Workflow& workflow,
                                  const record::Names& names);

  const model::Workflow& model() const { return *workflow_; }

  // `role` is the person's role id, "" for nobody: transitions with roles are closed then.
  // `passed`: the gates behind which the record stands, in the order of passing.
  State state(const record::RecordView& view, const std::vector<PassedGate>& passed,
              std::string_view role, const record::RuleContext& context) const;
  Advance advance(const record::RecordView& view, const std::vector<PassedGate>& passed,
                  std::string_view to, std::string_view role,
                  const record::RuleContext& context) const;

  // The record's stage: the stage field's value, else the first stage.
  std::string stage_of(const record::RecordView& view) const;

  // The stages whose gates stand on every way from the first stage to this one, its own included,
  // in the order of the funnel. None for the first stage, where records begin.
  const std::vector<std::string>& gates_before(std::string_view stage) const;

  // The fields of which `view` does not have any more what the gate saw.
  std::vector<std::string> lost(const PassedGate& passed, const record::RecordView& view) const;

  // What the gate in front of `stage` would miss. `view` is the record as it stood before the gate
  // but for what changed since, `context` has the time of passing: time alone takes nothing back.
  // `passed`: nullptr when the record never went through it. Requirements that read `user` are
  // about who moved the record: those that the gate had when it was passed are met.
  std::vector<RequirementState> unmet(std::string_view stage, const PassedGate* passed,
                                      const record::RecordView& view,
                                      const record::RuleContext& context) const;

 private:
  struct Requirement {
    const model::Requirement* model = nullptr;
    record::Rule test;
    record::MessageTemplate message;
    bool reads_user = false;
  };
  // What the gate in front of a stage reads.
  struct Inputs {
    std::vector<uint32_t> fields;  // places in the entity's fields
    std::vector<feel::Dependency> referred;
    bool scores = false;
  };

  bool asks_gate(int from, int to, const std::vector<PassedGate>& passed) const;
  Inputs inputs_of(const model::Stage& stage, const std::vector<Requirement>& gate,
                   const record::Names& names) const;
  void find_gates_before();
  Json saw(int stage, const record::RecordView& view) const;

  std::vector<RequirementState> check(int stage, const record::RecordView& view,
                                      const record::RuleContext& context,
                                      Diagnostics& problems) const;

  const model::App* app_ = nullptr;
  const model::Workflow* workflow_ = nullptr;
  std::vector<std::vector<Requirement>> requirements_;  // by stage
  std::vector<Inputs> inputs_;                          // by stage
  std::vector<std::vector<std::string>> gates_before_;  // by stage
};

}  // namespace tollgate::workflow
