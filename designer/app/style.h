// ImGui's own parts (scrollbars, popups) in the designer's theme.
#pragma once

#include "tollgate/designer/widgets/ui.h"

namespace tollgate::designer {

void apply_style(float scale);

}  // namespace tollgate::designer
