// Automations: what they wait for and what they set.
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

using model::TriggerEvent;

void check_trigger(const model::App& app, Findings& findings, const model::Trigger& on) {
  check_id(findings, kEntity, on.entity, ids_of(app.entities), pointer_child(on.pointer, "entity"));
  check_fields(findings, app, on.entity, on.fields, pointer_child(on.pointer, "fields"));
  const LocalizedText entity = quoted_in(app.entities, on.entity);
  const auto misplaced = [&](const char* member, TriggerEvent event) {
    const std::string name(model::name_of(event));
    findings.error("member_of_other_type", std::string(member) + " 只用于 " + name + " 触发",
                   std::string(member) + " is for the event " + name + " only",
                   pointer_child(on.pointer, member));
  };
  if (on.event == TriggerEvent::kStageEntered) {
    const model::Workflow* workflow = app.workflow_of(on.entity);
    if (workflow == nullptr) {
      findings.error("no_workflow", "数据对象" + entity.zh + "没有流程",
                     "the entity " + entity.en + " has no workflow", on.pointer);
    } else if (!on.stage.empty()) {
      check_id(findings, kStage, on.stage, ids_of(workflow->stages),
               pointer_child(on.pointer, "stage"), named(kWorkflow, quoted(*workflow)));
    }
  } else if (!on.stage.empty()) {
    misplaced("stage", TriggerEvent::kStageEntered);
  }
  if (on.event == TriggerEvent::kPoolEntered) {
    std::vector<std::string> pools;
    for (const model::Scorecard& scorecard : app.scorecards) {
      if (scorecard.entity != on.entity) continue;
      for (const model::Pool& pool : scorecard.pools) pools.push_back(pool.id);
    }
    if (!on.pool.empty()) {
      check_id(findings, kPool, on.pool, pools, pointer_child(on.pointer, "pool"),
               named(kEntity, entity));
    } else if (pools.empty()) {
      findings.error("no_pool", "数据对象" + entity.zh + "的评分卡没有复盘池",
                     "no scorecard of the entity " + entity.en + " has a pool", on.pointer);
    }
  } else if (!on.pool.empty()) {
    misplaced("pool", TriggerEvent::kPoolEntered);
  }
}

// A record of another entity is reached by a reference field alone.
void check_set_record(const model::App& app, Findings& findings, const std::string& entity,
                      const model::Effect& effect) {
  if (effect.record.empty()) return;
  const std::string pointer = pointer_child(effect.pointer, "record");
  const model::Field* field = check_field(findings, app, entity, effect.record, pointer);
  if (field == nullptr || field->type == model::FieldType::kReference) return;
  const LocalizedText owner = quoted_in(app.entities, entity);
  findings.error("record_not_a_reference",
                 "赋值的记录" + quoted(*field).zh + "应是" + owner.zh + "的关联字段",
                 "a set_field effect reaches another record by a reference field of " + owner.en +
                     "; " + quoted(*field).en + " is none",
                 pointer);
}

void check_set_field(const model::App& app, Findings& findings, const std::string& entity,
                     const model::Effect& effect) {
  check_set_record(app, findings, entity, effect);
  const model::Entity* target = app.entity_set_by(effect, entity);
  if (target == nullptr) return;
  const std::string pointer = pointer_child(effect.pointer, "field");
  const model::Field* field = check_field(findings, app, target->id, effect.field, pointer);
  if (field == nullptr) return;
  const model::Workflow* workflow = app.workflow_of(target->id);
  const LocalizedText name = quoted(*field);
  if (field->computed) {
    findings.error("sets_computed", "字段" + name.zh + "是计算得出的，不能赋值",
                   "the field " + name.en + " is computed and cannot be set", pointer);
  } else if (workflow != nullptr && workflow->stage_field == field->id) {
    findings.error("sets_stage", "阶段字段" + name.zh + "只能由流转改变",
                   "the stage field " + name.en + " changes by transitions only", pointer);
  } else if (model::is_evidence(field->type)) {
    findings.error(
        "sets_evidence", "证据字段" + name.zh + "只能由人提供，不能赋值",
        "the field " + name.en + " holds evidence, which people hand in, and cannot be set",
        pointer);
  }
}

}  // namespace

void automation_references(const model::App& app, Findings& findings) {
  for (const model::Automation& automation : app.automations) {
    check_trigger(app, findings, automation.on);
    for (const model::Effect& effect : automation.effects) {
      if (effect.type == model::EffectType::kSetField) {
        check_set_field(app, findings, automation.on.entity, effect);
      }
    }
  }
}

}  // namespace tollgate::lint
