// A requirement or criterion that is the constant true asks for nothing: it may be meant so, and is
// more often one that was never written.
#include "ids.h"
#include "rules.h"
#include "tollgate/feel/parse.h"

namespace tollgate::lint {
namespace {

bool is_always_true(const model::Expression& expression) {
  const feel::Scope nothing;
  const Result<feel::Ast> ast = feel::parse(expression.text, nothing);
  if (!ast) return false;
  const feel::Node& root = ast->node(ast->root);
  return root.kind == feel::NodeKind::kLiteral && ast->constant(root).is_true();
}

}  // namespace

void open_gates(const model::App& app, Findings& findings) {
  for (const model::Workflow& workflow : app.workflows) {
    for (const model::Stage& stage : workflow.stages) {
      for (const model::Requirement& requirement : stage.requirements) {
        if (!is_always_true(requirement.test)) continue;
        const LocalizedText name = quoted(requirement);
        findings.warning(
            "always_true",
            "放行条件" + name.zh + "总是满足，阶段" + quoted(stage).zh + "的关卡不会拦住任何记录",
            "the requirement " + name.en + " always holds: the gate of the stage " +
                quoted(stage).en + " lets every record pass",
            requirement.test.pointer);
      }
    }
  }
  for (const model::Scorecard& scorecard : app.scorecards) {
    for (const model::Criterion& criterion : scorecard.criteria) {
      if (!is_always_true(criterion.met)) continue;
      const LocalizedText name = quoted(criterion);
      findings.warning("always_true", "评分项" + name.zh + "总是满足，每条记录都得满分",
                       "the criterion " + name.en + " is always met: every record gets its points",
                       criterion.met.pointer);
    }
  }
}

}  // namespace tollgate::lint
