#include "read_parts.h"

namespace tollgate::model {
namespace {

Trigger read_trigger(const Reader& from) {
  return {from.enumeration("event", TriggerEvent::kRecordSaved),
          from.text("entity"),
          from.text("stage"),
          from.text("pool"),
          from.texts("fields"),
          from.pointer()};
}

Effect read_effect(const Reader& from) {
  Effect effect;
  effect.type = from.enumeration("type", EffectType::kNotify);
  effect.pointer = from.pointer();
  if (effect.type == EffectType::kNotify) {
    effect.channel = from.enumeration("channel", Channel::kInApp);
    effect.to = from.expression("to");
    effect.message = from.message("message");
  } else {
    effect.record = from.text("record");
    effect.field = from.text("field");
    effect.value = from.expression("value");
  }
  return effect;
}

}  // namespace

Automation read_automation(const Reader& from) {
  Automation automation;
  automation.id = from.text("id");
  automation.label = from.label("label");
  automation.on = from.object("on", read_trigger).value_or(Trigger{});
  automation.when = from.optional_expression("when");
  automation.effects = from.list("effects", read_effect);
  automation.pointer = from.pointer();
  return automation;
}

}  // namespace tollgate::model
