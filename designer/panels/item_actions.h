// What can be done with a thing on a canvas, by its keys or by the tools that it shows when it is
// selected.
#pragma once

#include "panels.h"

namespace tollgate::designer {

// kSeveral: what is pressed from then on is selected, too, or no more.
enum class ItemAction : uint8_t { kNone, kSeveral, kUp, kDown, kCopy, kRemove };

// Alt and an arrow move it, Delete takes it away.
ItemAction action_by_key(Ui& ui, const Item& item);

enum class ToolPlace : uint8_t {
  kAbove,   // over the thing's upper right corner, clear of its label
  kInside,  // at its right end
};
float tools_width(const Ui& ui, bool with_copy);  // device pixels
// The tools of the selected thing, which lies in this rectangle. A group of the semantic tree.
ItemAction item_tools(const DesignSession& session, const SemanticRect& rect, ToolPlace place,
                      bool with_copy, const char* remove_name);

// Does it with what is selected; the selection has the focus afterwards where the thing had it.
void act_on_selected(DesignSession& session, ItemAction action, bool keep_focus_on_tool = false);

}  // namespace tollgate::designer
