// A dashboard as its readers see it, with real numbers: widgets come from a palette, are carried to
// their place, made wider at their edge, and taken away.
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "card.h"
#include "drop.h"
#include "item_actions.h"
#include "names.h"
#include "part_editors.h"
#include "part_selection.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"
#include "widget_picture.h"

namespace tollgate::designer {
namespace {

constexpr float kGridGap = 12;
constexpr float kCardPadding = 14;
constexpr float kCardHead = 30;
constexpr float kHandle = 10;
constexpr float kTwoColumns = 620;  // CSS pixels: narrower, a widget is at least half as wide
constexpr int kColumns = 12;

struct WidgetKindWords {
  const char* type;
  Icon icon;
  const char* zh;
  const char* en;
};

constexpr WidgetKindWords kWidgetKinds[] = {
    {"metric", Icon::kMetric, "数字", "Number"},
    {"breakdown", Icon::kDashboard, "条形", "Bars"},
    {"line", Icon::kNumber, "折线", "Line"},
    {"funnel", Icon::kFilter, "漏斗", "Funnel"},
    {"table", Icon::kView, "表格", "Table"},
    {"checks", Icon::kCheck, "自检表", "Checks"},
    {"coverage", Icon::kReference, "覆盖与派单", "Coverage"}};

struct WidthWords {
  const char* id;
  int columns;
  const char* zh;
  const char* en;
};

constexpr WidthWords kWidths[] = {{"quarter", 3, "四分之一", "a quarter"},
                                  {"third", 4, "三分之一", "a third"},
                                  {"half", 6, "一半", "half"},
                                  {"full", 12, "整行", "full"}};

size_t width_index(const Json& widget) {
  const std::string width = text_member(widget, "width");
  for (size_t i = 0; i < std::size(kWidths); ++i) {
    if (width == kWidths[i].id) return i;
  }
  return 2;
}

// Where a widget stands on the canvas.
struct Placed {
  size_t index = 0;
  std::string pointer;
  Json shown;  // the engine's reply, null until it is there
  ImVec2 min, max;
};

class DashboardEditor {
 public:
  DashboardEditor(DesignSession& session, const std::string& dashboard)
      : session_(session), ui_(session.ui), list_(dashboard + "/widgets"), dashboard_(dashboard) {}

  void palette() {
    const Card card(ui_, "palette");
    const SemanticGroup group(ui_, "kinds", Role::kToolbar, ui_.tr("添加图表", "Add a widget"));
    Flow flow(ui_);
    flow.words(ui_.tr("添加图表", "Add a widget"), {.size = 14, .colour = theme::kTextSoft}, 28);
    for (const WidgetKindWords& kind : kWidgetKinds) {
      const ButtonSpec spec{.name = ui_.tr(kind.zh, kind.en), .icon = kind.icon, .small = true};
      flow.place(button_width(ui_, spec));
      const bool pressed = button(ui_, kind.type, spec);
      Item pulled;
      pulled.held = ImGui::GetActiveID() == ImGui::GetID(kind.type);
      drag_from(session_, pulled,
                {Drag::Kind::kNewWidget, kind.type, std::string(spec.name), kind.icon});
      if (pressed && !session_.drag && !session_.drag_given_up) add_ = kind.type;
    }
  }

  void grid() {
    const LiveAnswer& answer = session_.live.ask(
        "dashboard", "dashboard.read",
        {{"dashboard", text_member(*session_.at(dashboard_), "id")}, {"filters", Json::array()}});
    if (!answer.reply && !answer.waiting && !has_errors(session_.problems())) {
      notice(ui_, "refused", answer.problem, true);
      gap(ui_, 10);
    }
    if (has_errors(session_.problems())) {
      notice(ui_, "stale",
             ui_.tr("应用里还有错误，改正后数字才会更新。",
                    "There are errors in the app; the numbers appear once they are fixed."),
             false);
      gap(ui_, 10);
    }
    std::vector<Placed> widgets = place(answer);
    if (widgets.empty()) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const float room = ImGui::GetContentRegionAvail().x;
      if (carries_new()) offer(drop_, {list_, 0}, at, at + ImVec2(room, 0));
      notice(ui_, "empty",
             ui_.tr("还没有图表。从上面选一种，它马上显示真实的数字。",
                    "No widgets yet. Choose a kind above: it shows real numbers at once."),
             false);
    }
    {
      const SemanticGroup tree(ui_, "widgets", Role::kTree, ui_.tr("图表", "Widgets"),
                               kMultiselectable);
      for (const Placed& widget : widgets) frame(widget);
    }
    for (const Placed& widget : widgets) content(widget);
    for (const Placed& widget : widgets) {
      if (session_.document.selection() == widget.pointer) tools(widget);
    }
  }

  // What was asked for while all was drawn.
  void settle() {
    if (!add_.empty()) {
      if (session_.run(AddWidget{dashboard_, add_})) show_added(session_);
    } else if (tool_ != ItemAction::kNone) {
      act_on_selected(session_, tool_, true);
    } else if (action_ != ItemAction::kNone) {
      if (!session_.document.is_selected(action_on_)) session_.document.select(action_on_);
      act_on_selected(session_, action_);
    } else {
      selection_.apply(session_);
    }
  }

  // Puts down what the pointer let go of; true when something was.
  bool drop() {
    const std::optional<Target> target = settle_drop(session_, drop_);
    if (!target) return false;
    if (!carries_new()) {
      drop_parts(session_, target->into, target->position);
      return true;
    }
    AddWidget added{dashboard_, session_.drag->what};
    added.position = target->position;
    session_.drag.reset();
    if (session_.run(added)) show_added(session_);
    return true;
  }

 private:
  bool carries_new() const {
    return session_.drag && session_.drag->kind == Drag::Kind::kNewWidget;
  }

  // In rows as wide as the canvas; each row is as high as its highest widget.
  std::vector<Placed> place(const LiveAnswer& answer) {
    std::vector<Placed> placed;
    const Json* widgets = session_.at(list_);
    const size_t count = widgets != nullptr && widgets->is_array() ? widgets->size() : 0;
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x;
    const float space = ui_.px(kGridGap);
    const float column = (room - space * (kColumns - 1)) / kColumns;
    const int least = room < ui_.px(kTwoColumns) ? 6 : 1;
    float y = start.y;
    float row_height = 0;
    int used = 0;
    const auto end_row = [&] {
      for (Placed& one : placed) {
        if (one.min.y == y) one.max.y = y + row_height;
      }
      y += row_height + space;
      row_height = 0;
      used = 0;
    };
    for (size_t i = 0; i < count; ++i) {
      const Json& widget = (*widgets)[i];
      if (!widget.is_object()) continue;
      const int span = std::max(least, kWidths[width_index(widget)].columns);
      if (used > 0 && used + span > kColumns) end_row();
      Placed one{i, pointer_child(list_, i), shown_of(answer, text_member(widget, "id")), {}, {}};
      const float width = column * static_cast<float>(span) + space * static_cast<float>(span - 1);
      one.min = {std::round(start.x + static_cast<float>(used) * (column + space)), y};
      one.max.x = std::round(one.min.x + width);
      const float inner = one.max.x - one.min.x - 2 * ui_.px(kCardPadding);
      const float picture =
          one.shown.is_null() ? ui_.px(30) : widget_picture_height(ui_, one.shown, inner);
      row_height = std::max(row_height, picture + ui_.px(kCardHead) + 2 * ui_.px(kCardPadding));
      used += span;
      placed.push_back(std::move(one));
    }
    if (used > 0) end_row();
    ImGui::Dummy({room, std::max(0.0f, y - start.y)});
    return placed;
  }

  static Json shown_of(const LiveAnswer& answer, const std::string& id) {
    if (!answer.reply || !answer.reply->contains("widgets")) return nullptr;
    for (const Json& widget : answer.reply->at("widgets")) {
      if (text_member(widget, "id") == id) return widget;
    }
    return nullptr;
  }

  // The card itself: selected by a press or the focus, carried by the pointer.
  void frame(const Placed& widget) {
    const Json& json = *session_.at(widget.pointer);
    const std::string name = thing_name(session_.json(), widget.pointer, ui_.language());
    const bool selected = session_.document.is_selected(widget.pointer);
    const bool wrong = session_.has_problem_below(widget.pointer);
    std::string description = kind_words(text_member(json, "type"));
    if (wrong) description += ui_.tr("，有问题", ", has a problem");
    const Item item = add_item_at(ui_, widget.pointer.c_str(), widget.min, widget.max - widget.min,
                                  {.role = Role::kTreeItem,
                                   .name = name,
                                   .description = description,
                                   .states = part_states(session_, widget.pointer),
                                   .level = 1,
                                   .overlap = true});
    selection_.note(session_, item, widget.pointer);
    if (const ItemAction wanted = key_action(item); wanted != ItemAction::kNone) {
      action_ = wanted;
      action_on_ = widget.pointer;
    }
    drag_from(session_, item, {Drag::Kind::kElement, widget.pointer, name, Icon::kDashboard});
    const bool carries_own = session_.drag && session_.drag->kind == Drag::Kind::kElement &&
                             pointer_parent(session_.drag->what) == list_;
    if (carries_own || carries_new()) offer_beside(widget);
    if (!item.visible) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float radius = ui_.px(8);
    list->AddRectFilled(item.min, item.max, theme::kSurface, radius);
    const ImU32 border = selected       ? theme::kAccent
                         : wrong        ? theme::kDangerLine
                         : item.hovered ? theme::kAccentLine
                                        : theme::kBorder;
    list->AddRect(item.min, item.max, border, radius, 0, ui_.px(1));
    draw_text_centred(ui_, item.min + ImVec2(ui_.px(kCardPadding), ui_.px(8)), ui_.px(kCardHead),
                      name, {.size = 14, .face = Face::kSemibold},
                      item.width() - 2 * ui_.px(kCardPadding));
    if (is_carried(session_, widget.pointer)) veil(ui_, item, 8);
    draw_focus_ring(ui_, item, 8);
  }

  // Alt and any arrow: widgets stand beside each other as well as below.
  ItemAction key_action(const Item& item) {
    if (item.focused && ui_.key(item.id, Key::kLeft, kAlt)) return ItemAction::kUp;
    if (item.focused && ui_.key(item.id, Key::kRight, kAlt)) return ItemAction::kDown;
    return action_by_key(ui_, item);
  }

  void offer_beside(const Placed& widget) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const float away = ui_.px(kGridGap / 2);
    for (const bool behind : {false, true}) {
      const float x = behind ? widget.max.x + away : widget.min.x - away;
      const float dy = mouse.y < widget.min.y   ? widget.min.y - mouse.y
                       : mouse.y > widget.max.y ? mouse.y - widget.max.y
                                                : 0;
      const float distance = (mouse.x - x) * (mouse.x - x) + dy * dy;
      if (distance >= drop_.distance) continue;
      drop_ = {true,
               distance,
               {list_, widget.index + (behind ? 1 : 0)},
               {x, widget.min.y},
               {x, widget.max.y}};
    }
  }

  void content(const Placed& widget) {
    const float padding = ui_.px(kCardPadding);
    const ImVec2 at = widget.min + ImVec2(padding, padding + ui_.px(kCardHead) - ui_.px(4));
    const float width = widget.max.x - widget.min.x - 2 * padding;
    ImGui::PushID((widget.pointer + "#content").c_str());
    {
      const SemanticGroup group(ui_, "numbers", Role::kGroup,
                                thing_name(session_.json(), widget.pointer, ui_.language()));
      const std::string problem = first_problem(widget.pointer);
      if (!problem.empty()) {
        draw_text_centred(ui_, at, ui_.px(24), problem, {.size = 13, .colour = theme::kDanger},
                          width);
      } else if (!widget.shown.is_null()) {
        widget_picture(ui_, "picture", widget.shown, at, width);
      } else {
        draw_text_centred(ui_, at, ui_.px(24), ui_.tr("正在计算…", "Calculating…"),
                          {.size = 13, .colour = theme::kTextFaint}, width);
      }
    }
    ImGui::PopID();
  }

  std::string first_problem(const std::string& widget) const {
    for (const Diagnostic& problem : session_.problems()) {
      if (problem.place.pointer.starts_with(widget + "/") || problem.place.pointer == widget) {
        return problem.message.in(ui_.language());
      }
    }
    return {};
  }

  void tools(const Placed& widget) {
    if (session_.drag) return;
    const SemanticRect rect{widget.min.x, widget.min.y, widget.max.x - widget.min.x,
                            widget.max.y - widget.min.y};
    tool_ = item_tools(session_, rect, ToolPlace::kAbove, false, ui_.tr("删除", "Delete"));
    handle(widget);
  }

  // The right edge: pulled by the pointer, by arrows to left and right, or one step by a press.
  void handle(const Placed& widget) {
    const size_t now = width_index(*session_.at(widget.pointer));
    const float wide = ui_.px(kHandle);
    const ImVec2 at(widget.max.x - wide / 2, widget.min.y + ui_.px(8));
    const ImVec2 size(wide, widget.max.y - widget.min.y - ui_.px(16));
    const std::string name =
        ui_.tr("宽度：", "Width: ") + std::string(ui_.tr(kWidths[now].zh, kWidths[now].en));
    const Item item = add_item_at(
        ui_, "width", at, size,
        {.role = Role::kButton, .name = name, .overlap = true, .cursor = Cursor::kResize});
    if (session_.takes_focus(widget.pointer + "/width")) ui_.request_focus(item.id);
    const ImVec2 middle = (item.min + item.max) * 0.5f;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(middle - ImVec2(ui_.px(2), ui_.px(14)),
                        middle + ImVec2(ui_.px(2), ui_.px(14)),
                        item.hovered || item.held ? theme::kAccent : theme::kAccentLine, ui_.px(2));
    draw_focus_ring(ui_, item, 4);
    size_t next = now;
    if (item.held && std::abs(ImGui::GetMouseDragDelta(0, 0).x) > ui_.px(5)) {
      next = nearest_width(ImGui::GetIO().MousePos.x - widget.min.x);
      pulled() = true;
    } else if (item.focused && ui_.key(item.id, Key::kLeft)) {
      next = now > 0 ? now - 1 : now;
    } else if (item.focused && ui_.key(item.id, Key::kRight)) {
      next = std::min(now + 1, std::size(kWidths) - 1);
    } else if (item.pressed && !pulled()) {
      next = (now + 1) % std::size(kWidths);
    }
    if (!item.held && !item.pressed) pulled() = false;
    if (!item.held) session_.document.seal();
    if (next == now) return;
    // While it is pulled, all is one step of undo.
    session_.run(SetProperty{widget.pointer + "/width", kWidths[next].id, item.held});
    session_.document.select(widget.pointer);
    session_.say(ui_.tr("宽度：", "Width: ") +
                 std::string(ui_.tr(kWidths[next].zh, kWidths[next].en)));
  }

  // Whether the edge was pulled since it was taken: letting go of it is no press.
  static bool& pulled() {
    static bool state = false;
    return state;
  }

  size_t nearest_width(float wanted) const {
    const float room = ImGui::GetContentRegionAvail().x;
    size_t best = 0;
    float distance = 1e9f;
    for (size_t i = 0; i < std::size(kWidths); ++i) {
      const float width = room * static_cast<float>(kWidths[i].columns) / kColumns;
      if (std::abs(width - wanted) >= distance) continue;
      distance = std::abs(width - wanted);
      best = i;
    }
    return best;
  }

  std::string kind_words(const std::string& type) const {
    for (const WidgetKindWords& kind : kWidgetKinds) {
      if (type == kind.type) return ui_.tr(kind.zh, kind.en);
    }
    return type;
  }

  DesignSession& session_;
  Ui& ui_;
  std::string list_, dashboard_;
  Drop drop_;
  std::string add_, action_on_;
  PartSelection selection_;
  ItemAction action_ = ItemAction::kNone;
  ItemAction tool_ = ItemAction::kNone;
};

}  // namespace

void dashboard_editor(DesignSession& session, const std::string& dashboard) {
  DashboardEditor editor(session, dashboard);
  editor.palette();
  gap(session.ui, 14);
  editor.grid();
  if (!editor.drop()) editor.settle();
}

}  // namespace tollgate::designer
