// Sets a field, of the record that triggered or of one that it refers to.
#include <nlohmann/json.hpp>
#include <utility>

#include "effect_rule.h"
#include "tollgate/record/values.h"

namespace tollgate::automation {
namespace {

Diagnostic does_not_fit(const std::string& automation, const model::SetField& set,
                        const feel::Value& value) {
  const std::string got = feel::to_text(value);
  return make_error("automation.value_type",
                    {"自动化“" + automation + "”要填的 " + got + " 不适合字段“" + set.field + "”。",
                     "Automation “" + automation + "” gives " + got +
                         ", which does not fit field “" + set.field + "”."},
                    {.source = automation, .pointer = set.value.pointer});
}

Diagnostic no_record(const std::string& automation, const model::SetField& set) {
  return make_diagnostic(
      Severity::kWarning, "automation.no_record",
      {"自动化“" + automation + "”没有找到引用字段“" + set.record + "”所指的记录，没有填写其字段“" +
           set.field + "”。",
       "Automation “" + automation + "” found no record that field “" + set.record +
           "” refers to; its field “" + set.field + "” was not set."},
      {.source = automation, .pointer = set.pointer});
}

class SetFieldRule final : public EffectRule {
 public:
  SetFieldRule(const model::SetField& model, const model::Entity* target, record::Rule value)
      : model_(model),
        target_(target),
        field_(target == nullptr ? nullptr : target->find_field(model.field)),
        value_(std::move(value)) {}

  std::optional<Effect> run(const RunContext& context) const override {
    const feel::Value value = run_rule(value_, context);
    std::optional<feel::Value> fitted =
        field_ == nullptr ? std::nullopt : record::fit_value(*field_, value, context.values);
    if (!fitted) {
      context.problems.push_back(does_not_fit(context.automation, model_, value));
      return std::nullopt;
    }
    std::string record;
    if (!model_.record.empty()) {
      record = referred_record(context);
      if (record.empty()) {
        context.problems.push_back(no_record(context.automation, model_));
        return std::nullopt;
      }
    }
    return Effect{context.automation,
                  SetField{target_->id, std::move(record), field_, *std::move(fitted)}};
  }

 private:
  // The id of the record whose field is set: of one that exists, or "".
  std::string referred_record(const RunContext& context) const {
    std::string id(record::reference_id(context.view.field(model_.record)));
    record::RecordLookup* records = context.values.records;
    if (id.empty() || records == nullptr) return {};
    return records->find(target_->id, id) == nullptr ? std::string() : id;
  }

  const model::SetField& model_;
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
  return std::make_unique<SetFieldRule>(set, target, *std::move(value));
}

void write_kind(const SetField& set, Json& json) {
  json["entity"] = set.entity;
  if (!set.record.empty()) json["record"] = set.record;
  json["field"] = set.field->id;
  json["value"] = record::to_wire(*set.field, set.value);
}

}  // namespace tollgate::automation
