// The app's entities as boxes with the references between them; a press leads to an entity.
#pragma once

#include "panels.h"

namespace tollgate::designer {

void entity_picture(DesignSession& session);

}  // namespace tollgate::designer
