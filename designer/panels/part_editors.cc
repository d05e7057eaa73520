#include "part_editors.h"

#include <algorithm>
#include <cmath>

#include "names.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kColumnRing = 8;  // around what stands in the column, so that rings are not cut

constexpr std::string_view kMetricMembers[] = {"entity",    "aggregate",   "value",     "test",
                                               "numerator", "denominator", "filter",    "window",
                                               "format",    "decimals",    "thresholds"};

constexpr std::string_view kDashboardMembers[] = {"widgets"};
constexpr std::string_view kViewMembers[] = {"columns",  "filter",  "sort",  "search",
                                             "kind",     "date",    "end",   "actual",
                                             "location", "picture", "colour"};
constexpr std::string_view kQuickFilterMembers[] = {"entity", "group_by", "metrics", "when",
                                                    "tags"};
constexpr std::string_view kAutomationMembers[] = {"on", "when", "effects"};
constexpr std::string_view kWorkflowMembers[] = {"stages", "transitions"};
constexpr std::string_view kRoleMembers[] = {"menu", "permissions"};
constexpr std::string_view kScorecardMembers[] = {"criteria", "pools"};

// One line an editor.
const std::vector<PartEditor> kPartEditors = {
    {"metric", metric_editor, kMetricMembers},
    {"dashboard", dashboard_editor, kDashboardMembers, 1200},
    {"quick_filter", quick_filter_editor, kQuickFilterMembers, 1200},
    {"scorecard", scorecard_editor, kScorecardMembers, 1100},
    {"view", view_editor, kViewMembers, 1200},
    {"automation", automation_editor, kAutomationMembers},
    {"workflow", workflow_editor, kWorkflowMembers, 1200},
    {"role", role_editor, kRoleMembers, 1100},
};

}  // namespace

const PartEditor* part_editor_of(std::string_view definition) {
  const auto found =
      std::find_if(kPartEditors.begin(), kPartEditors.end(),
                   [&](const PartEditor& editor) { return editor.definition == definition; });
  return found == kPartEditors.end() ? nullptr : &*found;
}

void part_canvas(DesignSession& session, const PartEditor& editor) {
  const std::string part = session.view();
  const CanvasColumn column(session.ui, editor.width);
  part_head(session, part, std::string(editor.definition));
  ImGui::PushID(std::string(editor.definition).c_str());
  editor.draw(session, part);
  ImGui::PopID();
  gap(session.ui, 48);
}

void part_head(DesignSession& session, const std::string& part, const std::string& definition) {
  Ui& ui = session.ui;
  const std::string name = session.label_at(part);
  const Item head =
      add_item(ui, "head", {ImGui::GetContentRegionAvail().x, ui.px(50)},
               {.role = Role::kButton, .name = name, .description = ui.tr("设置", "Settings")});
  if (session.takes_focus(part)) ui.request_focus(head.id);
  if (session.takes_reveal(part)) show_item(head);
  if (head.visible) {
    const bool selected = session.document.selection() == part;
    if (head.hovered || selected) {
      ImGui::GetWindowDrawList()->AddRectFilled(
          head.min, head.max, selected ? theme::kAccentSoft : theme::kPressed, ui.px(8));
    }
    draw_icon(ui, definition_icon(definition), head.min + ImVec2(ui.px(12), ui.px(17)), ui.px(16),
              theme::kAccent);
    draw_text_centred(ui, head.min + ImVec2(ui.px(38), 0), head.height(), name,
                      {.size = theme::kHeadlineText, .face = Face::kSemibold},
                      head.width() - ui.px(50));
    draw_focus_ring(ui, head);
  }
  if (head.pressed) session.document.select(part);
  gap(ui, 12);
}

CanvasColumn::CanvasColumn(const Ui& ui, float css_width) {
  const float available = ImGui::GetContentRegionAvail().x;
  const float width = std::floor(std::min(available, ui.px(css_width)));
  const float ring = ui.px(kColumnRing);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::floor((available - width) / 2) - ring);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ring, ui.px(4)});
  ImGui::BeginChild("column", {width + 2 * ring, 0},
                    ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_AlwaysUseWindowPadding,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                        ImGuiWindowFlags_NoBackground);
  ImGui::PopStyleVar();
}

CanvasColumn::~CanvasColumn() { ImGui::EndChild(); }

}  // namespace tollgate::designer
