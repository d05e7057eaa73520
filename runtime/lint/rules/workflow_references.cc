// Workflows: the entity, the stage field and its options, transitions and the roles they need.
#include <algorithm>
#include <set>

#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

using model::Field;

// Records begin in the first stage; gates lead to the others.
void check_default(Findings& findings, const model::Workflow& workflow, const Field& field) {
  if (!field.default_value) return;
  const std::string& first = workflow.first_stage().id;
  if (field.default_value->text == "\"" + first + "\"") return;
  findings.error("stage_default",
                 "阶段字段" + quoted(field).zh + "的默认值只能是第一个阶段" +
                     quoted(workflow.first_stage()).zh + "：后面的阶段要通过关卡进入",
                 "the default of the stage field " + quoted(field).en +
                     " can only be the first stage " + quoted(workflow.first_stage()).en +
                     ": the others are entered through their gates",
                 pointer_child(field.pointer, "default"), {"\"" + first + "\""});
}

void check_stage_field(const model::App& app, Findings& findings, const model::Workflow& workflow) {
  const std::string pointer = pointer_child(workflow.pointer, "stage_field");
  const Field* field = check_field(findings, app, workflow.entity, workflow.stage_field, pointer);
  if (field == nullptr) return;
  const LocalizedText name = quoted(*field);
  if (!model::is_single_choice(field->type)) {
    findings.error("stage_field_not_a_choice", "阶段字段" + name.zh + "应是单选字段",
                   "the stage field " + name.en + " should be a choice", pointer);
    return;
  }
  if (field->computed) {
    findings.error("sets_computed", "阶段字段" + name.zh + "不能是计算字段",
                   "the stage field " + name.en + " may not be computed", pointer);
  }
  check_default(findings, workflow, *field);
  for (const model::Stage& stage : workflow.stages) {
    if (field->find_option(stage.id) != nullptr) continue;
    findings.error("stage_without_option",
                   "字段" + name.zh + "没有与阶段" + quoted(stage).zh + "对应的选项",
                   "the field " + name.en + " has no option for the stage " + quoted(stage).en,
                   stage.pointer, {stage.id});
  }
  for (const model::Option& option : field->options) {
    if (workflow.find_stage(option.id) != nullptr) continue;
    findings.error(
        "option_without_stage",
        "选项" + quoted(option).zh + "不是流程" + quoted(workflow).zh + "的阶段",
        "the option " + quoted(option).en + " is no stage of the workflow " + quoted(workflow).en,
        option.pointer, nearest_names(option.id, ids_of(workflow.stages)));
  }
}

void check_roles(const model::App& app, Findings& findings, const std::vector<std::string>& roles,
                 const std::string& pointer) {
  for (size_t i = 0; i < roles.size(); ++i) {
    check_id(findings, kRole, roles[i], app.roles, pointer_child(pointer, i));
  }
}

void check_transitions(const model::App& app, Findings& findings, const model::Workflow& workflow) {
  if (!workflow.has_own_transitions) return;
  const auto& stages = workflow.stages;
  const LocalizedText inside = named(kWorkflow, quoted(workflow));
  std::set<std::pair<std::string, std::string>> seen;
  for (const model::Transition& move : workflow.transitions) {
    check_id(findings, kStage, move.from, stages, pointer_child(move.pointer, "from"), inside);
    check_id(findings, kStage, move.to, stages, pointer_child(move.pointer, "to"), inside);
    check_roles(app, findings, move.roles, pointer_child(move.pointer, "roles"));
    if (move.from == move.to) {
      findings.error("transition_to_itself", "流转不能从一个阶段到它自己",
                     "a transition cannot lead from a stage to itself", move.pointer);
    } else if (!seen.insert({move.from, move.to}).second) {
      findings.error("duplicate_transition", "同样的流转已经有了",
                     "this transition is there already", move.pointer);
    }
  }
}

}  // namespace

void workflow_references(const model::App& app, Findings& findings) {
  std::set<std::string> entities;
  for (const model::Workflow& workflow : app.workflows) {
    const std::string pointer = pointer_child(workflow.pointer, "entity");
    check_id(findings, kEntity, workflow.entity, app.entities, pointer);
    if (!entities.insert(workflow.entity).second) {
      findings.error("second_workflow", "一个数据对象只能有一个流程",
                     "an entity can have one workflow only", pointer);
    }
    check_stage_field(app, findings, workflow);
    check_transitions(app, findings, workflow);
    check_roles(app, findings, workflow.stage_importers,
                pointer_child(workflow.pointer, "stage_importers"));
    for (const model::Stage& stage : workflow.stages) {
      for (const model::Requirement& requirement : stage.requirements) {
        check_fields(findings, app, workflow.entity, requirement.fields,
                     pointer_child(requirement.pointer, "fields"));
      }
    }
  }
}

}  // namespace tollgate::lint
