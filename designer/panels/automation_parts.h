// The parts of an automation's editor that stand in files of their own.
#pragma once

#include <string>

#include "panels.h"

namespace tollgate::designer {

// "Then": each effect as a card: whom it tells and what, or which field it sets.
void automation_effects(DesignSession& session, const std::string& automation);

// What it would do about a real record, as the engine beside the designer says it.
void automation_trial(DesignSession& session, const std::string& automation);

}  // namespace tollgate::designer
