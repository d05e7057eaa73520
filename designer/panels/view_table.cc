// A list as its readers see it, with real rows: columns are added, ordered and taken away on it.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "card.h"
#include "cells.h"
#include "drop.h"
#include "item_actions.h"
#include "names.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"
#include "view_parts.h"

namespace tollgate::designer {
namespace {

constexpr int kRowsShown = 8;
constexpr float kHeadHeight = 36;
constexpr float kRowHeight = 32;
constexpr float kCellPadding = 10;

class ViewTable {
 public:
  ViewTable(DesignSession& session, const std::string& view,
            const std::vector<ConditionField>& fields)
      : session_(session),
        ui_(session.ui),
        view_(view),
        columns_(view + "/columns"),
        fields_(fields) {}

  void draw() {
    add_column();
    gap(ui_, 10);
    const LiveAnswer& answer = session_.live.ask(
        "view", "record.list",
        {{"view", text_member(*session_.at(view_), "id")}, {"limit", kRowsShown}});
    heads();
    rows(answer);
    gap(ui_, 6);
    column_tools();
  }

  std::optional<Target> dropped() { return settle_drop(session_, drop_); }

  void settle() {
    if (tool_ != ItemAction::kNone) {
      act_on_selected(session_, tool_, true);
    } else if (action_ != ItemAction::kNone) {
      session_.document.select(action_on_);
      act_on_selected(session_, action_);
    } else if (!select_.empty()) {
      session_.document.select(select_);
    }
  }

 private:
  size_t count() const {
    const Json* columns = session_.at(columns_);
    return columns != nullptr && columns->is_array() ? columns->size() : 0;
  }

  // What the column shows: a field's path.
  static std::string path_of(const Json& column) {
    const std::string field = text_member(column, "field");
    return field.empty() ? text_member(column, "value") : field;
  }

  const ConditionField* field(const std::string& path) const {
    const auto found =
        std::find_if(fields_.begin(), fields_.end(),
                     [&](const ConditionField& known) { return known.path == path; });
    return found == fields_.end() ? nullptr : &*found;
  }

  std::string column_name(const Json& column) const {
    const std::string own = session_.label(column);
    if (column.contains("label") && !own.empty()) return own;
    const ConditionField* known = field(path_of(column));
    return known != nullptr ? known->label : ui_.tr("列", "Column");
  }

  void add_column() {
    std::vector<Choice> choices;
    const Json* columns = session_.at(columns_);
    for (const ConditionField& one : fields_) {
      bool shown = false;
      for (size_t i = 0; i < count(); ++i) shown = shown || path_of((*columns)[i]) == one.path;
      if (shown) continue;
      choices.push_back(
          {one.path, one.label, one.type.empty() ? Icon::kNone : icon_of_field_type(one.type)});
    }
    const std::string name = ui_.tr("添加列", "Add a column");
    const auto picked = combo(
        ui_, "add-column", "", choices,
        {.name = name, .empty_label = name, .disabled = choices.empty(), .width = ui_.px(240)});
    if (!picked) return;
    const ConditionField& chosen = *field(*picked);
    Json column = {{"field", chosen.path}};
    // What is no field of the records themselves is a value with a name of its own.
    if (chosen.path.find('.') != std::string::npos) {
      Json label = Json::object();
      for (const std::string& locale : locales_of(session_.json())) {
        for (const ConditionField& same :
             condition_fields(session_.json(), view_ + "/filter", locale)) {
          if (same.path == chosen.path) label[locale] = same.label;
        }
      }
      column = {{"value", chosen.path}, {"label", std::move(label)}, {"id", fresh_column_id()}};
    }
    Json next = columns != nullptr && columns->is_array() ? *columns : Json::array();
    next.push_back(std::move(column));
    if (!session_.run(SetProperty{columns_, std::move(next), false})) return;
    select_ = pointer_child(columns_, count() - 1);
    session_.say(ui_.tr("已添加列：", "Column added: ") + chosen.label);
  }

  std::string fresh_column_id() const {
    const Json* columns = session_.at(columns_);
    const std::vector<std::string> taken =
        columns != nullptr ? ids_of(*columns) : std::vector<std::string>();
    for (size_t i = 1;; ++i) {
      std::string id = "column_" + std::to_string(i);
      if (std::find(taken.begin(), taken.end(), id) == taken.end()) return id;
    }
  }

  float column_width() const {
    return ImGui::GetContentRegionAvail().x / static_cast<float>(std::max<size_t>(1, count()));
  }

  // The heads can be selected, carried, and moved by Alt and an arrow.
  void heads() {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float width = column_width();
    const float room = ImGui::GetContentRegionAvail().x;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(start, start + ImVec2(room, ui_.px(kHeadHeight)), theme::kSurfaceSoft,
                        ui_.px(theme::kRadius));
    {
      const SemanticGroup tree(ui_, "heads", Role::kTree, ui_.tr("列", "Columns"));
      for (size_t i = 0; i < count(); ++i) {
        head(i, start + ImVec2(std::round(width * static_cast<float>(i)), 0), width);
      }
    }
    ImGui::Dummy({room, ui_.px(kHeadHeight)});
  }

  void head(size_t index, ImVec2 at, float width) {
    const std::string place = pointer_child(columns_, index);
    const Json& column = *session_.at(place);
    const std::string name = column_name(column);
    const bool selected = session_.document.selection() == place;
    const bool wrong = session_.has_problem_below(place);
    const std::string order = order_of(path_of(column));
    const Item item = add_item_at(ui_, place.c_str(), at, {width, ui_.px(kHeadHeight)},
                                  {.role = Role::kTreeItem,
                                   .name = name,
                                   .description = order,
                                   .states = kSelectable | (selected ? kSelected : 0u),
                                   .level = 1});
    if (session_.takes_focus(place)) ui_.request_focus(item.id);
    if (session_.takes_reveal(place)) show_item(item);
    const bool by_focus = ui_.gained_focus(item.id) && ui_.focus_ring(item.id);
    if ((item.pressed && !session_.drag) || by_focus) select_ = place;
    ItemAction wanted = action_by_key(ui_, item);
    if (item.focused && ui_.key(item.id, Key::kLeft, kAlt)) wanted = ItemAction::kUp;
    if (item.focused && ui_.key(item.id, Key::kRight, kAlt)) wanted = ItemAction::kDown;
    if (wanted != ItemAction::kNone) {
      action_ = wanted;
      action_on_ = place;
    }
    drag_from(session_, item, {Drag::Kind::kElement, place, name, Icon::kView});
    if (session_.drag && pointer_parent(session_.drag->what) == columns_) {
      offer_sides(index, item);
    }
    if (!item.visible) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (selected || item.hovered) {
      list->AddRectFilled(item.min, item.max, selected ? theme::kAccentSoft : theme::kHover,
                          ui_.px(theme::kRadius));
    }
    if (wrong) {
      list->AddRect(item.min, item.max, theme::kDanger, ui_.px(theme::kRadius), 0, ui_.px(1));
    }
    const float padding = ui_.px(kCellPadding);
    const float arrow = order.empty() ? 0 : ui_.px(16);
    draw_text_centred(ui_, item.min + ImVec2(padding, 0), item.height(), name,
                      {.size = 13,
                       .face = Face::kSemibold,
                       .colour = selected ? theme::kAccent : theme::kTextSoft},
                      width - 2 * padding - arrow);
    if (arrow > 0) {
      draw_icon(ui_, sorted_down(path_of(column)) ? Icon::kDown : Icon::kUp,
                {item.max.x - padding - ui_.px(12), item.min.y + ui_.px(12)}, ui_.px(12),
                theme::kAccent);
    }
    if (session_.drag && session_.drag->what == place) veil(ui_, item, theme::kRadius);
    draw_focus_ring(ui_, item);
  }

  void offer_sides(size_t index, const Item& item) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    for (const bool behind : {false, true}) {
      const float x = behind ? item.max.x : item.min.x;
      const float distance = (mouse.x - x) * (mouse.x - x);
      if (distance >= drop_.distance) continue;
      drop_ = {
          true, distance, {columns_, index + (behind ? 1 : 0)}, {x, item.min.y}, {x, item.max.y}};
    }
  }

  void rows(const LiveAnswer& answer) {
    if (!answer.reply || !answer.reply->contains("rows")) {
      gap(ui_, 8);
      paragraph(ui_,
                answer.waiting || has_errors(session_.problems())
                    ? ui_.tr("正在读取记录…", "Reading records…")
                    : answer.problem.c_str(),
                {.colour = theme::kTextFaint}, "state");
      return;
    }
    const Json& reply = *answer.reply;
    const Json& records = reply.at("rows");
    const SemanticGroup table(ui_, "rows", Role::kTable, ui_.tr("记录", "Records"));
    const float width = column_width();
    const float room = ImGui::GetContentRegionAvail().x;
    for (size_t r = 0; r < records.size(); ++r) {
      const ImVec2 start = ImGui::GetCursorScreenPos();
      ImGui::PushID(static_cast<int>(r));
      const SemanticGroup row(ui_, "row", Role::kRow, "");
      const Json& cells = records[r].at("cells");
      for (size_t i = 0; i < count(); ++i) {
        const ImVec2 at = start + ImVec2(std::round(width * static_cast<float>(i)), 0);
        cell(i, cell_text(reply, cells, i), at, width);
      }
      ImGui::GetWindowDrawList()->AddRectFilled(
          start + ImVec2(0, ui_.px(kRowHeight)),
          start + ImVec2(room, ui_.px(kRowHeight) + ui_.px(1)), theme::kBorder);
      ImGui::PopID();
      ImGui::Dummy({room, ui_.px(kRowHeight)});
    }
    gap(ui_, 6);
    const auto total = reply.find("total");
    const std::string all =
        total != reply.end() && total->is_number_integer() ? number_text(*total) : "0";
    paragraph(ui_, ui_.tr("共 ", "All: ") + all + ui_.tr(" 条记录", " records"),
              {.size = theme::kSmallText, .colour = theme::kTextFaint}, "total");
    if (records.empty() && session_.at(view_)->value("mine", false)) {
      paragraph(ui_,
                ui_.tr("这个列表只显示读者自己的记录：这里没有您的。",
                       "This list shows each reader their own records; none of these are yours."),
                {.size = theme::kSmallText, .colour = theme::kTextFaint}, "mine");
    }
  }

  void cell(size_t index, const std::string& text, ImVec2 at, float width) {
    const float padding = ui_.px(kCellPadding);
    draw_text_centred(ui_, at + ImVec2(padding, 0), ui_.px(kRowHeight), text, {.size = 13},
                      width - 2 * padding);
    SemanticNode node;
    node.id = ImGui::GetID(static_cast<int>(index));
    node.role = Role::kCell;
    node.name = text;
    node.rect = node.visible = {at.x, at.y, width, ui_.px(kRowHeight)};
    ui_.semantics().add(std::move(node));
  }

  // The engine may not have taken on the newest columns: each is found by what it shows.
  std::string cell_text(const Json& reply, const Json& cells, size_t index) const {
    const Json& column = *session_.at(pointer_child(columns_, index));
    const std::string field_id = text_member(column, "field");
    const std::string id = text_member(column, "id");
    const Json& columns = reply.at("columns");
    for (size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
      const bool same = field_id.empty() ? !id.empty() && text_member(columns[i], "id") == id
                                         : text_member(columns[i], "field") == field_id;
      if (same) return text_member(cells[i], "text");
    }
    return {};
  }

  bool sorted_down(const std::string& path) const {
    const Json* key = view_sort_key(session_, view_, path);
    return key != nullptr && key->value("descending", false);
  }
  std::string order_of(const std::string& path) const {
    if (view_sort_key(session_, view_, path) == nullptr) return {};
    return sorted_down(path) ? ui_.tr("降序", "descending") : ui_.tr("升序", "ascending");
  }

  // What can be done with the selected column.
  void column_tools() {
    const std::string& selection = session_.document.selection();
    if (pointer_parent(selection) != columns_ || session_.at(selection) == nullptr) {
      paragraph(ui_,
                ui_.tr("点列名可以移动、排序或移除它；也可以直接拖动。",
                       "Press a column's name to move, sort or remove it, or drag it."),
                {.size = theme::kSmallText, .colour = theme::kTextFaint}, "hint");
      return;
    }
    const Json& column = *session_.at(selection);
    const std::string name = column_name(column);
    const SemanticGroup group(ui_, "column-tools", Role::kToolbar,
                              ui_.tr("列：", "Column: ") + name);
    Flow flow(ui_);
    flow.words(name, {.size = 14, .face = Face::kSemibold});
    const auto tool = [&](const char* key, const char* words, Icon icon, bool disabled) {
      const ButtonSpec spec{
          .name = words, .description = name, .icon = icon, .disabled = disabled, .small = true};
      flow.place(button_width(ui_, spec));
      return button(ui_, key, spec);
    };
    const size_t index = last_index(selection);
    if (tool("left", ui_.tr("前移", "Move left"), Icon::kNone, index == 0)) tool_ = ItemAction::kUp;
    if (tool("right", ui_.tr("后移", "Move right"), Icon::kNone, index + 1 == count())) {
      tool_ = ItemAction::kDown;
    }
    const std::string path = text_member(column, "field");
    if (!path.empty()) {
      if (tool("ascending", ui_.tr("升序", "Ascending"), Icon::kUp, false)) sort_by(path, false);
      if (tool("descending", ui_.tr("降序", "Descending"), Icon::kDown, false)) sort_by(path, true);
    }
    if (tool("remove", ui_.tr("移除列", "Remove column"), Icon::kTrash, count() == 1)) {
      tool_ = ItemAction::kRemove;
    }
  }

  void sort_by(const std::string& path, bool descending) {
    Json key = {{"field", path}};
    if (descending) key["descending"] = true;
    set_view_sort(session_, view_, Json::array({std::move(key)}));
  }

  DesignSession& session_;
  Ui& ui_;
  std::string view_, columns_;
  const std::vector<ConditionField>& fields_;
  Drop drop_;
  std::string select_, action_on_;
  ItemAction action_ = ItemAction::kNone;
  ItemAction tool_ = ItemAction::kNone;
};

}  // namespace

void view_table(DesignSession& session, const std::string& view,
                const std::vector<ConditionField>& fields) {
  ViewTable table(session, view, fields);
  table.draw();
  if (const auto target = table.dropped()) {
    const Drag drag = *std::exchange(session.drag, std::nullopt);
    if (session.run(MoveItem{drag.what, target->position})) say_moved(session);
  }
  table.settle();
}

}  // namespace tollgate::designer
