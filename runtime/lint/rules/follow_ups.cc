// Follow-ups: the form of the new record, and the fields that are filled in.
#include <set>

#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

void check_carried(const model::App& app, Findings& findings, const std::string& entity,
                   const model::FollowUp& follow_up) {
  const model::Workflow* workflow = app.workflow_of(entity);
  std::set<std::string> carried;
  for (const model::Assignment& set : follow_up.set) {
    const std::string pointer = pointer_child(set.pointer, "field");
    const model::Field* field = check_field(findings, app, entity, set.field, pointer);
    if (field == nullptr) continue;
    const LocalizedText name = quoted(*field);
    if (field->computed) {
      findings.error("sets_computed", "字段" + name.zh + "是计算得出的，不能带过去",
                     "the field " + name.en + " is computed and cannot be filled", pointer);
    } else if (workflow != nullptr && workflow->stage_field == field->id) {
      findings.error("sets_stage", "阶段字段" + name.zh + "只随流转改变，不能带过去",
                     "the stage field " + name.en + " changes by transitions only", pointer);
    } else if (model::is_evidence(field->type) || field->capture) {
      findings.error("carries_evidence", "字段" + name.zh + "要在现场记录，不能从另一条记录带过去",
                     "the field " + name.en +
                         " is recorded on the spot and cannot be taken from another record",
                     pointer);
    } else if (!carried.insert(field->id).second) {
      findings.error("carried_twice", "字段" + name.zh + "被带了两次",
                     "the field " + name.en + " is filled in twice", pointer);
    }
  }
}

}  // namespace

void follow_ups(const model::App& app, Findings& findings) {
  for (const model::Entity& entity : app.entities) {
    for (const model::FollowUp& follow_up : entity.follow_ups) {
      const std::string pointer = pointer_child(follow_up.pointer, "form");
      if (!check_id(findings, kForm, follow_up.form, ids_of(app.forms), pointer)) continue;
      check_carried(app, findings, app.find_form(follow_up.form)->entity, follow_up);
    }
  }
}

}  // namespace tollgate::lint
