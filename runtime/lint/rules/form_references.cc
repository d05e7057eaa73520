// Forms: their entity, fields, scorecard, and what prefill takes from where.
#include <set>

#include "find_references.h"
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

using model::Field;

void check_prefill(const model::App& app, Findings& findings, const model::Form& form,
                   const model::Prefill& prefill) {
  const std::string from_pointer = pointer_child(prefill.pointer, "from");
  const Field* from = check_field(findings, app, form.entity, prefill.from, from_pointer);
  if (from != nullptr && !model::is_reference(from->type)) {
    findings.error("prefill_not_a_reference", "自动带出的来源" + quoted(*from).zh + "应是关联字段",
                   "prefill takes values from a reference field; " + quoted(*from).en + " is none",
                   from_pointer);
  }
  if (prefill.find) check_find(app, findings, *prefill.find);
  for (const model::Assignment& set : prefill.set) {
    const std::string pointer = pointer_child(set.pointer, "field");
    const Field* field = check_field(findings, app, form.entity, set.field, pointer);
    if (field != nullptr && field->computed) {
      findings.error("sets_computed", "字段" + quoted(*field).zh + "是计算得出的，不能自动带出",
                     "the field " + quoted(*field).en + " is computed and cannot be filled",
                     pointer);
    }
  }
}

}  // namespace

void form_references(const model::App& app, Findings& findings) {
  for (const model::Form& form : app.forms) {
    check_id(findings, kEntity, form.entity, app.entities, pointer_child(form.pointer, "entity"));
    std::set<std::string> placed;
    for (const model::Section& section : form.sections) {
      for (const model::FormField& field : section.fields) {
        const std::string pointer = pointer_child(field.pointer, "field");
        const Field* known = check_field(findings, app, form.entity, field.field, pointer);
        if (placed.insert(field.field).second) continue;
        const LocalizedText name =
            known != nullptr ? quoted(*known) : quoted(std::string_view(field.field));
        findings.error("field_placed_twice", "字段" + name.zh + "在表单里出现了两次",
                       "the field " + name.en + " is in the form twice", pointer);
      }
    }
    if (!form.seconds_field.empty()) {
      const std::string pointer = pointer_child(form.pointer, "seconds_field");
      const Field* field = check_field(findings, app, form.entity, form.seconds_field, pointer);
      if (field != nullptr &&
          (field->computed || model::info_of(field->type).shape != model::ValueShape::kNumber)) {
        findings.error("seconds_field",
                       "记录填写用时的字段" + quoted(*field).zh + "应是不计算的数字字段",
                       "the field " + quoted(*field).en +
                           " that gets the time taken should be a number that is not computed",
                       pointer);
      }
    }
    for (const model::Prefill& prefill : form.prefill) check_prefill(app, findings, form, prefill);
    if (form.scorecard.empty()) continue;
    const std::string pointer = pointer_child(form.pointer, "scorecard");
    if (!check_id(findings, kScorecard, form.scorecard, app.scorecards, pointer)) continue;
    if (app.find_scorecard(form.scorecard)->entity != form.entity) {
      const LocalizedText name = quoted(*app.find_scorecard(form.scorecard));
      findings.error("other_entity", "评分卡" + name.zh + "属于另一个数据对象",
                     "the scorecard " + name.en + " is of another entity", pointer);
    }
  }
}

}  // namespace tollgate::lint
