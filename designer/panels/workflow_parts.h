// The parts of a workflow's editor that stand in files of their own.
#pragma once

#include <string>

#include "panels.h"

namespace tollgate::designer {

// The picture: stages as boxes, moves as arrows that are drawn by dragging from one box to another.
void workflow_picture(DesignSession& session, const std::string& workflow);

// One stage: its name and kind, where one can go from it, and its gate.
void stage_editor(DesignSession& session, const std::string& workflow, const std::string& stage);

// What a gate asks for, by kind first.
void gate_editor(DesignSession& session, const std::string& stage);

}  // namespace tollgate::designer
