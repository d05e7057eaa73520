#include "blanks.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/base/typed_number.h"

namespace tollgate::designer {
namespace {

constexpr float kNarrowest = 72;  // CSS pixels
constexpr float kBesideText = 46;
constexpr float kNumberWidth = 76;

std::optional<Json> typed_json(const std::string& text, bool integer) {
  const std::optional<Decimal> number = read_typed_number(text);
  if (!number) return std::nullopt;
  Result<Json> parsed = parse_json(number->to_text());
  if (!parsed || !parsed->is_number() || (integer && !parsed->is_number_integer())) {
    return std::nullopt;
  }
  return *std::move(parsed);
}

}  // namespace

std::optional<std::string> choose_blank(DesignSession& session, Flow& flow, const Blank& blank) {
  Ui& ui = session.ui;
  std::vector<Choice> choices;
  for (const NamedChoice& choice : blank.choices) {
    choices.push_back({choice.id, choice.label, Icon::kNone});
  }
  const auto found =
      std::ranges::find_if(choices, [&](const Choice& choice) { return choice.id == blank.value; });
  const std::string empty = blank.empty.empty() ? ui.tr("请选择", "Choose") : blank.empty;
  // What is no choice any more is told as a problem; its id says nothing to people.
  const std::string shown = found != choices.end() ? found->label : empty;
  const float width =
      std::min(std::max(ui.px(kNarrowest), std::ceil(text_width(ui, shown)) + ui.px(kBesideText)),
               flow.room());
  flow.place(width);
  if (!blank.place.empty() && session.takes_focus(blank.place)) {
    ImGui::PushID(blank.key);
    ui.request_focus(ImGui::GetID("box"));
    ImGui::PopID();
  }
  return combo(
      ui, blank.key, found != choices.end() ? blank.value : "", choices,
      {.name = blank.name, .empty_label = empty, .clearable = blank.clearable, .width = width});
}

void number_blank(DesignSession& session, Flow& flow, const char* key, const std::string& name,
                  const std::string& place, bool integer) {
  Ui& ui = session.ui;
  const Json* value = session.at(place);
  const auto draft = session.drafts.find(place);
  const std::string stored =
      value != nullptr && value->is_number() ? number_text(*value) : std::string();
  flow.place(ui.px(kNumberWidth));
  if (session.takes_focus(place)) ui.request_focus(ImGui::GetID(key));
  const auto typed =
      text_field(ui, key, draft != session.drafts.end() ? draft->second : stored,
                 {.name = name, .numeric = true, .required = true, .width = ui.px(kNumberWidth)});
  if (typed) {
    session.drafts[place] = *typed;
    // On the way to a number there may be none.
    if (auto number = typed_json(*typed, integer)) {
      session.run(SetProperty{place, *std::move(number), true});
    }
  }
  if (ui.lost_focus(ImGui::GetID(key))) {
    session.drafts.erase(place);
    session.document.seal();
  }
}

std::vector<NamedChoice> times_of_day(const std::string& now) {
  std::vector<NamedChoice> times;
  const auto two_digits = [](int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  for (int minutes = 0; minutes < 24 * 60; minutes += 30) {
    const std::string time = two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
    times.push_back({time, time});
  }
  const auto known =
      std::ranges::find_if(times, [&](const NamedChoice& time) { return time.id == now; });
  if (!now.empty() && known == times.end()) {
    times.push_back({now, now});
    std::ranges::sort(times, {}, &NamedChoice::id);
  }
  return times;
}

void blank_problem(DesignSession& session, const std::string& place) {
  const std::string problem = session.problem_at(place);
  if (problem.empty()) return;
  gap(session.ui, 6);
  ImGui::PushID(place.c_str());
  notice(session.ui, "problem", problem, true);
  ImGui::PopID();
}

}  // namespace tollgate::designer
