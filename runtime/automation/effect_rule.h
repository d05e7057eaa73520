// One effect of an automation, compiled. Each kind is a file below effects/.
#pragma once

#include <memory>
#include <optional>

#include "tollgate/automation/effects.h"
#include "tollgate/base/result.h"
#include "tollgate/record/names.h"
#include "tollgate/record/record_view.h"
#include "tollgate/record/rule.h"

namespace tollgate::automation {

struct CompileContext {
  const model::App& app;
  const std::string& automation;
  const record::Names& names;  // of the trigger's entity
  Diagnostics& problems;
};

struct RunContext {
  const model::App& app;
  const model::Automation& automation;
  const record::RecordView& view;  // of the record that triggered
  const record::ValueContext& values;
  const record::RuleContext& rules;
  Diagnostics& problems;
};

class EffectRule {
 public:
  virtual ~EffectRule() = default;
  // nullopt with a problem when it cannot be carried out.
  virtual std::optional<Effect> run(const RunContext& context) const = 0;
};

// A null pointer, with problems, when it does not compile.
std::unique_ptr<EffectRule> compile_kind(const model::Notify& notify,
                                         const CompileContext& context);
std::unique_ptr<EffectRule> compile_kind(const model::SetField& set, const CompileContext& context);
inline std::unique_ptr<EffectRule> compile_effect(const model::Effect& effect,
                                                  const CompileContext& context) {
  return std::visit([&](const auto& kind) { return compile_kind(kind, context); }, effect);
}

// Adds the kind's own members.
void write_kind(const Notify& notify, Json& json);
void write_kind(const SetField& set, Json& json);

// What people call it: its label, the id where it has none.
LocalizedText label_of(const model::Text& label, const std::string& id, const model::App& app);

// The expression's value; a failure is added to the problems.
feel::Value run_rule(const record::Rule& rule, const RunContext& context);

}  // namespace tollgate::automation
