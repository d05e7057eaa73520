// What automations that wait for a time need, and what they have no use for.
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

using model::Trigger;
using model::TriggerEvent;

struct TimeMember {
  const char* name;
  bool said;
  std::vector<TriggerEvent> events;  // it is for
};

std::vector<TimeMember> time_members(const Trigger& on) {
  return {
      {"field", !on.field.empty(), {TriggerEvent::kDateReached}},
      {"days", on.days != 0, {TriggerEvent::kDateReached, TriggerEvent::kUnchanged}},
      {"every", on.every.has_value(), {TriggerEvent::kSchedule}},
      {"weekdays", !on.weekdays.empty(), {TriggerEvent::kSchedule}},
      {"time", on.minutes.has_value(), {TriggerEvent::kDateReached, TriggerEvent::kSchedule}},
      {"metric", !on.metric.empty(), {TriggerEvent::kMetricCrossed}},
      {"value", !on.value.empty(), {TriggerEvent::kMetricCrossed}},
  };
}

void check_members(Findings& findings, const Trigger& on) {
  for (const TimeMember& member : time_members(on)) {
    if (!member.said) continue;
    if (std::ranges::find(member.events, on.event) != member.events.end()) continue;
    std::string events;
    for (TriggerEvent event : member.events) {
      if (!events.empty()) events += ", ";
      events += model::name_of(event);
    }
    findings.error("member_of_other_type", std::string(member.name) + " 只用于 " + events + " 触发",
                   std::string(member.name) + " is for the event " + events + " only",
                   pointer_child(on.pointer, member.name));
  }
  if (model::is_timed(on.event) && !on.fields.empty()) {
    findings.error("member_of_other_type", "fields 不用于等待时间的触发",
                   "fields is not for events that wait for a time",
                   pointer_child(on.pointer, "fields"));
  }
}

void missing(Findings& findings, const Trigger& on, const char* member, std::string zh,
             std::string en) {
  findings.error("time_incomplete", std::move(zh), std::move(en),
                 pointer_child(on.pointer, member));
}

void check_date(const model::App& app, Findings& findings, const Trigger& on) {
  if (on.field.empty()) {
    missing(findings, on, "field", "还没有选定等待哪个日期字段",
            "the date field that it waits for is not chosen yet");
    return;
  }
  const std::string pointer = pointer_child(on.pointer, "field");
  const model::Field* field = check_field(findings, app, on.entity, on.field, pointer);
  if (field == nullptr || model::has_day(field->type)) return;
  const LocalizedText name = quoted(*field);
  findings.error("not_a_date", "字段" + name.zh + "不是日期，也不是日期时间",
                 "the field " + name.en + " is neither a date nor a date and time", pointer);
}

void check_schedule(Findings& findings, const Trigger& on) {
  if (!on.every) {
    missing(findings, on, "every", "定时触发需要说明多久一次（每天、每周或每月）",
            "a schedule says how often: every day, week or month");
  } else if (*on.every != model::Every::kWeek && !on.weekdays.empty()) {
    findings.error("member_of_other_type", "weekdays 只用于每周一次的定时触发",
                   "weekdays is for a schedule by week only",
                   pointer_child(on.pointer, "weekdays"));
  }
}

void check_metric(const model::App& app, Findings& findings, const Trigger& on) {
  if (on.metric.empty()) {
    missing(findings, on, "metric", "还没有选定哪个指标", "the metric is not chosen yet");
  } else {
    check_id(findings, kMetric, on.metric, app.metrics, pointer_child(on.pointer, "metric"));
  }
  if (on.value.empty()) {
    missing(findings, on, "value", "还没有填指标要越过的界限",
            "the threshold that the metric crosses is not said yet");
  }
}

}  // namespace

void timed_triggers(const model::App& app, Findings& findings) {
  for (const model::Automation& automation : app.automations) {
    const Trigger& on = automation.on;
    check_members(findings, on);
    if (on.event == TriggerEvent::kDateReached) check_date(app, findings, on);
    if (on.event == TriggerEvent::kSchedule) check_schedule(findings, on);
    if (on.event == TriggerEvent::kMetricCrossed) check_metric(app, findings, on);
    if (on.event == TriggerEvent::kUnchanged && on.days < 1) {
      missing(findings, on, "days", "需要说明多少天没有变动（至少 1 天）",
              "it says for how many days nothing changes: one at least");
    }
  }
}

}  // namespace tollgate::lint
