// An automation as a sentence: when … if … then …, and what it would do about a real record.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "automation_parts.h"
#include "blanks.h"
#include "card.h"
#include "names.h"
#include "part_editors.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"

namespace tollgate::designer {
namespace {

class AutomationEditor {
 public:
  AutomationEditor(DesignSession& session, const std::string& automation)
      : session_(session), ui_(session.ui), automation_(automation), on_(automation + "/on") {}

  void when() {
    const Card card(ui_, "when-card");
    heading(ui_, "when", ui_.tr("什么时候", "When"), 2);
    gap(ui_, 8);
    {
      const SemanticGroup group(ui_, "sentence", Role::kGroup, ui_.tr("什么时候", "When"));
      Flow flow(ui_);
      flow.words(ui_.tr("当", "When a record of"));
      entity(flow);
      event_blank(flow);
      details(flow);
    }
    for (const char* member :
         {"event", "entity", "stage", "pool", "field", "days", "every", "metric", "value"}) {
      blank_problem(session_, on_ + "/" + member);
    }
    blank_problem(session_, on_);
    hint();
  }

  void condition() {
    gap(ui_, 12);
    const Card card(ui_, "if-card");
    heading(ui_, "if", ui_.tr("如果", "If"), 2);
    gap(ui_, 8);
    rule_editor(session_, automation_ + "/when",
                property_words("automation", "when").in(ui_.language()),
                event() == "condition_met");
  }

 private:
  const Json& json() const { return session_.json(); }
  std::string text(const char* member) const {
    const Json* on = session_.at(on_);
    return on != nullptr && on->is_object() ? text_member(*on, member) : std::string();
  }
  std::string event() const { return text("event"); }

  void set(const char* member, Json value) {
    session_.run(SetProperty{on_ + "/" + member, std::move(value), false});
  }
  void set_or_clear(const char* member, const std::string& value) {
    if (value.empty()) {
      session_.run(UnsetProperty{on_ + "/" + member});
    } else {
      set(member, value);
    }
  }

  void entity(Flow& flow) {
    const auto picked =
        choose_blank(session_, flow,
                     {.key = "entity",
                      .name = ui_.tr("哪种数据", "Which records"),
                      .value = text("entity"),
                      .choices = trigger_choices(json(), automation_, "entity", session_.locale()),
                      .place = on_ + "/entity"});
    if (picked) {
      session_.run(SetProperty{on_, trigger_of_entity(json(), automation_, *picked), false});
    }
  }

  void event_blank(Flow& flow) {
    const auto picked = choose_blank(session_, flow,
                                     {.key = "event",
                                      .name = ui_.tr("发生什么", "What happens"),
                                      .value = event(),
                                      .choices = event_choices(ui_.language()),
                                      .place = on_ + "/event"});
    if (picked) {
      session_.run(SetProperty{on_, trigger_of_event(json(), automation_, *picked), false});
    }
  }

  void member_blank(Flow& flow, const char* member, const std::string& name,
                    const std::string& empty) {
    const auto picked =
        choose_blank(session_, flow,
                     {.key = member,
                      .name = name,
                      .value = text(member),
                      .choices = trigger_choices(json(), automation_, member, session_.locale()),
                      .empty = empty,
                      .clearable = !empty.empty(),
                      .place = on_ + "/" + member});
    if (picked) set_or_clear(member, *picked);
  }

  // One of an enumeration's values, in the words of the document.
  void word_blank(Flow& flow, const char* member, const std::string& name,
                  const std::string& fallback) {
    std::vector<NamedChoice> choices;
    for (const Property& property : properties_at(json(), on_)) {
      if (property.name != member) continue;
      for (const std::string& value : property.values) {
        choices.push_back({value, value_words(member, value).in(ui_.language())});
      }
    }
    const std::string now = text(member);
    const auto picked = choose_blank(session_, flow,
                                     {.key = member,
                                      .name = name,
                                      .value = now.empty() ? fallback : now,
                                      .choices = std::move(choices),
                                      .place = on_ + "/" + member});
    if (picked) set(member, *picked);
  }

  void time_blank(Flow& flow, bool optional) {
    const std::string now = text("time");
    const auto picked =
        choose_blank(session_, flow,
                     {.key = "time",
                      .name = ui_.tr("几点", "At what time"),
                      .value = now,
                      .choices = times_of_day(now),
                      .empty = optional ? ui_.tr("该字段的时刻", "at its own time") : "09:00",
                      .clearable = optional,
                      .place = on_ + "/time"});
    if (picked) set_or_clear("time", *picked);
  }

  void details(Flow& flow) {
    const std::string kind = event();
    if (kind == "stage_entered") {
      member_blank(flow, "stage", ui_.tr("哪个阶段", "Which stage"),
                   ui_.tr("任意阶段", "any stage"));
    } else if (kind == "pool_entered") {
      member_blank(flow, "pool", ui_.tr("哪个复盘池", "Which pool"), ui_.tr("任意一个", "any"));
    } else if (kind == "date_reached") {
      date(flow);
    } else if (kind == "unchanged") {
      flow.words(ui_.tr("已经", "for"));
      number_blank(session_, flow, "days", ui_.tr("天数", "Days"), on_ + "/days", true);
      flow.words(ui_.tr("天", "days"));
    } else if (kind == "schedule") {
      schedule(flow);
    } else if (kind == "metric_crossed") {
      metric(flow);
    }
    if (kind == "record_saved" || kind == "record_completed") fields(flow);
  }

  void date(Flow& flow) {
    flow.words(ui_.tr("：在", ":"));
    if (ui_.language() == Language::kChinese) {
      member_blank(flow, "field", ui_.tr("哪个日期", "Which date"), "");
      word_blank(flow, "relation", ui_.tr("之前还是之后", "Before or after"), "after");
      number_blank(session_, flow, "days", ui_.tr("天数", "Days"), on_ + "/days", true);
      flow.words("天，");
    } else {
      number_blank(session_, flow, "days", "Days", on_ + "/days", true);
      flow.words("days");
      word_blank(flow, "relation", "Before or after", "after");
      member_blank(flow, "field", "Which date", "");
      flow.words("at");
    }
    time_blank(flow, true);
  }

  void schedule(Flow& flow) {
    flow.words(ui_.tr("：", ":"));
    word_blank(flow, "every", ui_.tr("多久一次", "How often"), "");
    const std::string every = text("every");
    if (every == "week") weekdays(flow);
    if (every == "month") {
      flow.words(ui_.tr("的", "on day"));
      number_blank(session_, flow, "day_of_month", ui_.tr("几号", "Day of the month"),
                   on_ + "/day_of_month", true);
      flow.words(ui_.tr("号", ""));
    }
    flow.words(ui_.tr("", "at"));
    time_blank(flow, false);
  }

  void weekdays(Flow& flow) {
    const Json* stored = session_.at(on_ + "/weekdays");
    Json days = stored != nullptr && stored->is_array() ? *stored : Json::array({"monday"});
    for (const char* day :
         {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}) {
      const std::string name = value_words("weekdays", day).in(ui_.language());
      const auto found = std::ranges::find(days, Json(day));
      const bool on = found != days.end();
      const ButtonSpec spec{.name = ui_.language() == Language::kChinese
                                        ? std::string_view(name)
                                        : std::string_view(name).substr(0, 3),
                            .pressed = on};
      flow.place(button_width(ui_, spec));
      if (!button(ui_, day, spec)) continue;
      if (on) {
        days.erase(found);
      } else {
        days.push_back(day);
      }
      // One at least: without any the document means Monday.
      if (days.empty()) continue;
      set("weekdays", days);
    }
  }

  void metric(Flow& flow) {
    flow.words(ui_.tr("：", ":"));
    member_blank(flow, "metric", ui_.tr("哪个指标", "Which metric"), "");
    word_blank(flow, "crosses", ui_.tr("越过方向", "In which direction"), "below");
    number_blank(session_, flow, "value", ui_.tr("界限", "Threshold"), on_ + "/value", false);
  }

  // Only when one of these changed.
  void fields(Flow& flow) {
    const Json* stored = session_.at(on_ + "/fields");
    Json chosen = stored != nullptr && stored->is_array() ? *stored : Json::array();
    std::vector<NamedChoice> all =
        trigger_choices(json(), automation_, "fields", session_.locale());
    flow.words(chosen.empty() ? ui_.tr("，", "") : ui_.tr("，且变了：", ", and these changed:"));
    for (const NamedChoice& field : all) {
      const auto found = std::ranges::find(chosen, Json(field.id));
      if (found == chosen.end()) continue;
      const ButtonSpec spec{.name = field.label,
                            .description = ui_.tr("点一下移除", "Press to remove"),
                            .icon = Icon::kClose};
      flow.place(button_width(ui_, spec));
      ImGui::PushID(field.id.c_str());
      if (button(ui_, "changed", spec)) {
        chosen.erase(found);
        if (chosen.empty()) {
          session_.run(UnsetProperty{on_ + "/fields"});
        } else {
          set("fields", chosen);
        }
        ImGui::PopID();
        return;
      }
      ImGui::PopID();
    }
    std::erase_if(all, [&](const NamedChoice& field) {
      return std::ranges::find(chosen, Json(field.id)) != chosen.end();
    });
    const auto picked =
        choose_blank(session_, flow,
                     {.key = "fields",
                      .name = ui_.tr("哪个字段变了", "Which field changed"),
                      .value = "",
                      .choices = std::move(all),
                      .empty = chosen.empty() ? ui_.tr("无论哪个字段变了", "whatever changed")
                                              : ui_.tr("再加一个", "one more")});
    if (picked && !picked->empty()) {
      chosen.push_back(*picked);
      set("fields", chosen);
    }
  }

  // What people should know of times.
  void hint() {
    const std::string kind = event();
    std::string words;
    if (kind == "schedule" || kind == "metric_crossed") {
      words = ui_.tr("到时会对每条满足下面条件的记录各做一次；只想通知人时，选人员作为数据。",
                     "It is done once for each record for which the condition below holds. To tell "
                     "only people, choose the people as the records.");
    } else if (kind == "date_reached" || kind == "unchanged") {
      words = ui_.tr("每条记录每次只提醒一回；早已过去的日期不补发。",
                     "Once for each record and date; dates long past are not made up for.");
    }
    if (words.empty()) return;
    gap(ui_, 8);
    paragraph(ui_, words, {.size = theme::kSmallText, .colour = theme::kTextFaint}, "hint");
  }

  DesignSession& session_;
  Ui& ui_;
  std::string automation_;
  std::string on_;
};

}  // namespace

void automation_editor(DesignSession& session, const std::string& automation) {
  AutomationEditor editor(session, automation);
  editor.when();
  editor.condition();
  gap(session.ui, 12);
  automation_effects(session, automation);
  gap(session.ui, 12);
  automation_trial(session, automation);
}

}  // namespace tollgate::designer
