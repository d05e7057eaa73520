// Forms that cannot do their work: nothing to fill, a required field that nobody can reach, a short
// mode without fields.
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

bool is_prefilled(const model::Form& form, const std::string& field) {
  for (const model::Prefill& prefill : form.prefill) {
    for (const model::Assignment& set : prefill.set) {
      if (set.field == field) return true;
    }
  }
  return false;
}

}  // namespace

void form_completeness(const model::App& app, Findings& findings) {
  for (const model::Form& form : app.forms) {
    const model::Entity* entity = app.find_entity(form.entity);
    if (entity == nullptr) continue;
    size_t placed = 0;
    size_t core = 0;
    for (const Field& field : entity->fields) {
      if (form.find_field(field.id) != nullptr) {
        ++placed;
        core += field.core;
      } else if (must_be_typed(app, entity->id, field) && !is_prefilled(form, field.id)) {
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
