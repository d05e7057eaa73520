// The checks that a field's own members ask for: what the behaviour of its type finds
// (record/field_behavior.h), in the words of the form.
#pragma once

#include <string>

#include "compiled_form.h"
#include "tollgate/base/diagnostic.h"
#include "tollgate/feel/value.h"

namespace tollgate::form {

// What is wrong with typed text that is no value of the field's type.
Diagnostic unreadable_finding(const model::App& app, const FieldRules& field,
                              const std::string& typed);

Diagnostic required_finding(const FieldRules& field);

// The findings for a value that is there. `*rules_run` counts expressions.
void check_value(const model::App& app, const FieldRules& field, const feel::Value& value,
                 const record::RuleContext& context, Diagnostics& findings, size_t* rules_run);

// A rule of the document that could not run. `which` names it: "计算" / "computation".
Diagnostic rule_failure(const FieldRules& field, const LocalizedText& which,
                        const Diagnostic& failure, Severity severity);

}  // namespace tollgate::form
