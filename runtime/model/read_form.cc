#include "read_parts.h"

namespace tollgate::model {
namespace {

FormField read_form_field(const Reader& from) {
  FormField field;
  field.field = from.text("field");
  field.label = from.label("label");
  field.help = from.label("help");
  field.required = from.condition("required");
  field.visible = from.condition("visible");
  field.read_only = from.condition("read_only");
  field.width = from.enumeration("width", Width::kFull);
  field.pointer = from.pointer();
  return field;
}

Section read_section(const Reader& from) {
  Section section;
  section.id = from.text("id");
  section.label = from.label("label");
  section.help = from.label("help");
  section.visible = from.condition("visible");
  section.collapsed = from.flag("collapsed");
  section.fields = from.list("fields", read_form_field);
  section.pointer = from.pointer();
  return section;
}

Prefill read_prefill(const Reader& from) {
  return {from.text("from"), from.object("find", read_find), from.list("set", read_assignment),
          from.pointer()};
}

}  // namespace

Assignment read_assignment(const Reader& from) {
  return {from.text("field"), from.expression("value"), from.pointer()};
}

Form read_form(const Reader& from) {
  Form form;
  form.id = from.text("id");
  form.entity = from.text("entity");
  form.label = from.label("label");
  form.sections = from.list("sections", read_section);
  form.prefill = from.list("prefill", read_prefill);
  form.scorecard = from.text("scorecard");
  form.target_seconds = from.integer("target_seconds");
  form.seconds_field = from.text("seconds_field");
  form.submit_label = from.label("submit_label");
  form.pointer = from.pointer();
  return form;
}

}  // namespace tollgate::model
