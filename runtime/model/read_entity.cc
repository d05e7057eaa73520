#include "read_parts.h"

namespace tollgate::model {
namespace {

Option read_option(const Reader& from) {
  return {from.text("id"), from.label("label"), from.number("points"), from.pointer()};
}

Validation read_validation(const Reader& from) {
  const bool warning = from.text("severity") == "warning";
  return {from.text("id"), from.expression("test"), from.message("message"),
          warning ? Severity::kWarning : Severity::kError, from.pointer()};
}

FieldMembers read_given(const Reader& from) {
  FieldMembers given;
  for (size_t i = 0; i < kFieldMemberNames.size(); ++i) {
    if (from.says(kFieldMemberNames[i])) given.add(static_cast<FieldMember>(i));
  }
  return given;
}

FollowUp read_follow_up(const Reader& from) {
  return {from.text("id"),
          from.label("label"),
          from.text("form"),
          from.optional_expression("when"),
          from.list("set", read_assignment),
          from.pointer()};
}

// What the type says for a field that does not say it itself.
void fill_defaults(Field& field) {
  const FieldTypeInfo& info = info_of(field.type);
  if (field.minimum.empty()) field.minimum = info.minimum;
  if (field.maximum.empty()) field.maximum = info.maximum;
  if (!field.decimals && info.decimals >= 0) field.decimals = info.decimals;
  const Currency* currency = find_currency(field.currency);
  if (!field.decimals && currency != nullptr) field.decimals = currency->digits;
}

}  // namespace

Field read_field(const Reader& from) {
  Field field;
  field.id = from.text("id");
  field.type = from.enumeration("type", FieldType{});
  field.label = from.label("label");
  field.help = from.label("help");
  field.placeholder = from.label("placeholder");
  field.unit = from.label("unit");
  field.required = from.condition("required");
  field.visible = from.condition("visible");
  field.read_only = from.condition("read_only");
  field.default_value = from.optional_expression("default");
  field.computed = from.optional_expression("computed");
  field.validations = from.list("validations", read_validation);
  field.minimum = from.number("minimum");
  field.maximum = from.number("maximum");
  field.decimals = from.integer("decimals");
  field.currency = from.text("currency");
  field.min_length = from.integer("min_length");
  field.max_length = from.integer("max_length");
  field.pattern = from.text("pattern");
  field.options = from.list("options", read_option);
  field.entity = from.text("entity");
  field.filter = from.optional_expression("filter");
  field.fields = from.list("fields", read_field);
  field.min_items = from.integer("min_items");
  field.max_items = from.integer("max_items");
  field.accept = from.texts("accept");
  field.max_size_bytes = from.integer("max_size_bytes");
  field.multiple = from.flag("multiple");
  field.capture = from.flag("capture");
  field.watermark = from.flag("watermark");
  field.min_side_px = from.integer("min_side_px");
  field.max_accuracy_m = from.integer("max_accuracy_m");
  field.speech = from.flag("speech");
  field.past = from.optional_flag("past");
  field.core = from.flag("core");
  field.settled_by = from.text("settled_by");
  field.keep_when_hidden = from.flag("keep_when_hidden");
  field.given = read_given(from);
  field.pointer = from.pointer();
  field.options_by_id.build(field.options,
                            [](const Option& o) -> std::string_view { return o.id; });
  fill_defaults(field);
  return field;
}

Entity read_entity(const Reader& from) {
  Entity entity;
  entity.id = from.text("id");
  entity.label = from.label("label");
  entity.title = from.optional_expression("title");
  entity.fields = from.list("fields", read_field);
  entity.owner = from.text("owner");
  entity.follow_ups = from.list("follow_ups", read_follow_up);
  entity.pointer = from.pointer();
  entity.fields_by_id.build(entity.fields, [](const Field& f) -> std::string_view { return f.id; });
  return entity;
}

Users read_users(const Reader& from) {
  return {from.text("entity"), from.optional_expression("role"), from.text("manager"),
          from.pointer()};
}

}  // namespace tollgate::model
