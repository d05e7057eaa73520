// A scorecard as a table: criterion, points, condition in words, advice; and what a real record
// gets for each, while one types.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "card.h"
#include "cells.h"
#include "drop.h"
#include "item_actions.h"
#include "names.h"
#include "part_editors.h"
#include "part_selection.h"
#include "sample_record.h"
#include "tollgate/base/json.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kCellGap = 8;
constexpr float kPoints = 64;
constexpr float kGot = 58;
constexpr float kAdviceFrom = 660;  // CSS pixels: narrower, advice stands in the inspector alone
constexpr float kBound = 96;
constexpr float kGripWidth = 18;

class ScorecardEditor {
 public:
  ScorecardEditor(DesignSession& session, const std::string& scorecard)
      : session_(session), ui_(session.ui), scorecard_(scorecard) {}

  void sample_card() {
    const Card card(ui_, "sample-card");
    const std::string entity = text_member(*session_.at(scorecard_), "entity");
    heading(ui_, "try", ui_.tr("用一条记录试算", "Try it on a record"), 2);
    gap(ui_, 8);
    Flow flow(ui_, 16);
    const float chooser = std::min(ui_.px(300), flow.room());
    flow.place(chooser);
    const std::string record = sample_record_chooser(session_, "scorecard", entity, chooser);
    score_ = score_in(sample_scores(session_, "scorecard", entity, record));
    const std::string total = total_in_words();
    flow.words(total, {.size = 18, .face = Face::kSemibold, .colour = theme::kAccent});
    if (!total.empty()) text("total", total);
    gap(ui_, 2);
  }

  void criteria_card() {
    const Card card(ui_, "criteria-card");
    const std::string list = scorecard_ + "/criteria";
    heading(ui_, "criteria", ui_.tr("评分项", "Criteria") + possible(list), 2);
    gap(ui_, 6);
    columns();
    const Json* criteria = session_.at(list);
    const size_t count = criteria != nullptr && criteria->is_array() ? criteria->size() : 0;
    {
      const SemanticGroup group(ui_, "rows", Role::kGroup, ui_.tr("评分项", "Criteria"));
      table_head(ui_, heads(), kCellGap);
      for (size_t i = 0; i < count; ++i) criterion(pointer_child(list, i), i, count);
    }
    gap(ui_, 6);
    if (session_.takes_focus(list)) ui_.request_focus(ImGui::GetID("add"));
    if (button(
            ui_, "add",
            {.name = ui_.tr("添加评分项", "Add criterion"), .icon = Icon::kPlus, .small = true})) {
      commands_.push_back(AddItem{list});
      focus_ = pointer_child(list, count) + "/label";
    }
    same_line(ui_, 8);
    paste_editor(session_, list);
    Flow flow(ui_);
    if (count > 1) choose_several_button(session_, flow);
  }

  void pools_card() {
    const Card card(ui_, "pools-card");
    const std::string list = scorecard_ + "/pools";
    heading(ui_, "pools", ui_.tr("按总分归入", "By its total, a record goes to"), 2);
    gap(ui_, 6);
    const Json* pools = session_.at(list);
    const size_t count = pools != nullptr && pools->is_array() ? pools->size() : 0;
    const float tools = row_tools_width(ui_);
    const float bound = ui_.px(kBound);
    const float name = ImGui::GetContentRegionAvail().x - tools - 2 * bound - 3 * ui_.px(kCellGap);
    if (count > 0) {
      table_head(ui_,
                 {{ui_.tr("名称", "Name"), name},
                  {ui_.tr("总分低于", "Total below"), bound},
                  {ui_.tr("总分不低于", "At least"), bound}},
                 kCellGap);
    }
    for (size_t i = 0; i < count; ++i) {
      const std::string pool = pointer_child(list, i);
      const std::string spoken = ui_.tr("去向 ", "Pool ") + std::to_string(i + 1);
      ImGui::PushID(pool.c_str());
      text_cell(session_, pool + "/label", spoken + ui_.tr(" 名称", " name"), name);
      same_line(ui_, kCellGap);
      number_cell(session_, pool + "/below", spoken + ui_.tr(" 总分低于", " total below"), bound,
                  false);
      same_line(ui_, kCellGap);
      number_cell(session_, pool + "/at_least", spoken + ui_.tr(" 总分不低于", " total at least"),
                  bound, false);
      same_line(ui_, kCellGap);
      act(row_tools(ui_, spoken, i == 0, i + 1 == count), pool, i, count);
      gap(ui_, 4);
      ImGui::PopID();
    }
    if (session_.takes_focus(list)) ui_.request_focus(ImGui::GetID("add-pool"));
    if (button(ui_, "add-pool",
               {.name = ui_.tr("添加去向", "Add pool"), .icon = Icon::kPlus, .small = true})) {
      commands_.push_back(AddItem{list});
      focus_ = pointer_child(list, count) + "/label";
    }
  }

  // What was asked for while all was drawn. The scorecard stays what the inspector shows.
  void settle() {
    if (const auto target = settle_drop(session_, drop_)) {
      drop_parts(session_, target->into, target->position);
    } else if (action_ != ItemAction::kNone) {
      if (!session_.document.is_selected(action_on_)) session_.document.select(action_on_);
      act_on_selected(session_, action_);
    } else {
      selection_.apply(session_);
    }
    if (commands_.empty()) return;
    const std::string selected = session_.document.selection();
    for (const Command& command : commands_) session_.run(command);
    session_.document.select(session_.at(selected) != nullptr ? selected : scorecard_);
    if (!removed_.empty()) say_removed(session_, removed_);
    if (!focus_.empty()) session_.focus_on(focus_);
  }

 private:
  void columns() {
    const float room = ImGui::GetContentRegionAvail().x;
    const float fixed = ui_.px(kGripWidth) + ui_.px(kPoints) + ui_.px(kGot) + row_tools_width(ui_);
    with_advice_ = room >= ui_.px(kAdviceFrom);
    const float gaps = ui_.px(kCellGap) * (with_advice_ ? 5 : 4);
    const float rest = std::max(ui_.px(120), room - fixed - gaps);
    label_ = rest * (with_advice_ ? 0.36f : 0.5f);
    advice_ = with_advice_ ? rest * 0.28f : 0;
    condition_ = rest - label_ - advice_;
  }

  std::vector<TableColumn> heads() const {
    std::vector<TableColumn> heads = {{"", ui_.px(kGripWidth - kCellGap)},
                                      {ui_.tr("评分项", "Criterion"), label_},
                                      {ui_.tr("分值", "Points"), ui_.px(kPoints)},
                                      {ui_.tr("条件", "Condition"), condition_}};
    if (with_advice_) heads.push_back({ui_.tr("未得分时的建议", "Advice when missed"), advice_});
    heads.push_back({ui_.tr("试算", "Sample"), ui_.px(kGot)});
    return heads;
  }

  void criterion(const std::string& place, size_t index, size_t count) {
    const std::string number = std::to_string(index + 1);
    const std::string spoken = ui_.tr("评分项 ", "Criterion ") + number;
    ImGui::PushID(place.c_str());
    grip(place, spoken, index);
    text_cell(session_, place + "/label", spoken + ui_.tr(" 名称", " name"), label_);
    same_line(ui_, kCellGap);
    number_cell(session_, place + "/points", spoken + ui_.tr(" 分值", " points"), ui_.px(kPoints),
                true);
    same_line(ui_, kCellGap);
    const bool open = condition(place, spoken);
    if (with_advice_) {
      same_line(ui_, kCellGap);
      message_cell(session_, place + "/advice", spoken + ui_.tr(" 建议", " advice"), advice_);
    }
    same_line(ui_, kCellGap);
    got(place, spoken);
    same_line(ui_, kCellGap);
    act(row_tools(ui_, spoken, index == 0, index + 1 == count), place, index, count);
    if (open) {
      gap(ui_, 6);
      ImGui::Indent(ui_.px(16));
      rule_editor(session_, place + "/met", spoken + ui_.tr(" 得分条件", " is met when"), true);
      ImGui::Unindent(ui_.px(16));
    }
    gap(ui_, 4);
    ImGui::PopID();
  }

  // What the row is selected and carried by.
  void grip(const std::string& place, const std::string& spoken, size_t index) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float row = ui_.px(theme::kControlHeight);
    const float row_width = ImGui::GetContentRegionAvail().x;
    const bool selected = session_.document.is_selected(place);
    const std::string name = thing_name(session_.json(), place, ui_.language());
    const Item item = add_item_at(ui_, "grip", at, {ui_.px(kGripWidth - 4), row},
                                  {.role = Role::kButton,
                                   .name = ui_.tr("选中", "Select ") + spoken,
                                   .description = name,
                                   .states = kWithOthers | kCheckable | (selected ? kChecked : 0u),
                                   .cursor = Cursor::kGrab});
    if (selected) {
      ImGui::GetWindowDrawList()->AddRectFilled(at - ImVec2(ui_.px(4), ui_.px(2)),
                                                at + ImVec2(row_width + ui_.px(4), row + ui_.px(2)),
                                                theme::kAccentSoft, ui_.px(theme::kRadius));
    }
    draw_icon(ui_, Icon::kGrip, at + ImVec2(0, (row - ui_.px(14)) / 2), ui_.px(14),
              selected || item.hovered ? theme::kAccent : theme::kTextFaint);
    draw_focus_ring(ui_, item, 4);
    selection_.note(session_, item, place);
    if (const ItemAction wanted = action_by_key(ui_, item); wanted != ItemAction::kNone) {
      action_ = wanted;
      action_on_ = place;
    }
    drag_from(session_, item, {Drag::Kind::kElement, place, name, definition_icon("criterion")});
    const std::string list(pointer_parent(place));
    if (session_.drag && session_.drag->kind == Drag::Kind::kElement &&
        pointer_parent(session_.drag->what) == list) {
      offer_around(drop_, {list, index}, at, at + ImVec2(row_width, row), ui_.px(2));
    }
    ImGui::SetCursorScreenPos(at + ImVec2(ui_.px(kGripWidth), 0));
  }

  // The condition in words; a press opens its rows below. Whether they are open.
  bool condition(const std::string& place, const std::string& spoken) {
    const std::string met = place + "/met";
    const std::string key = "condition:" + path_of_ids(session_.json(), place);
    if (session_.wants_focus_below(met)) session_.open_groups.insert(key);
    const bool open = session_.open_groups.contains(key);
    const bool pressed =
        condition_button(session_, met, spoken + ui_.tr(" 条件", " condition"), condition_, open);
    if (pressed && open) session_.open_groups.erase(key);
    if (pressed && !open) session_.open_groups.insert(key);
    return open;
  }

  // What the sample record gets for it.
  void got(const std::string& place, const std::string& spoken) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size(ui_.px(kGot), ui_.px(theme::kControlHeight));
    const Json* one = criterion_score(text_member(*session_.at(place), "id"));
    ImGui::Dummy(size);
    if (one == nullptr) return;
    const bool met = one->value("met", false);
    const std::string points = text_member(*one, "points");
    const float icon = ui_.px(14);
    draw_icon(ui_, met ? Icon::kCheck : Icon::kClose, at + ImVec2(0, (size.y - icon) / 2), icon,
              met ? theme::kGood : theme::kTextFaint);
    draw_text_centred(
        ui_, at + ImVec2(icon + ui_.px(4), 0), size.y, points,
        {.size = 14, .face = Face::kSemibold, .colour = met ? theme::kGood : theme::kTextSoft},
        size.x - icon);
    SemanticNode node;
    node.id = ImGui::GetID("got");
    node.role = Role::kText;
    node.name = spoken + ui_.tr("：试算得 ", ": sample gets ") + points + ui_.tr(" 分", " points");
    node.rect = node.visible = {at.x, at.y, size.x, size.y};
    ui_.semantics().add(std::move(node));
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

  const Json* score_in(const Json* scores) const {
    if (scores == nullptr) return nullptr;
    const std::string own = text_member(*session_.at(scorecard_), "id");
    for (const Json& score : *scores) {
      if (text_member(score, "scorecard") == own) return &score;
    }
    return nullptr;
  }

  const Json* criterion_score(const std::string& id) const {
    if (score_ == nullptr || !score_->contains("criteria")) return nullptr;
    for (const Json& one : score_->at("criteria")) {
      if (text_member(one, "id") == id) return &one;
    }
    return nullptr;
  }

  std::string total_in_words() const {
    if (score_ == nullptr) return {};
    std::string words = text_member(*score_, "total") + " / " + text_member(*score_, "possible") +
                        ui_.tr(" 分", " points");
    const std::string pool = text_member(*score_, "pool_label");
    return pool.empty() ? words : words + " · " + pool;
  }

  void text(const char* key, const std::string& words) {
    SemanticNode node;
    node.id = ImGui::GetID(key);
    node.role = Role::kText;
    node.name = words;
    const ImVec2 from = ImGui::GetItemRectMin();
    const ImVec2 to = ImGui::GetItemRectMax();
    node.rect = node.visible = {from.x, from.y, to.x - from.x, to.y - from.y};
    ui_.semantics().add(std::move(node));
  }

  std::string possible(const std::string& list) const {
    double points = 0;
    const Json* criteria = session_.at(list);
    for (size_t i = 0; criteria != nullptr && criteria->is_array() && i < criteria->size(); ++i) {
      const auto found = (*criteria)[i].find("points");
      if (found != (*criteria)[i].end() && found->is_number()) points += found->get<double>();
    }
    const bool whole = points == static_cast<double>(static_cast<int64_t>(points));
    const Json total = whole ? Json(static_cast<int64_t>(points)) : Json(points);
    return ui_.tr("（满分 ", " (possible: ") + number_text(total) + ui_.tr("）", ")");
  }

  DesignSession& session_;
  Ui& ui_;
  std::string scorecard_;
  const Json* score_ = nullptr;  // of the sample record
  bool with_advice_ = true;
  float label_ = 0, condition_ = 0, advice_ = 0;
  std::vector<Command> commands_;
  PartSelection selection_;
  Drop drop_;
  ItemAction action_ = ItemAction::kNone;  // by a key
  std::string action_on_;
  std::string removed_, focus_;
};

}  // namespace

void scorecard_editor(DesignSession& session, const std::string& scorecard) {
  ScorecardEditor editor(session, scorecard);
  editor.sample_card();
  gap(session.ui, 12);
  editor.criteria_card();
  gap(session.ui, 12);
  editor.pools_card();
  editor.settle();
}

}  // namespace tollgate::designer
