#include "tollgate/designer/widgets/reported_items.h"

#include <imgui.h>
#include <imgui_internal.h>

namespace {

std::vector<uint32_t>& items() {
  static std::vector<uint32_t> reported;
  return reported;
}

}  // namespace

namespace tollgate::designer {

void start_reporting_items() {
  items().clear();
  ImGui::GetCurrentContext()->TestEngineHookItems = true;
}

const std::vector<uint32_t>& reported_items() { return items(); }

}  // namespace tollgate::designer

// ImGui calls these by name when it is built with IMGUI_ENABLE_TEST_ENGINE.
void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect&,
                                 const ImGuiLastItemData*) {
  ImGuiWindow* window = context->CurrentWindow;
  // Windows and their scrollbars report themselves, too; panels are regions of the semantic tree.
  if (id == 0 || window == nullptr || id == window->ID || id == window->MoveId ||
      id == window->ChildId || id == ImGui::GetWindowScrollbarID(window, ImGuiAxis_X) ||
      id == ImGui::GetWindowScrollbarID(window, ImGuiAxis_Y)) {
    return;
  }
  for (const ImGuiWindow* child : window->DC.ChildWindows) {
    if (child->ChildId == id) return;
  }
  items().push_back(id);
}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }
