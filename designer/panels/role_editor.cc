// A role as a matrix: what its people may do with the records of each entity, and its menu.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "blanks.h"
#include "card.h"
#include "cells.h"
#include "drop.h"
#include "item_actions.h"
#include "names.h"
#include "part_editors.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/role_matrix.h"
#include "tollgate/designer/document/workflow_diagram.h"

namespace tollgate::designer {
namespace {

constexpr float kMatrixGap = 8;
constexpr float kFlagWide = 64;
constexpr float kLeastName = 150;
constexpr float kLeastCell = 84;
constexpr float kMaxCell = 128;
constexpr float kGrip = 16;  // left of a menu row's icon

class RoleEditor {
 public:
  RoleEditor(DesignSession& session, const std::string& role)
      : session_(session),
        ui_(session.ui),
        role_(role),
        id_(text_member(*session.at(role), "id")) {}

  void matrix() {
    const Card card(ui_, "matrix-card");
    heading(ui_, "matrix", ui_.tr("能看、能改什么", "What they may see and change"), 2);
    gap(ui_, 6);
    if (!is_restricted(session_.json())) {
      open_to_all();
      return;
    }
    const Json* entities = session_.at("/entities");
    if (entities == nullptr || !entities->is_array()) return;
    widths();
    const SemanticGroup group(ui_, "rows", Role::kGroup,
                              ui_.tr("能看、能改什么", "What they may see and change"));
    table_head(ui_, heads(), kMatrixGap);
    for (size_t i = 0; i < entities->size(); ++i) {
      if ((*entities)[i].is_object()) row((*entities)[i]);
    }
    gap(ui_, 8);
    others();
  }

  void moves() {
    const Json* workflows = session_.at("/workflows");
    if (workflows == nullptr || !workflows->is_array() || workflows->empty()) return;
    gap(ui_, 12);
    const Card card(ui_, "moves-card");
    heading(ui_, "moves", ui_.tr("流程里能走哪些移动", "Which moves they may make"), 2);
    gap(ui_, 6);
    for (size_t i = 0; i < workflows->size(); ++i) {
      workflow(pointer_child("/workflows", i), (*workflows)[i]);
    }
  }

  void menu() {
    gap(ui_, 12);
    const Card card(ui_, "menu-card");
    const std::string list = role_ + "/menu";
    heading(ui_, "menu", ui_.tr("菜单", "Menu"), 2);
    gap(ui_, 4);
    paragraph(
        ui_, ui_.tr("第一项是打开应用时看到的页面。", "The first entry is the page they start on."),
        {.size = theme::kSmallText, .colour = theme::kTextFaint}, "first");
    gap(ui_, 6);
    const Json* items = session_.at(list);
    const size_t count = items != nullptr && items->is_array() ? items->size() : 0;
    const std::vector<NamedChoice> all =
        menu_choices(session_.json(), ui_.language(), session_.locale());
    std::optional<Command> command;
    if (count > 0) {
      table_head(
          ui_,
          {{ui_.tr("页面", "Page"), page_width()},
           {ui_.tr("显示为（空着就用原名）", "Shown as (leave empty for its name)"), own_width()}},
          kMatrixGap);
    }
    for (size_t i = 0; i < count; ++i) {
      const RowTool tool = menu_row(pointer_child(list, i), (*items)[i], all, i, count);
      if (tool == RowTool::kUp) command = MoveItem{pointer_child(list, i), i - 1};
      if (tool == RowTool::kDown) command = MoveItem{pointer_child(list, i), i + 2};
      if (tool == RowTool::kRemove) command = RemoveItem{pointer_child(list, i)};
    }
    if (const auto target = settle_drop(session_, drop_)) {
      command = MoveItem{session_.drag->what, target->position};
      session_.drag.reset();
    }
    Flow flow(ui_);
    const auto picked = choose_blank(session_, flow,
                                     {.key = "add",
                                      .name = ui_.tr("添加菜单项", "Add a menu item"),
                                      .value = "",
                                      .choices = all,
                                      .empty = ui_.tr("＋ 添加菜单项", "+ Add a menu item"),
                                      .place = list});
    if (picked && !picked->empty()) {
      Json next = items != nullptr && items->is_array() ? *items : Json::array();
      const size_t colon = picked->find(':');
      next.push_back({{"type", picked->substr(0, colon)}, {"target", picked->substr(colon + 1)}});
      command = SetProperty{list, std::move(next), false};
    }
    if (!command) return;
    session_.run(*command);
    session_.document.select(role_);
  }

 private:
  void set(Json permissions) {
    session_.run(SetProperty{role_ + "/permissions", std::move(permissions), false});
  }

  // Nothing is said of any role.
  void open_to_all() {
    paragraph(ui_,
              ui_.tr("还没有限制：每个角色都能看、能改所有数据。",
                     "Nothing is restricted yet: every role may see and change all data."),
              {}, "open");
    gap(ui_, 8);
    if (button(ui_, "restrict",
               {.name = ui_.tr("开始限制", "Start restricting"),
                .description = ui_.tr("先按现在的样子写下来，再逐项收紧",
                                      "Writes down what holds now, for you to narrow"),
                .icon = Icon::kGate})) {
      session_.run(SetProperty{"/roles", restricted_roles(session_.json()), false});
    }
  }

  void widths() {
    const float room = ImGui::GetContentRegionAvail().x;
    const float between = 6 * ui_.px(kMatrixGap);
    const float flags = 2 * ui_.px(kFlagWide);
    cell_ = std::clamp((room - between - flags - ui_.px(kLeastName)) / 4, ui_.px(kLeastCell),
                       ui_.px(kMaxCell));
    name_ = std::max(room - between - flags - 4 * cell_, ui_.px(70));
  }

  std::vector<TableColumn> heads() const {
    return {{ui_.tr("数据", "Records"), name_},
            {ui_.tr("看", "See"), cell_},
            {ui_.tr("新建", "Make"), cell_},
            {ui_.tr("修改", "Change"), cell_},
            {ui_.tr("删除", "Delete"), cell_},
            {ui_.tr("导出", "Export"), ui_.px(kFlagWide)},
            {ui_.tr("导入", "Import"), ui_.px(kFlagWide)}};
  }

  std::string detail_key() const { return "detail:" + path_of_ids(session_.json(), role_); }

  void row(const Json& entity) {
    const std::string id = text_member(entity, "id");
    const std::string label = session_.label(entity);
    ImGui::PushID(id.c_str());
    std::string& open = session_.drafts[detail_key()];
    const bool is_open = open == id;
    const Item name = add_item(ui_, "name", {name_, ui_.px(theme::kControlHeight)},
                               {.role = Role::kButton,
                                .name = label,
                                .description = ui_.tr("字段与条件", "Fields and conditions"),
                                .states = kExpandable | (is_open ? kExpanded : 0u)});
    if (name.visible) {
      if (name.hovered) {
        ImGui::GetWindowDrawList()->AddRectFilled(name.min, name.max, theme::kHover, ui_.px(6));
      }
      draw_icon(ui_, is_open ? Icon::kChevronDown : Icon::kChevronRight,
                name.min + ImVec2(ui_.px(2), ui_.px(10)), ui_.px(12), theme::kTextFaint);
      draw_text_centred(ui_, name.min + ImVec2(ui_.px(18), 0), name.height(), label, {},
                        name.width() - ui_.px(20));
      draw_focus_ring(ui_, name);
    }
    if (name.pressed) open = is_open ? "" : id;
    for (const char* deed : kRowDeeds) rows_cell(id, label, deed);
    for (const char* deed : kFlagDeeds) flag_cell(id, label, deed);
    gap(ui_, 4);
    if (is_open) detail(entity);
    ImGui::PopID();
  }

  void rows_cell(const std::string& entity, const std::string& label, const char* deed) {
    same_line(ui_, kMatrixGap);
    std::vector<Choice> choices;
    for (const char* access : {"none", "own", "team", "all"}) {
      choices.push_back({access, value_words(deed, access).in(ui_.language()), Icon::kNone});
    }
    const std::string now = access_of(session_.json(), role_, entity, deed);
    const std::string place = permission_of(session_.json(), role_, entity);
    const bool has_condition =
        !place.empty() && session_.at(place + "/" + deed + "_when") != nullptr;
    // A condition that narrows it is seen at once.
    if (has_condition) {
      for (Choice& choice : choices) {
        if (choice.id == now) choice.label += ui_.tr("（有条件）", " (if)");
      }
    }
    const std::string name =
        label + ui_.tr("：", ": ") + property_words("entity_permission", deed).in(ui_.language());
    const auto picked = combo(ui_, deed, now, choices, {.name = name, .width = cell_});
    if (picked) set(with_access(session_.json(), role_, entity, deed, *picked));
  }

  void flag_cell(const std::string& entity, const std::string& label, const char* deed) {
    same_line(ui_, kMatrixGap);
    const bool on = access_of(session_.json(), role_, entity, deed) == "true";
    const std::string words = property_words("entity_permission", deed).in(ui_.language());
    const ImVec2 size(ui_.px(kFlagWide), ui_.px(theme::kControlHeight));
    const Item item = add_item(ui_, deed, size,
                               {.role = Role::kCheckbox,
                                .name = label + ui_.tr("：", ": ") + words,
                                .states = kCheckable | (on ? kChecked : 0u)});
    if (item.visible) {
      const float side = ui_.px(18);
      const ImVec2 at = item.min + ImVec2(ui_.px(10), (size.y - side) / 2);
      ImDrawList* list = ImGui::GetWindowDrawList();
      list->AddRectFilled(at, at + ImVec2(side, side), on ? theme::kAccent : theme::kSurface,
                          ui_.px(4));
      list->AddRect(at, at + ImVec2(side, side), on ? theme::kAccent : theme::kBorderStrong,
                    ui_.px(4), 0, ui_.px(1));
      if (on) {
        draw_icon(ui_, Icon::kCheck, at + ImVec2(ui_.px(3), ui_.px(3)), side - ui_.px(6),
                  theme::kOnAccent);
      }
      draw_focus_ring(ui_, item);
    }
    if (item.pressed) {
      set(with_access(session_.json(), role_, entity, deed, on ? "false" : "true"));
    }
  }

  // Conditions and fields of one entity.
  void detail(const Json& entity) {
    const std::string id = text_member(entity, "id");
    const std::string place = permission_of(session_.json(), role_, id);
    ImGui::Indent(ui_.px(18));
    for (const char* deed : kRowDeeds) {
      if (place.empty() || access_of(session_.json(), role_, id, deed) == "none") continue;
      const std::string member = std::string(deed) + "_when";
      rule_editor(session_, place + "/" + member,
                  property_words("entity_permission", member).in(ui_.language()), false);
    }
    fields(entity, id);
    ImGui::Unindent(ui_.px(18));
    gap(ui_, 8);
  }

  void fields(const Json& entity, const std::string& id) {
    const auto list = entity.find("fields");
    if (list == entity.end() || !list->is_array()) return;
    caption(ui_, ui_.tr("字段", "Fields"));
    const SemanticGroup group(ui_, "fields", Role::kGroup, ui_.tr("字段", "Fields"));
    for (const Json& field : *list) {
      if (!field.is_object()) continue;
      const std::string name = text_member(field, "id");
      const std::string label = session_.label(field);
      ImGui::PushID(name.c_str());
      const float width = std::min(ui_.px(220), ImGui::GetContentRegionAvail().x / 2);
      const ImVec2 at = ImGui::GetCursorScreenPos();
      draw_icon(ui_, icon_of_field_type(text_member(field, "type")), at + ImVec2(0, ui_.px(9)),
                ui_.px(14), theme::kTextFaint);
      draw_text_centred(ui_, at + ImVec2(ui_.px(22), 0), ui_.px(theme::kControlHeight), label, {},
                        width - ui_.px(24));
      ImGui::Dummy({width, ui_.px(theme::kControlHeight)});
      same_line(ui_, kMatrixGap);
      const Choice choices[] = {
          {"full", ui_.tr("可看可改", "See and change"), Icon::kNone},
          {"read_only", value_words("access", "read_only").in(ui_.language()), Icon::kNone},
          {"hidden", value_words("access", "hidden").in(ui_.language()), Icon::kNone}};
      const std::string now = field_access(session_.json(), role_, id, name);
      if (auto picked = combo(ui_, "access", now, choices, {.name = label, .width = ui_.px(150)})) {
        set(with_field_access(session_.json(), role_, id, name, *picked));
      }
      gap(ui_, 2);
      ImGui::PopID();
    }
  }

  // What is about no entity: dashboards, and the app itself.
  void others() {
    const Json* dashboards = session_.at("/dashboards");
    if (dashboards != nullptr && dashboards->is_array() && !dashboards->empty()) {
      caption(ui_, ui_.tr("能打开的看板", "Dashboards that they may open"));
      Flow flow(ui_);
      for (const Json& dashboard : *dashboards) {
        if (dashboard.is_object()) dashboard_toggle(flow, dashboard);
      }
      gap(ui_, 10);
    }
    const std::string place = role_ + "/permissions/administration";
    const Json* value = session_.at(place);
    const bool on = value != nullptr && *value == true;
    if (toggle(
            ui_, "administration",
            ui_.tr("管理应用：修改设计、分配角色", "They look after the app: its design and roles"),
            on)) {
      if (on) {
        session_.run(UnsetProperty{place});
      } else {
        session_.run(SetProperty{place, true, false});
      }
    }
  }

  void dashboard_toggle(Flow& flow, const Json& dashboard) {
    const std::string id = text_member(dashboard, "id");
    const std::string place = role_ + "/permissions/dashboards";
    const Json* stored = session_.at(place);
    Json open = stored != nullptr && stored->is_array() ? *stored : Json::array();
    const auto found = std::ranges::find(open, Json(id));
    const bool on = found != open.end();
    const std::string label = session_.label(dashboard);
    const ButtonSpec spec{
        .name = label, .icon = on ? Icon::kCheck : Icon::kNone, .small = true, .pressed = on};
    flow.place(button_width(ui_, spec));
    ImGui::PushID(id.c_str());
    if (button(ui_, "dashboard", spec)) {
      if (on) {
        open.erase(found);
      } else {
        open.push_back(id);
      }
      session_.run(SetProperty{place, std::move(open), false});
    }
    ImGui::PopID();
  }

  void workflow(const std::string& pointer, const Json& workflow) {
    if (!workflow.is_object()) return;
    const std::string label = session_.label(workflow);
    ImGui::PushID(pointer.c_str());
    caption(ui_, label);
    const WorkflowDiagram picture =
        workflow_diagram(session_.json(), pointer, session_.locale(), 1);
    const bool written = workflow.contains("transitions");
    if (!written) {
      paragraph(ui_,
                ui_.tr("每个角色都能走。要按角色区分，先在流程里画出各条移动。",
                       "Every role may make them. Draw the moves in the workflow to tell roles "
                       "apart."),
                {.size = theme::kSmallText, .colour = theme::kTextFaint}, "all");
    }
    const SemanticGroup group(ui_, "moves", Role::kGroup, label);
    Flow flow(ui_);
    for (const DiagramMove& move : picture.moves) {
      if (!written) break;
      const Json& transition = *session_.at(move.pointer);
      const bool may = may_move(transition, id_);
      const std::string name =
          picture.stages[move.from].label + " → " + picture.stages[move.to].label;
      const ButtonSpec spec{
          .name = name, .icon = may ? Icon::kCheck : Icon::kNone, .small = true, .pressed = may};
      flow.place(button_width(ui_, spec));
      ImGui::PushID(move.pointer.c_str());
      const bool pressed = button(ui_, "may", spec);
      ImGui::PopID();
      if (!pressed) continue;
      Json roles = roles_with(session_.json(), transition, id_, !may);
      if (roles.empty()) {
        session_.run(UnsetProperty{move.pointer + "/roles"});
      } else {
        session_.run(SetProperty{move.pointer + "/roles", std::move(roles), false});
      }
      break;
    }
    gap(ui_, 10);
    ImGui::PopID();
  }

  // A menu's row: where it leads, and what it is called there.
  float own_width() const {
    return std::min(ui_.px(240), ImGui::GetContentRegionAvail().x * 0.35f);
  }
  float page_width() const {
    return ImGui::GetContentRegionAvail().x - row_tools_width(ui_) - own_width() -
           2 * ui_.px(kMatrixGap);
  }

  RowTool menu_row(const std::string& place, const Json& item, const std::vector<NamedChoice>& all,
                   size_t index, size_t count) {
    if (!item.is_object()) return RowTool::kNone;
    const std::string id = text_member(item, "type") + ":" + text_member(item, "target");
    const auto known = std::ranges::find(all, id, &NamedChoice::id);
    const std::string leads = known != all.end()
                                  ? known->label
                                  : std::string(ui_.tr("（已不存在）", "(no longer there)"));
    const std::string name = ui_.tr("菜单项 ", "Menu item ") + std::to_string(index + 1);
    ImGui::PushID(place.c_str());
    const float words = page_width();
    const float own = own_width();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const RowTool by_key = grip(place, name, leads, item, at, index);
    draw_text_centred(ui_, at + ImVec2(ui_.px(kGrip + 22), 0), ui_.px(theme::kControlHeight), leads,
                      {}, words - ui_.px(kGrip + 24));
    ImGui::Dummy({words, ui_.px(theme::kControlHeight)});
    same_line(ui_, kMatrixGap);
    text_cell(session_, place + "/label", name + ui_.tr("：显示为", ": shown as"), own);
    same_line(ui_, kMatrixGap);
    const RowTool tool = row_tools(ui_, name, index == 0, index + 1 == count);
    gap(ui_, 2);
    ImGui::PopID();
    blank_problem(session_, place + "/target");
    if (by_key == RowTool::kUp && index == 0) return tool;
    if (by_key == RowTool::kDown && index + 1 == count) return tool;
    return by_key != RowTool::kNone ? by_key : tool;
  }

  // What the row is carried by; Alt and an arrow move it, Delete takes it away.
  RowTool grip(const std::string& place, const std::string& name, const std::string& leads,
               const Json& json, ImVec2 at, size_t index) {
    const float row = ui_.px(theme::kControlHeight);
    const Icon icon = definition_icon(text_member(json, "type"));
    const Item item = add_item_at(ui_, "grip", at, {ui_.px(kGrip + 18), row},
                                  {.role = Role::kButton,
                                   .name = ui_.tr("拖动", "Drag ") + name,
                                   .description = leads,
                                   .shortcut = "Alt+ArrowUp Alt+ArrowDown",
                                   .cursor = Cursor::kGrab});
    draw_icon(ui_, Icon::kGrip, at + ImVec2(0, (row - ui_.px(14)) / 2), ui_.px(14),
              item.hovered ? theme::kAccent : theme::kTextFaint);
    draw_icon(ui_, icon, at + ImVec2(ui_.px(kGrip), ui_.px(9)), ui_.px(14), theme::kAccent);
    draw_focus_ring(ui_, item, 4);
    drag_from(session_, item, {Drag::Kind::kElement, place, leads, icon});
    const std::string list(pointer_parent(place));
    if (session_.drag && session_.drag->kind == Drag::Kind::kElement &&
        pointer_parent(session_.drag->what) == list) {
      const float width = ImGui::GetContentRegionAvail().x;
      offer_around(drop_, {list, index}, at, at + ImVec2(width, row), ui_.px(1));
    }
    switch (action_by_key(ui_, item)) {
      case ItemAction::kUp:
        return RowTool::kUp;
      case ItemAction::kDown:
        return RowTool::kDown;
      case ItemAction::kRemove:
        return RowTool::kRemove;
      default:
        return RowTool::kNone;
    }
  }

  DesignSession& session_;
  Ui& ui_;
  std::string role_;
  std::string id_;
  float name_ = 0;
  float cell_ = 0;
  Drop drop_;  // of the menu's rows
};

}  // namespace

void role_editor(DesignSession& session, const std::string& role) {
  RoleEditor editor(session, role);
  editor.matrix();
  editor.moves();
  editor.menu();
}

}  // namespace tollgate::designer
