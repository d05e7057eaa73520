// A dashboard's widget as readers see it, drawn from the engine's own reply: a number, bars, a
// line, a funnel, a table.
#pragma once

#include "tollgate/base/json.h"
#include "tollgate/designer/widgets/ui.h"

namespace tollgate::designer {

// Height in device pixels of what widget_picture draws at this width. `widget` is a widget of
// schemas/api/common.schema.json.
float widget_picture_height(const Ui& ui, const Json& widget, float width);
// Draws it at the position, without moving the cursor, and tells the mirror what stands there.
void widget_picture(Ui& ui, const char* key, const Json& widget, ImVec2 position, float width);

// The same at the cursor, over the width there is.
void widget_picture(Ui& ui, const char* key, const Json& widget);

}  // namespace tollgate::designer
