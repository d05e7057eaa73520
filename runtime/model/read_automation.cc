#include "read_parts.h"
#include "read_variant.h"

namespace tollgate::model {
namespace {

// "09:30", as the schema has it.
std::optional<int> minutes_of(const std::string& time) {
  if (time.size() != 5) return std::nullopt;
  return ((time[0] - '0') * 10 + (time[1] - '0')) * 60 + (time[3] - '0') * 10 + (time[4] - '0');
}

Trigger read_trigger(const Reader& from) {
  Trigger on;
  on.event = from.enumeration("event", TriggerEvent::kRecordSaved);
  on.entity = from.text("entity");
  on.stage = from.text("stage");
  on.pool = from.text("pool");
  on.fields = from.texts("fields");
  on.field = from.text("field");
  on.days = from.integer("days").value_or(0);
  on.relation = from.enumeration("relation", Relation::kAfter);
  on.every = from.optional_enumeration<Every>("every");
  for (const std::string& name : from.texts("weekdays")) {
    if (const std::optional<Weekday> day = enum_of<Weekday>(name)) on.weekdays.push_back(*day);
  }
  on.day_of_month = int(from.integer("day_of_month").value_or(1));
  on.minutes = minutes_of(from.text("time"));
  on.metric = from.text("metric");
  on.crosses = from.enumeration("crosses", Crosses::kBelow);
  on.value = from.number("value");
  on.pointer = from.pointer();
  return on;
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
