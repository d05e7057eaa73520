#include "read_parts.h"

namespace tollgate::model {
namespace {

Requirement read_requirement(const Reader& from) {
  return {from.text("id"),         from.label("label"),  from.expression("test"),
          from.message("message"), from.texts("fields"), from.pointer()};
}

Stage read_stage(const Reader& from) {
  return {from.text("id"),
          from.label("label"),
          from.enumeration("kind", StageKind::kOpen),
          from.list("requires", read_requirement),
          from.optional_enumeration<AfterPassing>("after_passing"),
          from.pointer()};
}

Transition read_transition(const Reader& from) {
  return {from.text("from"), from.text("to"), from.label("label"), from.texts("roles"),
          from.pointer()};
}

// Each stage to the next, and back by one.
std::vector<Transition> neighbours(const std::vector<Stage>& stages) {
  std::vector<Transition> transitions;
  for (size_t i = 0; i + 1 < stages.size(); ++i) {
    transitions.push_back({stages[i].id, stages[i + 1].id, {}, {}, stages[i].pointer});
    transitions.push_back({stages[i + 1].id, stages[i].id, {}, {}, stages[i + 1].pointer});
  }
  return transitions;
}

}  // namespace

Workflow read_workflow(const Reader& from) {
  Workflow workflow;
  workflow.id = from.text("id");
  workflow.entity = from.text("entity");
  workflow.label = from.label("label");
  workflow.stage_field = from.text("stage_field");
  workflow.stages = from.list("stages", read_stage);
  workflow.has_own_transitions = from.has("transitions");
  workflow.transitions = workflow.has_own_transitions ? from.list("transitions", read_transition)
                                                      : neighbours(workflow.stages);
  workflow.after_passing = from.enumeration("after_passing", AfterPassing::kRefuse);
  workflow.stage_importers = from.texts("stage_importers");
  workflow.pointer = from.pointer();
  return workflow;
}

}  // namespace tollgate::model
