// What follows when something happened to a record: effects as data. Executes nothing.
//
//   Result<Automations> automations = Automations::compile(app, entity, names);
//   Event event{.type = model::TriggerEvent::kRecordSaved, .changed_fields = {"actual_arrival"}};
//   std::vector<Effect> effects = automations->react(event, view, context, problems);
//
// Effects come in the order of the document. Setting a field triggers nothing again, neither of its
// own record's entity nor of another's.
#pragma once

#include <string>
#include <vector>

#include "tollgate/base/localized_text.h"
#include "tollgate/base/result.h"
#include "tollgate/feel/value.h"
#include "tollgate/model/app.h"
#include "tollgate/record/message.h"
#include "tollgate/record/names.h"
#include "tollgate/record/record_view.h"
#include "tollgate/record/rule.h"

namespace tollgate::automation {

struct Event {
  model::TriggerEvent type = model::TriggerEvent::kRecordSaved;
  std::string stage;  // stage_entered
  std::string pool;   // pool_entered
  std::vector<std::string> changed_fields;
};

// As long as the app lives.
struct Effect {
  std::string automation;
  model::EffectType type = model::EffectType::kNotify;
  // notify
  model::Channel channel = model::Channel::kInApp;
  std::vector<std::string> to;  // record ids of people, each once
  LocalizedText message;
  // set_field
  std::string entity;  // whose field it is
  std::string record;  // "": the record that triggered
  const model::Field* field = nullptr;
  feel::Value value;
};

class Automations {
 public:
  // The automations of one entity. `app` and `names` must outlive it.
  static Result<Automations> compile(const model::App& app, const model::Entity& entity,
                                     const record::Names& names);

  bool empty() const { return automations_.empty(); }

  // Rules that fail, messages to nobody, and fields of a record that `values` does not find (it is
  // gone, or nothing is referred to), are added to `problems`; the others still run.
  std::vector<Effect> react(const Event& event, const record::RecordView& view,
                            const record::ValueContext& values, const record::RuleContext& context,
                            Diagnostics& problems) const;

 private:
  struct CompiledEffect {
    const model::Effect* model = nullptr;
    std::optional<record::Rule> value;  // whom to notify, or what to set
    record::MessageTemplate message;
    const model::Entity* target = nullptr;  // set_field: nullptr when there is no such entity
  };
  struct Compiled {
    const model::Automation* model = nullptr;
    std::optional<record::Rule> when;
    std::vector<CompiledEffect> effects;
  };

  // The rest of a set_field effect that gives `value`; false when it cannot be carried out.
  static bool set_field(const Compiled& automation, const CompiledEffect& compiled,
                        const feel::Value& value, const record::RecordView& view,
                        const record::ValueContext& values, Effect& effect, Diagnostics& problems);

  std::vector<Compiled> automations_;
};

}  // namespace tollgate::automation
