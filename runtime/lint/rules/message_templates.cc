// "{{" in a message begins an expression: one without its "}}" is shown as it stands.
#include "effects/effects.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

void check_message(Findings& findings, const model::Message& message) {
  for (const auto& [locale, text] : message.text.by_locale) {
    for (const model::MessagePart& part : model::split_message(text)) {
      if (part.is_expression || part.text.find("{{") == std::string::npos) continue;
      findings.error("unclosed_expression", "“{{”缺少对应的“}}”",
                     "'{{' begins an expression, but its '}}' is missing",
                     pointer_child(message.pointer, locale), {"}}"});
    }
  }
}

void check_fields(Findings& findings, const std::vector<model::Field>& fields) {
  for (const model::Field& field : fields) {
    for (const model::Validation& rule : field.validations) check_message(findings, rule.message);
    check_fields(findings, field.fields);
  }
}

}  // namespace

void message_templates(const model::App& app, Findings& findings) {
  for (const model::Entity& entity : app.entities) check_fields(findings, entity.fields);
  for (const model::Scorecard& scorecard : app.scorecards) {
    for (const model::Criterion& criterion : scorecard.criteria) {
      check_message(findings, criterion.advice);
    }
  }
  for (const model::Workflow& workflow : app.workflows) {
    for (const model::Stage& stage : workflow.stages) {
      for (const model::Requirement& rule : stage.requirements) {
        check_message(findings, rule.message);
      }
    }
  }
  for (const model::Automation& automation : app.automations) {
    for (const model::Effect& effect : automation.effects) {
      for (const model::Message* message : parts_of(app, automation.on.entity, effect).messages) {
        check_message(findings, *message);
      }
    }
  }
  for (const model::QuickFilter& filter : app.quick_filters) {
    for (const model::Tag& tag : filter.tags) check_message(findings, tag.label);
  }
}

}  // namespace tollgate::lint
