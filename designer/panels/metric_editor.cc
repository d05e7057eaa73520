// A metric as a sentence with blanks, and beside it the number that it gives on the records that
// are there now.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "blanks.h"
#include "card.h"
#include "cells.h"
#include "metric_parts.h"
#include "names.h"
#include "part_editors.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/metric_sentence.h"
#include "tollgate/designer/widgets/controls.h"
#include "widget_picture.h"

namespace tollgate::designer {
namespace {

constexpr float kBeside = 700;  // CSS pixels: narrower, the number stands below the sentence
constexpr float kNumberWide = 280;
constexpr const char* kFormula = "=";  // no field has this path
constexpr const char* kNewDashboard = "+";
constexpr size_t kPictureGroups = 10;

const char* member_of(MetricBlank blank) {
  switch (blank) {
    case MetricBlank::kAggregate:
      return "aggregate";
    case MetricBlank::kEntity:
      return "entity";
    case MetricBlank::kValue:
      return "value";
    case MetricBlank::kNumerator:
      return "numerator";
    case MetricBlank::kDenominator:
      return "denominator";
    case MetricBlank::kWindow:
      return "window/field";
    case MetricBlank::kSpan:
      return "window/period";
    case MetricBlank::kDays:
      return "window/days";
    case MetricBlank::kFormat:
      return "format";
    case MetricBlank::kDecimals:
      return "decimals";
  }
  return "";
}

class MetricEditor {
 public:
  MetricEditor(DesignSession& session, const std::string& metric)
      : session_(session), ui_(session.ui), metric_(metric) {}

  void sentence_card(float width) {
    const Card card(ui_, "sentence-card", width);
    heading(ui_, "what", ui_.tr("算什么", "What it counts"), 2);
    gap(ui_, 8);
    sentence();
    const std::string aggregate = blank_value(json(), metric_, MetricBlank::kAggregate);
    gap(ui_, 14);
    if (aggregate == "share") {
      rule_editor(session_, metric_ + "/test", ui_.tr("其中满足", "Those that meet"), true);
      gap(ui_, 6);
    }
    if (aggregate != "ratio") {
      rule_editor(session_, metric_ + "/filter", ui_.tr("只统计", "Only count where"), false);
      gap(ui_, 6);
      time();
    }
    beside();
    look();
    thresholds();
  }

  void number_card(float width) {
    const Card card(ui_, "number-card", width);
    heading(ui_, "now", ui_.tr("现在的数字", "Its number now"), 2);
    gap(ui_, 6);
    const std::string grouping = group_under_look();
    const LiveAnswer& answer = live_answer();
    number(answer);
    comparison_number(session_, metric_, answer);
    gap(ui_, 12);
    groups(answer, grouping);
    gap(ui_, 12);
    put_on_dashboard(grouping);
  }

 private:
  // The number on the present data, and those of its groups.
  const LiveAnswer& live_answer() {
    const std::string grouping = group_under_look();
    Json params = {{"metric", text_member(*session_.at(metric_), "id")}};
    if (!grouping.empty()) {
      const size_t at = grouping.find('@');
      params["group_by"] = grouping.substr(0, at);
      if (at != std::string::npos) params["by"] = grouping.substr(at + 1);
      params["limit"] = kPictureGroups;
    }
    return session_.live.ask("metric", "metric.read", std::move(params));
  }

  const Json& json() const { return session_.json(); }
  std::string_view locale() const { return session_.locale(); }

  void fill(MetricBlank blank, const std::string& value) {
    if (blank == MetricBlank::kValue) {
      const bool formula = value == kFormula;
      formula_asked(formula);
      if (formula) {
        session_.focus_on(metric_ + "/value");
        return;
      }
    }
    session_.run(FillBlank{metric_, blank, value});
  }

  std::string formula_key() const { return "formula:" + path_of_ids(json(), metric_); }
  void formula_asked(bool on) const {
    if (on) {
      session_.open_groups.insert(formula_key());
    } else {
      session_.open_groups.erase(formula_key());
    }
  }
  bool shows_formula() const {
    return has_formula(json(), metric_) || session_.open_groups.contains(formula_key());
  }

  // A chooser as wide as what stands in it.
  void chooser(Flow& flow, MetricBlank blank, std::string_view empty, bool clearable) {
    std::vector<Choice> choices;
    for (BlankChoice& one : blank_choices(json(), metric_, blank, locale())) {
      choices.push_back({std::move(one.id), std::move(one.label),
                         one.type.empty() ? Icon::kNone : icon_of_field_type(one.type)});
    }
    std::string value = blank_value(json(), metric_, blank);
    if (blank == MetricBlank::kValue) {
      choices.push_back({kFormula, ui_.tr("按公式计算…", "A formula…"), Icon::kNone});
      if (shows_formula()) value = kFormula;
    }
    const auto found = std::find_if(choices.begin(), choices.end(),
                                    [&](const Choice& choice) { return choice.id == value; });
    const std::string shown = found != choices.end() ? found->label
                              : value.empty()        ? std::string(empty)
                                                     : value;
    const float icon = found != choices.end() && found->icon != Icon::kNone ? ui_.px(24) : 0;
    const float width = std::min(
        std::max(ui_.px(72), std::ceil(text_width(ui_, shown)) + ui_.px(46) + icon), flow.room());
    flow.place(width);
    const std::string name = blank_name(blank, locale());
    const std::string place = metric_ + "/" + member_of(blank);
    if (blank != MetricBlank::kValue && session_.takes_focus(place)) {
      ImGui::PushID(member_of(blank));
      ui_.request_focus(ImGui::GetID("box"));
      ImGui::PopID();
    }
    const auto picked =
        combo(ui_, member_of(blank), value, choices,
              {.name = name, .empty_label = empty, .clearable = clearable, .width = width});
    if (picked) fill(blank, *picked);
  }

  void sentence() {
    const MetricSentence parts = metric_sentence(json(), metric_, locale());
    const SemanticGroup group(ui_, "sentence", Role::kGroup,
                              ui_.tr("指标的句子", "The metric in words"));
    Flow flow(ui_);
    for (const SentencePart& part : parts.parts) {
      if (part.blank) {
        chooser(flow, *part.blank, ui_.tr("请选择", "Choose"), false);
      } else {
        flow.words(part.words);
      }
    }
    for (const char* member : {"numerator", "denominator", "value"}) problem(member);
    if (session_.at(metric_ + "/value") == nullptr || !shows_formula()) return;
    gap(ui_, 10);
    expression_editor(session_, metric_ + "/value", ui_.tr("公式", "Formula"), true,
                      ui_.tr("例如：单价 * 数量", "e.g. Price * Quantity"));
  }

  void problem(const char* member) {
    if (std::string(member) == "value" && shows_formula()) return;  // its field shows it
    const std::string place = metric_ + "/" + member;
    const std::string text = session_.problem_at(place);
    if (text.empty()) return;
    gap(ui_, 6);
    notice(ui_, member, text, true);
  }

  void time() {
    const std::string field = blank_value(json(), metric_, MetricBlank::kWindow);
    caption(ui_, ui_.tr("时间", "Time"));
    Flow flow(ui_);
    if (!field.empty() && locale() != "en") flow.words("按");
    chooser(flow, MetricBlank::kWindow, ui_.tr("不限时间", "Any time"), true);
    if (!field.empty()) {
      flow.words(ui_.tr("在", "in"));
      chooser(flow, MetricBlank::kSpan, "", false);
      if (blank_value(json(), metric_, MetricBlank::kSpan) == "days") {
        const float width = ui_.px(72);
        flow.place(width);
        days(width);
        flow.words(ui_.tr("天", "days"));
      }
    }
    gap(ui_, 14);
  }

  void days(float width) {
    const std::string place = metric_ + "/window/days";
    const auto draft = session_.drafts.find(place);
    const std::string stored = blank_value(json(), metric_, MetricBlank::kDays);
    const std::string name = blank_name(MetricBlank::kDays, locale());
    if (session_.takes_focus(place)) ui_.request_focus(ImGui::GetID("days"));
    const auto typed =
        text_field(ui_, "days", draft != session_.drafts.end() ? draft->second : stored,
                   {.name = name, .numeric = true, .required = true, .width = width});
    if (typed) {
      session_.drafts[place] = *typed;
      // On the way to a number there may be none.
      if (!typed->empty() && typed->find_first_not_of("0123456789") == std::string::npos) {
        session_.run(FillBlank{metric_, MetricBlank::kDays, *typed});
      }
    }
    if (ui_.lost_focus(ImGui::GetID("days"))) {
      session_.drafts.erase(place);
      session_.document.seal();
    }
  }

  void look() {
    caption(ui_, ui_.tr("显示为", "Shown as"));
    Flow flow(ui_);
    chooser(flow, MetricBlank::kFormat, "", false);
    chooser(flow, MetricBlank::kDecimals, ui_.tr("小数位自动", "Decimals as they are"), true);
    gap(ui_, 4);
  }

  // From which number on it is good, a warning or a risk.
  void thresholds() {
    const std::string list = metric_ + "/thresholds";
    const Json* levels = session_.at(list);
    const size_t count = levels != nullptr && levels->is_array() ? levels->size() : 0;
    const bool percent = blank_value(json(), metric_, MetricBlank::kFormat) == "percent";
    gap(ui_, 12);
    caption(ui_, ui_.tr("颜色", "Colours"));
    const SemanticGroup group(ui_, "thresholds", Role::kGroup, ui_.tr("颜色", "Colours"));
    std::vector<Choice> choices;
    for (const std::string& one : values_of("threshold", "level")) {
      choices.push_back({one, value_words("level", one).in(ui_.language()), Icon::kNone});
    }
    std::optional<Command> command;
    const std::string selected = session_.document.selection();
    for (size_t i = 0; i < count; ++i) {
      const std::string place = pointer_child(list, i);
      const std::string spoken = ui_.tr("颜色 ", "Colour ") + std::to_string(i + 1);
      ImGui::PushID(static_cast<int>(i));
      Flow flow(ui_, 6);
      const float wide = ui_.px(112);
      flow.place(wide);
      const std::string level_name = spoken + ui_.tr(" 级别", " level");
      if (auto picked = combo(ui_, "level", text_member((*levels)[i], "level"), choices,
                              {.name = level_name, .width = wide})) {
        command = SetProperty{place + "/level", *picked, false};
      }
      bound(flow, place + "/at_least", ui_.tr("不低于", "at least"), spoken, percent);
      bound(flow, place + "/below", ui_.tr("低于", "below"), spoken, percent);
      flow.place(row_tools_width(ui_));
      const RowTool tool = row_tools(ui_, spoken, i == 0, i + 1 == count);
      if (tool == RowTool::kUp) command = MoveItem{place, i - 1};
      if (tool == RowTool::kDown) command = MoveItem{place, i + 2};
      if (tool == RowTool::kRemove) command = RemoveItem{place};
      gap(ui_, 4);
      ImGui::PopID();
    }
    if (session_.takes_focus(list)) ui_.request_focus(ImGui::GetID("add-threshold"));
    if (button(ui_, "add-threshold",
               {.name = ui_.tr("添加颜色", "Add a colour"),
                .icon = Icon::kPlus,
                .kind = ButtonKind::kGhost,
                .small = true})) {
      command = AddItem{list};
    }
    if (!command) return;
    session_.run(*command);
    session_.document.select(selected);
  }

  void bound(Flow& flow, const std::string& pointer, const char* words, const std::string& spoken,
             bool percent) {
    flow.words(words, {.size = 14, .colour = theme::kTextSoft});
    const float width = ui_.px(72);
    flow.place(width);
    number_cell(session_, pointer, spoken + " " + words, width, false, percent);
    if (percent) flow.words("%", {.size = 14, .colour = theme::kTextSoft});
  }

  void number(const LiveAnswer& answer) {
    const auto widget = answer.reply ? answer.reply->find("widget") : Json::const_iterator();
    const bool there = answer.reply && widget != answer.reply->end();
    if (there) {
      Json tile = *widget;
      tile["type"] = "metric";
      widget_picture(ui_, "tile", tile);
    }
    if (session_.has_problem_below(metric_)) {
      notice(ui_, "unfinished",
             ui_.tr("把句子补完整，这里就显示数字。", "Complete the sentence to see its number."),
             false);
    } else if (has_errors(session_.problems())) {
      notice(
          ui_, "elsewhere",
          ui_.tr("应用别处还有错误，改正后数字才会更新。",
                 "There are errors elsewhere in the app; the number appears once they are fixed."),
          false);
    } else if (!there && !answer.waiting) {
      notice(ui_, "refused", answer.problem, true);
    } else if (!there) {
      paragraph(ui_, ui_.tr("正在计算…", "Calculating…"), {.colour = theme::kTextFaint}, "waiting");
    }
  }

  // What the groups below the number are made by: "city", "arrived@week"; "" for none. Nothing of
  // the document.
  std::string group_key() const { return "group:" + path_of_ids(json(), metric_); }
  std::string group_under_look() const {
    const auto kept = session_.drafts.find(group_key());
    return kept != session_.drafts.end() ? kept->second : std::string();
  }

  // The sentence's end, "per …, compared with …": what is looked at beside it now.
  void beside() {
    caption(ui_, ui_.tr("对比", "Beside it"));
    Flow flow(ui_);
    group_blank(flow);
    comparison_blank(session_, metric_, live_answer(), flow);
    gap(ui_, 14);
  }

  void group_blank(Flow& flow) {
    std::vector<NamedChoice> choices;
    for (const ConditionField& field : grouping_fields(json(), metric_, locale())) {
      if (field.kind != ValueKind::kDate && field.kind != ValueKind::kDateTime) {
        choices.push_back({field.path, ui_.tr("按", "by ") + field.label});
        continue;
      }
      for (const auto& [unit, zh, en] : {std::tuple{"week", "，每周", ", each week"},
                                         std::tuple{"month", "，每月", ", each month"}}) {
        choices.push_back(
            {field.path + "@" + unit, ui_.tr("按", "by ") + field.label + ui_.tr(zh, en)});
      }
    }
    const auto picked = choose_blank(session_, flow,
                                     {.key = "groups",
                                      .name = ui_.tr("分组看看", "See it by group"),
                                      .value = group_under_look(),
                                      .choices = std::move(choices),
                                      .empty = ui_.tr("（不分组）", "in one number"),
                                      .clearable = true});
    if (picked && picked->empty()) session_.drafts.erase(group_key());
    if (picked && !picked->empty()) session_.drafts[group_key()] = *picked;
  }

  void groups(const LiveAnswer& answer, const std::string& grouping) {
    if (grouping.empty() || !answer.reply || !answer.reply->contains("widget")) return;
    Json bars = answer.reply->at("widget");
    bars["type"] = grouping.find('@') != std::string::npos ? "line" : "breakdown";
    widget_picture(ui_, "bars", bars);
  }

  // As a widget: the number, or the groups that are looked at.
  void put_on_dashboard(const std::string& grouping) {
    std::vector<Choice> choices;
    const Json* dashboards = session_.at("/dashboards");
    for (size_t i = 0; dashboards != nullptr && dashboards->is_array() && i < dashboards->size();
         ++i) {
      choices.push_back(
          {pointer_child("/dashboards", i), session_.label((*dashboards)[i]), Icon::kDashboard});
    }
    choices.push_back({kNewDashboard, ui_.tr("新建看板", "A new dashboard"), Icon::kPlus});
    const std::string name = ui_.tr("放到看板", "Put it on a dashboard");
    const auto picked = combo(ui_, "dashboards", "", choices, {.name = name, .empty_label = name});
    if (!picked) return;
    const std::string selected = session_.document.selection();
    std::string dashboard = *picked;
    if (dashboard == kNewDashboard) {
      if (!session_.run(AddItem{"/dashboards"})) return;
      dashboard = session_.document.selection();
    }
    AddWidget widget{dashboard, "metric", text_member(*session_.at(metric_), "id")};
    const size_t at = grouping.find('@');
    if (at != std::string::npos) {
      widget.type = "line";
      widget.group_by = {{"value", grouping.substr(0, at)}, {"by", grouping.substr(at + 1)}};
    } else if (!grouping.empty()) {
      widget.type = "breakdown";
      widget.group_by = grouping;
    }
    const bool added = session_.run(widget);
    session_.document.select(selected);
    if (added) {
      session_.say(ui_.tr("已放到看板：", "Put on: ") + session_.label_at(dashboard));
    }
  }

  DesignSession& session_;
  Ui& ui_;
  std::string metric_;
};

}  // namespace

void metric_editor(DesignSession& session, const std::string& metric) {
  Ui& ui = session.ui;
  MetricEditor editor(session, metric);
  const float room = ImGui::GetContentRegionAvail().x;
  if (room < ui.px(kBeside)) {
    editor.sentence_card(room);
    gap(ui, 12);
    editor.number_card(room);
    return;
  }
  const float number = ui.px(kNumberWide);
  editor.sentence_card(room - number - ui.px(12));
  same_line(ui, 12);
  editor.number_card(number);
}

}  // namespace tollgate::designer
