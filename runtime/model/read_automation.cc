#include "read_parts.h"
#include "read_variant.h"

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

Effect read_effect(const Reader& from) { return read_variant<Effect>(from); }

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
