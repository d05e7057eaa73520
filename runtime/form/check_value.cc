#include "check_value.h"

#include "tollgate/base/civil.h"

#include "tollgate/record/field_behavior.h"

namespace tollgate::form {
namespace {

record::FieldCheck check_of(const model::App& app, const FieldRules& field, Diagnostics& findings,
                            size_t& rules_run) {
  return {app,           *field.model,  field.label,
          field.minimum, field.maximum, field.pattern ? &*field.pattern : nullptr,
          findings,      rules_run};
}

const record::FieldBehavior& behavior_of(const FieldRules& field) {
  return record::behavior_of(field.model->type);
}

}  // namespace

Diagnostic unreadable_finding(const model::App& app, const FieldRules& field,
                              const std::string& typed) {
  Diagnostics none;
  size_t rules_run = 0;
  const auto [code, words] = behavior_of(field).expected(check_of(app, field, none, rules_run));
  const std::string shown = record::shortened(typed);
  const LocalizedText& label = field.label;
  if (words.empty()) {
    return make_diagnostic(Severity::kError, code,
                           {"“" + label.zh + "”填的“" + shown + "”无法识别。",
                            "“" + shown + "” cannot be read as “" + label.en + "”."});
  }
  return make_diagnostic(Severity::kError, code,
                         {"“" + label.zh + "”要填" + words.zh + "；“" + shown + "”不是。",
                          "“" + label.en + "” needs " + words.en + "; “" + shown + "” is none."});
}

Diagnostic required_finding(const FieldRules& field) {
  return make_diagnostic(Severity::kError, "form.required",
                         {behavior_of(field).request + ("“" + field.label.zh + "”。"),
                          "“" + field.label.en + "” is needed."});
}

void check_value(const model::App& app, const FieldRules& field, const feel::Value& value,
                 const record::RuleContext& context, Diagnostics& findings, size_t* rules_run) {
  record::FieldCheck check = check_of(app, field, findings, *rules_run);
  if (context.clock != nullptr) {
    const int64_t now = context.clock->now().microseconds;
    check.now = date_time_at(floor_divide(now, 1'000'000), 0, context.time_zone);
  }
  behavior_of(field).check(check, value);
}

Diagnostic rule_failure(const FieldRules& field, const LocalizedText& which,
                        const Diagnostic& failure, Severity severity) {
  return record::rule_failure(field.label, which, failure, severity);
}

}  // namespace tollgate::form
