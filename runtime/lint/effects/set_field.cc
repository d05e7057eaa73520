#include "effects/effects.h"
#include "find_references.h"
#include "ids.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

// A record of another entity is reached by a reference field alone.
void check_set_record(const model::App& app, Findings& findings, const std::string& entity,
                      const model::SetField& set) {
  if (set.record.empty()) return;
  const std::string pointer = pointer_child(set.pointer, "record");
  const model::Field* field = check_field(findings, app, entity, set.record, pointer);
  if (field == nullptr || model::is_reference(field->type)) return;
  const LocalizedText owner = quoted_in(app.entities, entity);
  findings.error("record_not_a_reference",
                 "赋值的记录" + quoted(*field).zh + "应是" + owner.zh + "的关联字段",
                 "a set_field effect reaches another record by a reference field of " + owner.en +
                     "; " + quoted(*field).en + " is none",
                 pointer);
}

}  // namespace

EffectParts kind_parts(const model::App& app, const std::string& entity,
                       const model::SetField& set) {
  const model::Entity* target = app.entity_set_by(set, entity);
  EffectParts parts;
  parts.expressions.push_back({&set.value,
                               target == nullptr ? nullptr : target->find_field(set.field),
                               set.find ? set.find->entity : std::string()});
  if (!set.find) return parts;
  const model::Entity* found = app.find_entity(set.find->entity);
  const auto field_of = [&](const std::string& id) {
    return found == nullptr ? nullptr : found->find_field(id);
  };
  for (const model::FindWhere& where : set.find->where) {
    parts.expressions.push_back({&where.value, field_of(where.field)});
  }
  if (set.find->before)
    parts.expressions.push_back({&*set.find->before, field_of(set.find->latest)});
  return parts;
}

void check_kind(const model::App& app, Findings& findings, const std::string& entity,
                const model::SetField& set) {
  if (set.find) check_find(app, findings, *set.find);
  check_set_record(app, findings, entity, set);
  const model::Entity* target = app.entity_set_by(set, entity);
  if (target == nullptr) return;
  const std::string pointer = pointer_child(set.pointer, "field");
  const model::Field* field = check_field(findings, app, target->id, set.field, pointer);
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

}  // namespace tollgate::lint
