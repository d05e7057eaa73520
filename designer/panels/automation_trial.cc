#include <algorithm>
#include <nlohmann/json.hpp>

#include "automation_parts.h"
#include "blanks.h"
#include "card.h"
#include "names.h"
#include "sample_record.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {
namespace {

std::string joined(const Json& names, const char* between) {
  std::string all;
  for (const Json& name : names) {
    if (!name.is_string()) continue;
    if (!all.empty()) all += between;
    all += name.get<std::string>();
  }
  return all;
}

void show_effect(Ui& ui, const Json& effect) {
  if (text_member(effect, "type") == "set_field") {
    const std::string record = text_member(effect, "record");
    const std::string value = text_member(effect, "value");
    paragraph(ui,
              (record.empty() ? "" : record + " · ") + text_member(effect, "field") + " = " +
                  (value.empty() ? ui.tr("空", "nothing") : value),
              {.size = 15}, "set");
    return;
  }
  const std::string to =
      effect.contains("to") ? joined(effect["to"], ui.tr("、", ", ")) : std::string();
  const std::string channel = text_member(effect, "channel");
  paragraph(ui,
            ui.tr("发给 ", "To ") + to + ui.tr("，用", " by ") +
                value_words("channel", channel).in(ui.language()),
            {.size = theme::kSmallText, .colour = theme::kTextSoft}, "to");
  gap(ui, 2);
  paragraph(ui, text_member(effect, "message"), {.size = 15}, "message");
}

void show_reply(DesignSession& session, const Json& reply) {
  Ui& ui = session.ui;
  if (reply.contains("holds") && reply["holds"] == false) {
    notice(ui, "holds-not",
           ui.tr("条件对这条记录不成立，所以什么也不会做。",
                 "The condition does not hold for this record: nothing would be done."),
           false);
    return;
  }
  int number = 0;
  for (const Json& effect : reply.value("effects", Json::array())) {
    ImGui::PushID(number++);
    show_effect(ui, effect);
    ImGui::PopID();
    gap(ui, 10);
  }
  for (const Json& problem : reply.value("problems", Json::array())) {
    if (!problem.is_string()) continue;
    ImGui::PushID(number++);
    notice(ui, "problem", problem.get<std::string>(), true);
    ImGui::PopID();
    gap(ui, 6);
  }
}

}  // namespace

void automation_trial(DesignSession& session, const std::string& automation) {
  Ui& ui = session.ui;
  const Card card(ui, "trial-card");
  heading(ui, "trial", ui.tr("试一试", "Try it"), 2);
  gap(ui, 8);
  const Json* thing = session.at(automation);
  const Json* on = session.at(automation + "/on");
  const std::string entity = on == nullptr ? std::string() : text_member(*on, "entity");
  Flow flow(ui);
  flow.words(ui.tr("在这条记录上：", "On"));
  const float width = std::min(ui.px(320), flow.room());
  flow.place(width);
  const std::string record = sample_record_chooser(session, "automation", entity, width);
  gap(ui, 10);
  Json params = {{"automation", thing == nullptr ? "" : text_member(*thing, "id")}};
  if (!record.empty()) params["record"] = record;
  const LiveAnswer& answer = session.live.ask("automation", "automation.try", std::move(params));
  if (session.has_problem_below(automation)) {
    notice(ui, "unfinished",
           ui.tr("把上面补完整，这里就显示会发出什么。",
                 "Complete what is above to see what would be sent."),
           false);
  } else if (answer.reply) {
    show_reply(session, *answer.reply);
  } else if (!answer.waiting) {
    notice(ui, "refused", answer.problem, false);
  } else {
    paragraph(ui, ui.tr("正在看…", "Looking…"), {.colour = theme::kTextFaint}, "waiting");
  }
}

}  // namespace tollgate::designer
