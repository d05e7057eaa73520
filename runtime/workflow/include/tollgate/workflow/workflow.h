// Where a record stands, where it can go, and what is missing to get there.
//
//   Result<Workflow> funnel = Workflow::compile(app, model_workflow, names);
//   State state = funnel->state(view, "rep", context);       // moves with their requirements
//   Advance advance = funnel->advance(view, "demo", "rep", context);
//   if (!advance.accepted) show(advance.refusal->message);   // names each missing requirement
//
// Moves come from the workflow's transitions for the person's role. Moving back to an earlier stage
// asks for no evidence. A requirement whose test is not true (null and failures included) is
// missing; its message says what to do.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  std::vector<RequirementState> requirements;  // none for a move back
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
  std::vector<RequirementState> missing;
  // When refused: workflow.unknown_stage, workflow.already_there, workflow.no_transition,
  // workflow.role or workflow.requirements_missing, in words.
  std::optional<Diagnostic> refusal;
  Diagnostics problems;
};

class Workflow {
 public:
  // `app` and `names` (of the workflow's entity) must outlive it.
  static Result<Workflow> compile(const model::App& app, const model::Workflow& workflow,
                                  const record::Names& names);

  const model::Workflow& model() const { return *workflow_; }

  // `role` is the person's role id, "" for nobody: transitions with roles are closed then.
  State state(const record::RecordView& view, std::string_view role,
              const record::RuleContext& context) const;
  Advance advance(const record::RecordView& view, std::string_view to, std::string_view role,
                  const record::RuleContext& context) const;

  // The record's stage: the stage field's value, else the first stage.
  std::string stage_of(const record::RecordView& view) const;

 private:
  struct Requirement {
    const model::Requirement* model = nullptr;
    record::Rule test;
    record::MessageTemplate message;
  };

  std::vector<RequirementState> check(int stage, const record::RecordView& view,
                                      const record::RuleContext& context,
                                      Diagnostics& problems) const;

  const model::App* app_ = nullptr;
  const model::Workflow* workflow_ = nullptr;
  std::vector<std::vector<Requirement>> requirements_;  // by stage
};

}  // namespace tollgate::workflow
