// Sets a field, of the record that triggered or of one that it refers to.
#include <nlohmann/json.hpp>
#include <utility>

#include "effect_rule.h"
#include "tollgate/record/find.h"
#include "tollgate/record/values.h"

namespace tollgate::automation {
namespace {

LocalizedText field_label(const model::Entity* entity, const std::string& id,
                          const RunContext& context) {
  const model::Field* field = entity == nullptr ? nullptr : entity->find_field(id);
  return label_of(field == nullptr ? model::Text() : field->label, id, context.app);
}

Diagnostic does_not_fit(const RunContext& context, const model::SetField& set,
                        const LocalizedText& field, const feel::Value& value) {
  const model::Automation& automation = context.automation;
  const LocalizedText name = label_of(automation.label, automation.id, context.app);
  const std::string got = feel::to_text(value);
  return make_error("automation.value_type",
                    {"自动化“" + name.zh + "”要填的 " + got + " 不适合字段“" + field.zh + "”。",
                     "Automation “" + name.en + "” gives " + got + ", which does not fit field “" +
                         field.en + "”."},
                    {.source = automation.id, .pointer = set.value.pointer});
}

Diagnostic no_record(const RunContext& context, const model::SetField& set,
                     const LocalizedText& field) {
  const model::Automation& automation = context.automation;
  const LocalizedText name = label_of(automation.label, automation.id, context.app);
  const LocalizedText reference = field_label(&context.view.names->entity(), set.record, context);
  return make_diagnostic(
      Severity::kWarning, "automation.no_record",
      {"自动化“" + name.zh + "”没有找到关联字段“" + reference.zh + "”所指的记录，没有填写其字段“" +
           field.zh + "”。",
       "Automation “" + name.en + "” found no record that field “" + reference.en +
           "” refers to; its field “" + field.en + "” was not set."},
      {.source = automation.id, .pointer = set.pointer});
}

class SetFieldRule final : public EffectRule {
 public:
  SetFieldRule(const model::SetField& model, const model::Entity* target, record::Rule value,
               std::optional<record::FindRule> find)
      : model_(model),
        find_(std::move(find)),
        target_(target),
        field_(target == nullptr ? nullptr : target->find_field(model.field)),
        value_(std::move(value)) {}

  std::optional<Effect> run(const RunContext& context) const override {
    const feel::Value value = find_ ? value_of_found(context) : run_rule(value_, context);
    std::optional<feel::Value> fitted =
        field_ == nullptr ? std::nullopt : record::fit_value(*field_, value, context.values);
    if (!fitted) {
      context.problems.push_back(does_not_fit(context, model_, label(context), value));
      return std::nullopt;
    }
    // A search that finds nothing has nothing to say of a field that is empty already.
    if (find_ && model_.record.empty() && fitted->is_null() &&
        context.view.field(model_.field).is_null()) {
      return std::nullopt;
    }
    std::string record;
    if (!model_.record.empty()) {
      record = referred_record(context);
      if (record.empty()) {
        context.problems.push_back(no_record(context, model_, label(context)));
        return std::nullopt;
      }
    }
    return Effect{context.automation.id,
                  SetField{target_->id, std::move(record), field_, *std::move(fitted)}};
  }

 private:
  // Nothing found is a null item, of which the value may make something.
  feel::Value value_of_found(const RunContext& context) const {
    record::RecordView view = context.view;
    view.slots[view.names->item()] =
        find_->run(context.view.slots, context.values, context.rules, context.problems).record;
    return run_rule(value_, {context.app, context.automation, view, context.values, context.rules,
                             context.problems});
  }

  LocalizedText label(const RunContext& context) const {
    return field_label(target_, model_.field, context);
  }

  // The id of the record whose field is set: of one that exists, or "".
  std::string referred_record(const RunContext& context) const {
    std::string id(record::reference_id(context.view.field(model_.record)));
    record::RecordLookup* records = context.values.records;
    if (id.empty() || records == nullptr) return {};
    return records->find(target_->id, id) == nullptr ? std::string() : id;
  }

  const model::SetField& model_;
  std::optional<record::FindRule> find_;
  const model::Entity* target_;  // nullptr when there is no such entity
  const model::Field* field_;
  record::Rule value_;
};

}  // namespace

std::unique_ptr<EffectRule> compile_kind(const model::SetField& set,
                                         const CompileContext& context) {
  std::optional<record::Rule> value =
      record::compile_rule(set.value, context.names.scope(), context.problems);
  if (!value) return nullptr;
  const model::Entity* target = context.app.entity_set_by(set, context.names.entity().id);
  std::optional<record::FindRule> find;
  if (set.find) {
    find = record::FindRule::compile(context.app, *set.find, context.names, context.problems);
    if (!find) return nullptr;
  }
  return std::make_unique<SetFieldRule>(set, target, *std::move(value), std::move(find));
}

void write_kind(const SetField& set, Json& json) {
  json["entity"] = set.entity;
  if (!set.record.empty()) json["record"] = set.record;
  json["field"] = set.field->id;
  json["value"] = record::to_wire(*set.field, set.value);
}

}  // namespace tollgate::automation
