// Stages that no way of transitions leads to from the first one.
#include <set>
#include <vector>

#include "ids.h"
#include "rules.h"

namespace tollgate::lint {

void unreachable_stages(const model::App& app, Findings& findings) {
  for (const model::Workflow& workflow : app.workflows) {
    std::set<std::string> reached{workflow.stages.front().id};
    std::vector<std::string> to_visit{workflow.stages.front().id};
    while (!to_visit.empty()) {
      const std::string stage = std::move(to_visit.back());
      to_visit.pop_back();
      for (const model::Transition& move : workflow.transitions) {
        if (move.from == stage && reached.insert(move.to).second) to_visit.push_back(move.to);
      }
    }
    for (const model::Stage& stage : workflow.stages) {
      if (reached.contains(stage.id)) continue;
      findings.warning("unreachable_stage", "没有任何流转能到达阶段" + quoted(stage).zh,
                       "no transition leads to the stage " + quoted(stage).en, stage.pointer);
    }
  }
}

}  // namespace tollgate::lint
