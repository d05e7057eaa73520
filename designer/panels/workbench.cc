#include "tollgate/designer/panels/workbench.h"

#include <algorithm>

#include "panels.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kToolbar = 48;
constexpr float kSide = 264;
constexpr float kInspector = 312;
constexpr float kProblems = 40;
constexpr float kProblemsOpen = 190;
// Narrower than this, only one side panel stands beside the canvas; narrower still, none.
constexpr float kThreeColumns = 840;
constexpr float kTwoColumns = 560;

}  // namespace

void Workbench::shortcuts() {
  Ui& ui = bench_.ui;
  if (ui.shortcut('z', kControl)) bench_.undo();
  if (ui.shortcut('y', kControl) || ui.shortcut('z', kControl | kShift)) bench_.redo();
  if (ui.shortcut('s', kControl)) bench_.ask(HostRequest::kSave);
}

void Workbench::draw() {
  Ui& ui = bench_.ui;
  shortcuts();
  const float width = ui.width();
  const float height = ui.height();
  const float css_width = width / ui.scale();
  const bool three = css_width >= kThreeColumns;
  const bool two = !three && css_width >= kTwoColumns;
  const bool form = bench_.view().starts_with("/forms/");

  const float top = ui.px(kToolbar);
  {
    Panel panel(ui, "toolbar", {0, 0}, {width, top},
                {.name = ui.tr("工具", "Tools"),
                 .padding = {16, 8},
                 .scroll = false,
                 .border_bottom = true});
    toolbar(bench_, css_width < 720);
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
    if (auto picked = segments(ui, "panels", ui.tr("面板", "Panels"), choices, bench_.narrow_tab)) {
      bench_.narrow_tab = *picked;
    }
  }
  const float body = top + tabs_height;
  const float body_height = height - body;
  const bool show_side = three || bench_.narrow_tab == 0 || (two && bench_.narrow_tab == 1);
  const bool show_inspector = three || bench_.narrow_tab == 2;
  const bool show_canvas = three || two || bench_.narrow_tab == 1;

  const float wanted_side = three ? std::min(ui.px(kSide), width * 0.29f) : ui.px(236);
  const float side = !show_side ? 0 : show_canvas ? wanted_side : width;
  const float wanted_inspector = three ? std::min(ui.px(kInspector), width * 0.34f) : ui.px(300);
  const float inspector_width = !show_inspector ? 0 : show_canvas ? wanted_inspector : width;

  if (show_side) {
    Panel panel(ui, "parts", {0, body}, {side, body_height},
                {.name = ui.tr("字段与结构", "Fields and outline"),
                 .padding = {14, 14},
                 .border_right = show_canvas});
    const Choice tabs[] = {{"palette", ui.tr("字段", "Fields"), Icon::kNone},
                           {"outline", ui.tr("结构", "Outline"), Icon::kNone}};
    if (auto picked =
            segments(ui, "side", ui.tr("左侧面板", "Left panel"), tabs, bench_.side_tab)) {
      bench_.side_tab = *picked;
    }
    gap(ui, 12);
    if (bench_.side_tab == 0) {
      palette(bench_);
    } else {
      outline(bench_);
    }
  }

  if (show_canvas) {
    const float problems =
        ui.px(bench_.problems_open && !bench_.problems().empty() ? kProblemsOpen : kProblems);
    const float canvas_width = width - side - inspector_width;
    {
      Panel panel(ui, "canvas", {side, body}, {canvas_width, body_height - problems},
                  {.name = ui.tr("画布", "Canvas"),
                   .surface = theme::kBackdrop,
                   .padding = {canvas_width / ui.scale() < 480 ? 12.0f : 24.0f, 20}});
      if (css_width < kTwoColumns) {
        notice(ui, "wider",
               ui.tr("屏幕较窄。设计应用时，更宽的屏幕会更方便。",
                     "This screen is narrow. A wider one is better for designing."),
               false);
        gap(ui, 10);
      }
      if (form) {
        form_canvas(bench_);
      } else {
        list_canvas(bench_);
      }
    }
    Panel panel(ui, "problems", {side, height - problems}, {canvas_width, problems},
                {.name = ui.tr("问题", "Problems"), .padding = {12, 4}, .border_top = true});
    problems_panel(bench_, bench_.problems_open && !bench_.problems().empty());
  }

  if (show_inspector) {
    Panel panel(ui, "inspector", {width - inspector_width, body}, {inspector_width, body_height},
                {.name = ui.tr("属性", "Properties"), .border_left = show_canvas});
    inspector(bench_);
  }
  draw_drag(bench_);
  toast();
}

void Workbench::toast() {
  Ui& ui = bench_.ui;
  const double left = bench_.toast_until_ms() - ui.now_ms();
  if (bench_.toast().empty() || left <= 0) return;
  ui.wake_in(left + 1);
  const TextStyle style{.size = 13.5f};
  const float size = std::round(style.size * ui.scale());
  const float text = text_width(ui, bench_.toast(), style);
  const float box_width = std::min(text + ui.px(32), ui.width() - ui.px(24));
  const ImVec2 at((ui.width() - box_width) / 2, ui.height() - ui.px(92));
  const ImVec2 end = at + ImVec2(box_width, ui.px(36));
  ImDrawList* list = ImGui::GetForegroundDrawList();
  list->AddRectFilled(at, end, bench_.toast_is_problem() ? theme::kDanger : theme::rgb(0x242A36),
                      ui.px(8));
  list->PushClipRect(at, end, true);
  list->AddText(ui.font(Face::kRegular), size,
                {at.x + ui.px(16), std::round(at.y + (ui.px(36) - size) / 2)}, theme::kOnAccent,
                bench_.toast().data(), bench_.toast().data() + bench_.toast().size());
  list->PopClipRect();
}

}  // namespace tollgate::designer
