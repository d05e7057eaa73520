// A quick filter: which numbers of each group it looks at, the condition over them as rows, the
// tags that say why as a table, and beside it the groups that it finds now.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "card.h"
#include "cells.h"
#include "names.h"
#include "part_editors.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kResultsBeside = 760;  // CSS pixels: narrower, the results stand below
constexpr float kResultsWide = 320;
constexpr size_t kGroupsShown = 12;
constexpr size_t kMaxMetrics = 20;

class QuickFilterEditor {
 public:
  QuickFilterEditor(DesignSession& session, const std::string& filter)
      : session_(session), ui_(session.ui), filter_(filter) {}

  void question_card(float width) {
    const Card card(ui_, "question-card", width);
    heading(ui_, "who", ui_.tr("看谁", "Who to look at"), 2);
    gap(ui_, 8);
    for (const Property& property : properties_at(session_.json(), filter_)) {
      if (property.name == "entity") {
        property_editor(session_, filter_, property, "quick_filter");
      } else if (property.name == "group_by") {
        grouping_editor(session_, filter_ + "/group_by", property, ui_.tr("分组", "Group by"));
      }
    }
    gap(ui_, 4);
    metrics();
    gap(ui_, 12);
    rule_editor(session_, filter_ + "/when", ui_.tr("找出满足条件的", "Find those where"), true);
  }

  void tags_card(float width) {
    const Card card(ui_, "tags-card", width);
    const std::string list = filter_ + "/tags";
    heading(ui_, "tags", ui_.tr("原因标签", "Tags that explain why"), 2);
    gap(ui_, 6);
    const Json* tags = session_.at(list);
    const size_t count = tags != nullptr && tags->is_array() ? tags->size() : 0;
    for (size_t i = 0; i < count; ++i) tag(pointer_child(list, i), i, count);
    if (session_.takes_focus(list)) ui_.request_focus(ImGui::GetID("add-tag"));
    if (button(ui_, "add-tag",
               {.name = ui_.tr("添加标签", "Add tag"), .icon = Icon::kPlus, .small = true})) {
      commands_.push_back(AddItem{list});
      focus_ = pointer_child(list, count) + "/label";
    }
  }

  void results_card(float width) {
    const Card card(ui_, "results-card", width);
    heading(ui_, "now", ui_.tr("现在找到的", "Found now"), 2);
    gap(ui_, 8);
    const LiveAnswer& answer =
        session_.live.ask("quick_filter", "quick_filter.read",
                          {{"quick_filter", text_member(*session_.at(filter_), "id")}});
    if (session_.has_problem_below(filter_)) {
      notice(
          ui_, "unfinished",
          ui_.tr("把条件补完整，这里就显示结果。", "Complete the conditions to see who is found."),
          false);
      return;
    }
    if (!answer.reply || !answer.reply->contains("groups")) {
      const bool waits = answer.waiting || has_errors(session_.problems());
      paragraph(ui_, waits ? ui_.tr("正在查找…", "Looking…") : answer.problem.c_str(),
                {.colour = theme::kTextFaint}, "state");
      return;
    }
    results(*answer.reply);
  }

  void settle() {
    if (commands_.empty()) return;
    const std::string selected = session_.document.selection();
    for (const Command& command : commands_) session_.run(command);
    session_.document.select(session_.at(selected) != nullptr ? selected : filter_);
    if (!removed_.empty()) say_removed(session_, removed_);
    if (!focus_.empty()) session_.focus_on(focus_);
  }

 private:
  // Each metric is a switch: conditions and tags see those that are on.
  void metrics() {
    const std::string name = ui_.tr("看哪些指标", "The numbers that it looks at");
    caption(ui_, name, true);
    const std::string place = filter_ + "/metrics";
    const Json* chosen = session_.at(place);
    Json ids = chosen != nullptr && chosen->is_array() ? *chosen : Json::array();
    const Json* all = session_.at("/metrics");
    const SemanticGroup group(ui_, "metrics", Role::kGroup, name);
    Flow flow(ui_);
    for (size_t i = 0; all != nullptr && all->is_array() && i < all->size(); ++i) {
      const std::string id = text_member((*all)[i], "id");
      const std::string label = session_.label((*all)[i]);
      const auto at = std::find(ids.begin(), ids.end(), Json(id));
      const bool on = at != ids.end();
      const ButtonSpec spec{.name = label,
                            .icon = on ? Icon::kCheck : Icon::kNone,
                            .disabled = !on && ids.size() >= kMaxMetrics,
                            .small = true,
                            .pressed = on};
      flow.place(std::min(button_width(ui_, spec), flow.room()));
      if (!button(ui_, id.c_str(), spec)) continue;
      if (on) {
        ids.erase(at);
      } else {
        ids.push_back(id);
      }
      commands_.push_back(SetProperty{place, ids, false});
    }
    if (const std::string problem = session_.problem_at(place); !problem.empty()) {
      gap(ui_, 6);
      notice(ui_, "metrics-problem", problem, true);
    }
  }

  void tag(const std::string& place, size_t index, size_t count) {
    const std::string spoken = ui_.tr("标签 ", "Tag ") + std::to_string(index + 1);
    ImGui::PushID(place.c_str());
    const float tools = row_tools_width(ui_);
    message_cell(session_, place + "/label", spoken + ui_.tr(" 文字", " text"),
                 ImGui::GetContentRegionAvail().x - tools - ui_.px(8));
    same_line(ui_, 8);
    act(row_tools(ui_, spoken, index == 0, index + 1 == count), place, index, count);
    gap(ui_, 4);
    condition(place, spoken);
    gap(ui_, 10);
    ImGui::PopID();
  }

  void condition(const std::string& place, const std::string& spoken) {
    const std::string when = place + "/when";
    const std::string key = "condition:" + path_of_ids(session_.json(), place);
    if (session_.wants_focus_below(when)) session_.open_groups.insert(key);
    const bool open = session_.open_groups.contains(key);
    if (condition_button(session_, when, spoken + ui_.tr(" 条件", " condition"),
                         ImGui::GetContentRegionAvail().x, open)) {
      if (open) {
        session_.open_groups.erase(key);
      } else {
        session_.open_groups.insert(key);
      }
    }
    if (!open) return;
    gap(ui_, 6);
    ImGui::Indent(ui_.px(16));
    rule_editor(session_, when, spoken + ui_.tr(" 出现的条件", " is given when"), true);
    ImGui::Unindent(ui_.px(16));
  }

  void act(RowTool tool, const std::string& place, size_t index, size_t count) {
    if (tool == RowTool::kUp) commands_.push_back(MoveItem{place, index - 1});
    if (tool == RowTool::kDown) commands_.push_back(MoveItem{place, index + 2});
    if (tool != RowTool::kRemove) return;
    commands_.push_back(RemoveItem{place});
    removed_ = thing_name(session_.json(), place, ui_.language());
    const std::string list(pointer_parent(place));
    focus_ = count == 1 ? list : pointer_child(list, std::min(index, count - 2)) + "/label";
  }

  void results(const Json& reply) {
    const Json& groups = reply.at("groups");
    const auto checked = reply.find("checked");
    std::string summary = std::to_string(groups.size()) + ui_.tr(" 个满足条件", " found");
    if (checked != reply.end() && checked->is_number_integer()) {
      summary += ui_.tr("，共看了 ", " of ") + number_text(*checked) + ui_.tr(" 个", "");
    }
    paragraph(ui_, summary, {.size = 14, .face = Face::kSemibold, .colour = theme::kAccent},
              "summary");
    gap(ui_, 8);
    const SemanticGroup list(ui_, "groups", Role::kList, ui_.tr("现在找到的", "Found now"));
    for (size_t i = 0; i < std::min(groups.size(), kGroupsShown); ++i) result(groups[i], i);
    if (groups.size() > kGroupsShown) {
      paragraph(ui_, ui_.tr("……还有更多", "… and more"),
                {.size = theme::kSmallText, .colour = theme::kTextFaint});
    }
  }

  void result(const Json& group, size_t index) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string label = text_member(group, "label");
    std::string tags;
    if (group.contains("tags")) {
      for (const Json& tag : group.at("tags")) {
        tags += (tags.empty() ? "" : ui_.tr("；", "; ")) + text_member(tag, "label");
      }
    }
    draw_text_centred(ui_, start, ui_.px(24), label, {.size = 14, .face = Face::kSemibold}, width);
    ImGui::Dummy({width, ui_.px(24)});
    if (!tags.empty()) {
      paragraph(ui_, tags, {.size = theme::kSmallText, .colour = theme::kTextSoft});
    }
    const float end = ImGui::GetCursorScreenPos().y;
    SemanticNode node;
    node.id = ImGui::GetID(static_cast<int>(index));
    node.role = Role::kListItem;
    node.name = tags.empty() ? label : label + ui_.tr("：", ": ") + tags;
    node.rect = node.visible = {start.x, start.y, width, end - start.y};
    ui_.semantics().add(std::move(node));
    gap(ui_, 6);
  }

  DesignSession& session_;
  Ui& ui_;
  std::string filter_;
  std::vector<Command> commands_;
  std::string removed_, focus_;
};

}  // namespace

void quick_filter_editor(DesignSession& session, const std::string& filter) {
  Ui& ui = session.ui;
  QuickFilterEditor editor(session, filter);
  const float room = ImGui::GetContentRegionAvail().x;
  const bool beside = room >= ui.px(kResultsBeside);
  const float results = beside ? ui.px(kResultsWide) : room;
  const float question = beside ? room - results - ui.px(12) : room;
  {
    ImGui::BeginChild("questions", {question, 0},
                      ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_AlwaysAutoResize,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                          ImGuiWindowFlags_NoBackground);
    editor.question_card(question);
    gap(ui, 12);
    editor.tags_card(question);
    ImGui::EndChild();
  }
  if (beside) {
    same_line(ui, 12);
  } else {
    gap(ui, 12);
  }
  editor.results_card(results);
  editor.settle();
}

}  // namespace tollgate::designer
