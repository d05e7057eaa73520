#include "item_actions.h"

#include <algorithm>

#include "part_selection.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

struct Tool {
  ItemAction action;
  const char* key;
  Icon icon;
  const char* zh;
  const char* en;
  const char* shortcut;
};

constexpr Tool kTools[] = {
    {ItemAction::kSeveral, "several", Icon::kCheck, "选择多个", "Select several", ""},
    {ItemAction::kUp, "up", Icon::kUp, "上移", "Move up", "Alt+ArrowUp"},
    {ItemAction::kDown, "down", Icon::kDown, "下移", "Move down", "Alt+ArrowDown"},
    {ItemAction::kCopy, "copy", Icon::kCopy, "复制", "Duplicate", "Control+D"},
    {ItemAction::kRemove, "remove", Icon::kTrash, "", "", "Delete"}};

float tool_size(const Ui& ui) { return ui.px(ui.by_finger() ? theme::kFingerTarget : 26); }
// Keys that are held need none; a finger has no keys.
bool is_shown(const Ui& ui, const Tool& tool, bool with_copy) {
  if (tool.action == ItemAction::kSeveral) return ui.by_finger();
  return tool.action != ItemAction::kCopy || with_copy;
}
// The bin stands apart: it is not to be hit by mistake.
float space_before(const Ui& ui, const Tool& tool) {
  return tool.action == ItemAction::kRemove ? ui.px(ui.by_finger() ? 12 : 6) : 0;
}

bool one_tool(Ui& ui, const Tool& tool, ImVec2 at, const char* name, bool on) {
  const float size = tool_size(ui);
  const bool toggles = tool.action == ItemAction::kSeveral;
  const uint32_t states = toggles ? kCheckable | (on ? kChecked : 0u) : 0u;
  const Item item = add_item_at(
      ui, tool.key, at, {size, size},
      {.role = Role::kButton, .name = name, .shortcut = tool.shortcut, .states = states});
  if (item.visible) {
    if (item.hovered || on) {
      ImGui::GetWindowDrawList()->AddRectFilled(item.min, item.max,
                                                on ? theme::kAccent : theme::kHover, ui.px(4));
    }
    const float icon = ui.px(14);
    const bool danger = tool.action == ItemAction::kRemove && item.hovered;
    draw_icon(ui, tool.icon, item.min + ImVec2((size - icon) / 2, (size - icon) / 2), icon,
              on       ? theme::kOnAccent
              : danger ? theme::kDanger
                       : theme::kTextSoft);
    draw_focus_ring(ui, item, 4);
    tooltip(ui, item, name, tool.shortcut);
  }
  return item.pressed;
}

}  // namespace

ItemAction action_by_key(Ui& ui, const Item& item) {
  if (!item.focused) return ItemAction::kNone;
  if (ui.key(item.id, Key::kUp, kAlt)) return ItemAction::kUp;
  if (ui.key(item.id, Key::kDown, kAlt)) return ItemAction::kDown;
  if (ui.key(item.id, Key::kDelete)) return ItemAction::kRemove;
  return ItemAction::kNone;
}

float tools_width(const Ui& ui, bool with_copy) {
  float width = ui.px(4);
  for (const Tool& tool : kTools) {
    if (is_shown(ui, tool, with_copy)) {
      width += tool_size(ui) + space_before(ui, tool);
    }
  }
  return width;
}

ItemAction item_tools(const DesignSession& session, const SemanticRect& rect, ToolPlace place,
                      bool with_copy, const char* remove_name) {
  Ui& ui = session.ui;
  const ImVec2 size(tools_width(ui, with_copy), tool_size(ui) + ui.px(4));
  const float right = rect.x + rect.width - ui.px(place == ToolPlace::kAbove ? 10 : 6);
  // A narrow field of a phone has not the room for them: they reach over its left edge, but not out
  // of the canvas.
  const float leftmost = ImGui::GetWindowPos().x + ui.px(4);
  const ImVec2 start(std::max(leftmost, right - size.x), place == ToolPlace::kAbove
                                                             ? rect.y + ui.px(6) - size.y
                                                             : rect.y + (rect.height - size.y) / 2);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(start, start + size, theme::kSurface, ui.px(5));
  list->AddRect(start, start + size, theme::kAccentLine, ui.px(5), 0, ui.px(1));
  SemanticGroup group(ui, "tools", Role::kToolbar,
                      ui.tr("所选项操作", "Actions for the selection"));
  ItemAction action = ItemAction::kNone;
  ImVec2 at = start + ImVec2(ui.px(2), ui.px(2));
  for (const Tool& tool : kTools) {
    if (!is_shown(ui, tool, with_copy)) continue;
    at.x += space_before(ui, tool);
    const char* name = tool.action == ItemAction::kRemove ? remove_name : ui.tr(tool.zh, tool.en);
    const bool on = tool.action == ItemAction::kSeveral && session.choosing_several;
    if (one_tool(ui, tool, at, name, on)) action = tool.action;
    at.x += tool_size(ui);
  }
  return action;
}

void act_on_selected(DesignSession& session, ItemAction action, bool keep_focus_on_tool) {
  switch (action) {
    case ItemAction::kNone:
      return;
    case ItemAction::kSeveral:
      choose_several(session, !session.choosing_several);
      return;
    case ItemAction::kUp:
    case ItemAction::kDown:
      move_selected(session, action == ItemAction::kUp);
      // Who presses the arrow once more finds it under the same key.
      if (keep_focus_on_tool) return;
      break;
    case ItemAction::kCopy:
      duplicate_selected(session);
      break;
    case ItemAction::kRemove:
      delete_selected(session);
      return;
  }
  session.focus_on(session.document.selection());
}

}  // namespace tollgate::designer
