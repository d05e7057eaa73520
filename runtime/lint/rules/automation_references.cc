// Automations: what they wait for, and what their effects name.
#include "effects/effects.h"
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

using model::TriggerEvent;

// What is waited for is the condition; it is asked about whatever is saved.
void check_condition(Findings& findings, const model::Automation& automation) {
  if (automation.on.event != TriggerEvent::kConditionMet) return;
  if (!automation.when) {
    findings.error("no_condition", "等待条件满足的自动化需要条件（when）",
                   "an automation that waits for its condition needs one (when)",
                   automation.pointer);
  }
  if (!automation.on.fields.empty()) {
    findings.error("member_of_other_type", "fields 不用于 condition_met 触发",
                   "fields is not for the event condition_met",
                   pointer_child(automation.on.pointer, "fields"));
  }
}

void check_trigger(const model::App& app, Findings& findings, const model::Trigger& on) {
  check_id(findings, kEntity, on.entity, app.entities, pointer_child(on.pointer, "entity"));
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
      check_id(findings, kStage, on.stage, workflow->stages, pointer_child(on.pointer, "stage"),
               named(kWorkflow, quoted(*workflow)));
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

}  // namespace

void automation_references(const model::App& app, Findings& findings) {
  for (const model::Automation& automation : app.automations) {
    check_trigger(app, findings, automation.on);
    check_condition(findings, automation);
    for (const model::Effect& effect : automation.effects) {
      check_references(app, findings, automation.on.entity, effect);
    }
  }
}

}  // namespace tollgate::lint
