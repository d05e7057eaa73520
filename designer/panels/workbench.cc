#include "tollgate/designer/panels/workbench.h"

#include <algorithm>
#include <utility>

#include "panels.h"
#include "part_editors.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kSide = 264;
constexpr float kInspector = 312;
constexpr float kProblems = 40;
constexpr float kProblemsOpen = 220;
// Narrower than this, only one side panel stands beside the canvas; narrower still, none.
constexpr float kThreeColumns = 840;
// An editor of a part has more beside each other than a form.
constexpr float kThreeBesideEditor = 1200;
constexpr float kToastWidth = 560;
constexpr int kToastLines = 4;

}  // namespace

void Workbench::shortcuts() {
  Ui& ui = session_.ui;
  if (ui.shortcut('z', kControl)) session_.undo();
  if (ui.shortcut('y', kControl) || ui.shortcut('z', kControl | kShift)) session_.redo();
  if (ui.shortcut('f', kControl)) {
    session_.side_tab = 1;
    if (!drawn_three_) session_.narrow_tab = 0;
    session_.find.wants_focus = true;
  }
  if (ui.shortcut('s', kControl)) {
    session_.settle_emptied(true);
    session_.ask(HostRequest::kSave);
  }
}

void Workbench::draw() {
  session_.settle_emptied();
  if (!std::exchange(session_.formula_drawn, false)) session_.open_formula.clear();
  shortcuts();
  panels();
  draw_drag(session_);
  removal_dialog(session_);
  keep_focus();
  name_by_label(session_);
  toast();
}

std::string Workbench::copy(bool cut) {
  std::string text = copy_selected(session_);
  if (cut && !text.empty()) delete_selected(session_);
  return text;
}

bool Workbench::paste(std::string_view text) { return paste_parts(session_, text); }

// The focus never falls into nothing: what had it and is gone passes it on to what is selected.
void Workbench::keep_focus() {
  if (session_.ui.loses_focused_widget()) session_.focus_on(session_.document.selection());
  session_.climb_focus();
}

// Another thing is shown from its beginning, and its preview beside it.
void Workbench::follow_view() {
  if (session_.view() == drawn_view_) return;
  const bool first = !drawn_view_;
  drawn_view_ = session_.view();
  session_.choosing_several = false;
  ImGui::SetScrollY(0);
  if (!first) session_.ask(HostRequest::kOpened);
}

void Workbench::panels() {
  Ui& ui = session_.ui;
  const float width = ui.width();
  const float height = ui.height();
  const float css_width = width / ui.scale();
  const PartEditor* editor = part_editor_of(definition_at(session_.json(), session_.view()));
  const bool three = css_width >= (editor != nullptr ? kThreeBesideEditor : kThreeColumns);
  const bool two = !three && !ui.is_phone();
  // The panel that somebody writes in, or is led to, stays when there is less room.
  if (led_to_panel_) focused_panel_ = led_to_panel_;
  if (!three && drawn_three_ && focused_panel_) session_.narrow_tab = *focused_panel_;
  drawn_three_ = three;
  focused_panel_.reset();
  led_to_panel_.reset();

  const float top = toolbar_height(ui);
  {
    Panel panel(ui, "toolbar", {0, 0}, {width, top},
                {.name = ui.tr("工具", "Tools"),
                 .padding = {16, 8},
                 .scroll = false,
                 .border_bottom = true});
    toolbar(session_, css_width < 720);
  }

  float tabs_height = 0;
  if (!three) {
    // Which of the panels stands beside (or in place of) the canvas.
    tabs_height = ui.px(48);
    Panel panel(ui, "switch", {0, top}, {width, tabs_height},
                {.name = ui.tr("面板", "Panels"),
                 .padding = {12, 8},
                 .scroll = false,
                 .border_bottom = true});
    const Choice choices[] = {{"parts", ui.tr("字段与结构", "Fields and outline"), Icon::kNone},
                              {"canvas", ui.tr("画布", "Canvas"), Icon::kNone},
                              {"properties", ui.tr("属性", "Properties"), Icon::kNone}};
    if (auto picked =
            segments(ui, "panels", ui.tr("面板", "Panels"), choices, session_.narrow_tab)) {
      session_.narrow_tab = *picked;
    }
  }
  const float body = top + tabs_height;
  const float body_height = height - body;
  const bool show_side = three || session_.narrow_tab == 0;
  const bool show_inspector = three || session_.narrow_tab == 2;
  const bool show_canvas = three || two || session_.narrow_tab == 1;

  session_.inspector_shown = show_inspector;

  const float wanted_side = three ? std::min(ui.px(kSide), width * 0.26f) : ui.px(236);
  const float side = !show_side ? 0 : show_canvas ? wanted_side : width;
  const float wanted_inspector = three ? std::min(ui.px(kInspector), width * 0.32f) : ui.px(300);
  const float inspector_width = !show_inspector ? 0 : show_canvas ? wanted_inspector : width;

  if (show_side) {
    Panel panel(ui, "parts", {0, body}, {side, body_height},
                {.name = ui.tr("字段与结构", "Fields and outline"),
                 .padding = {14, 14},
                 .border_right = show_canvas});
    const Choice tabs[] = {{"palette", ui.tr("字段", "Fields"), Icon::kNone},
                           {"outline", ui.tr("结构", "Outline"), Icon::kNone}};
    if (auto picked =
            segments(ui, "side", ui.tr("左侧面板", "Left panel"), tabs, session_.side_tab)) {
      session_.side_tab = *picked;
    }
    gap(ui, 12);
    if (session_.side_tab == 0) {
      palette(session_);
    } else {
      outline(session_);
    }
    note_focus(0);
  }

  if (show_canvas) {
    const float problems =
        ui.px(session_.problems_open && !session_.problems().empty() ? kProblemsOpen : kProblems);
    const float canvas_width = width - side - inspector_width;
    {
      Panel panel(ui, "canvas", {side, body}, {canvas_width, body_height - problems},
                  {.name = ui.tr("画布", "Canvas"),
                   .surface = theme::kBackdrop,
                   .padding = {canvas_width / ui.scale() < 480 ? 12.0f : 24.0f, 20}});
      follow_view();
      if (ui.is_phone()) {
        notice(ui, "wider",
               ui.tr("屏幕较窄。设计应用时，更宽的屏幕会更方便。",
                     "This screen is narrow. A wider one is better for designing."),
               false);
        gap(ui, 10);
      }
      // Asked anew: the outline beside it may just have led to another part.
      const std::string shown = session_.view();
      const PartEditor* editor_of_shown = part_editor_of(definition_at(session_.json(), shown));
      if (shown.starts_with("/forms/")) {
        form_canvas(session_);
      } else if (editor_of_shown != nullptr) {
        part_canvas(session_, *editor_of_shown);
      } else {
        list_canvas(session_);
      }
      note_focus(1);
    }
    Panel panel(ui, "problems", {side, height - problems}, {canvas_width, problems},
                {.name = ui.tr("问题", "Problems"), .padding = {12, 4}, .border_top = true});
    problems_panel(session_, session_.problems_open && !session_.problems().empty());
  }

  if (show_inspector) {
    Panel panel(ui, "properties", {width - inspector_width, body}, {inspector_width, body_height},
                {.name = ui.tr("属性", "Properties"), .border_left = show_canvas});
    if (session_.document.selection() != drawn_selection_) {
      drawn_selection_ = session_.document.selection();
      ImGui::SetScrollY(0);
    }
    inspector(session_);
    note_focus(2);
  }
}

// Called when a panel's content is drawn: the first that has drawn the focused widget has the
// focus.
void Workbench::note_focus(int panel) {
  if (!focused_panel_ && session_.ui.draws_focused_widget()) focused_panel_ = panel;
  if (!led_to_panel_ && session_.ui.draws_requested_focus()) led_to_panel_ = panel;
}

void Workbench::toast() {
  Ui& ui = session_.ui;
  const double left = session_.toast_until_ms() - ui.now_ms();
  if (session_.toast().empty() || left <= 0) return;
  ui.wake_in(left + 1);
  const TextStyle style{.size = 13.5f};
  const float size = std::round(style.size * ui.scale());
  const float widest = std::min(ui.width() - ui.px(24), ui.px(kToastWidth)) - ui.px(32);
  const std::vector<std::string_view> lines =
      wrap_text(ui, session_.toast(), widest, style, kToastLines);
  float text = 0;
  for (std::string_view line : lines) text = std::max(text, text_width(ui, line, style));
  const float line_height = ui.px(20);
  const ImVec2 box(text + ui.px(32), line_height * static_cast<float>(lines.size()) + ui.px(16));
  const ImVec2 at((ui.width() - box.x) / 2, ui.height() - ui.px(56) - box.y);
  const ImVec2 end = at + box;
  ImDrawList* list = ImGui::GetForegroundDrawList();
  list->AddRectFilled(at, end, session_.toast_is_problem() ? theme::kDanger : theme::kInverse,
                      ui.px(8));
  float y = at.y + ui.px(8) + std::round((line_height - size) / 2);
  for (std::string_view line : lines) {
    list->AddText(ui.font(Face::kRegular), size, {at.x + ui.px(16), y}, theme::kOnAccent,
                  line.data(), line.data() + line.size());
    y += line_height;
  }
}

}  // namespace tollgate::designer
