// Where something that the pointer carries may be put down. The canvases offer places while they
// draw; the nearest one takes it.
#pragma once

#include <optional>

#include "panels.h"

namespace tollgate::designer {

struct Drop {
  bool found = false;
  float distance = 1e9f;  // squared
  Target target;
  ImVec2 from, to;  // the line that shows it
};

void offer(Drop& drop, const Target& target, ImVec2 from, ImVec2 to);
// In front of a thing and behind it; `here` is its own place.
void offer_around(Drop& drop, const Target& here, ImVec2 min, ImVec2 max, float away);

// Draws the line and rolls the panel near its edges. The place, when the pointer let go.
std::optional<Target> settle_drop(DesignSession& session, const Drop& drop);

}  // namespace tollgate::designer
