// Forms that cannot do their work: nothing to fill, a required field that nobody can reach, a short
// mode without fields.
#include <string_view>
#include <unordered_set>

#include "ids.h"
#include "rules.h"

namespace tollgate::lint {
namespace {

using model::Field;

// Fields above this number make a form long enough to need its short mode.
constexpr size_t kLongForm = 12;

// Whether a new record needs a person to fill the field.
bool must_be_typed(const model::App& app, const std::string& entity, const Field& field) {
  const bool always = field.required && !field.required->expression && field.required->constant;
  if (!always || field.computed || field.default_value) return false;
  const model::Workflow* workflow = app.workflow_of(entity);
  return workflow == nullptr || workflow->stage_field != field.id;
}

// A form can name thousands of fields, and so can its entity have.
using FieldIds = std::unordered_set<std::string_view>;

FieldIds placed_in(const model::Form& form) {
  FieldIds placed;
  for (const model::Section& section : form.sections) {
    for (const model::FormField& field : section.fields) placed.insert(field.field);
  }
  return placed;
}

FieldIds prefilled_in(const model::Form& form) {
  FieldIds prefilled;
  for (const model::Prefill& prefill : form.prefill) {
    for (const model::Assignment& set : prefill.set) prefilled.insert(set.field);
  }
  return prefilled;
}

}  // namespace

void form_completeness(const model::App& app, Findings& findings) {
  for (const model::Form& form : app.forms) {
    const model::Entity* entity = app.find_entity(form.entity);
    if (entity == nullptr) continue;
    const FieldIds in_form = placed_in(form);
    const FieldIds prefilled = prefilled_in(form);
    size_t placed = 0;
    size_t core = 0;
    for (const Field& field : entity->fields) {
      if (in_form.contains(field.id)) {
        ++placed;
        core += field.core;
      } else if (must_be_typed(app, entity->id, field) && !prefilled.contains(field.id)) {
        findings.warning("required_field_missing",
                         "必填字段" + quoted(field).zh + "不在表单里，记录无法由它填完",
                         "the required field " + quoted(field).en +
                             " is not in the form: no record can be completed with it",
                         form.pointer, {field.id});
      }
    }
    if (placed == 0) {
      findings.error("empty_form", "表单里没有任何字段", "the form has no fields", form.pointer);
    } else if (placed > kLongForm && core == 0) {
      findings.warning("no_core_fields", "表单很长，却没有核心字段：简短模式没有内容可显示",
                       "the form is long but has no core fields: its short mode shows nothing",
                       form.pointer);
    }
  }
}

}  // namespace tollgate::lint
