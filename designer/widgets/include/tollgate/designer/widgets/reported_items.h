// Every item that ImGui itself laid out this frame, as its test engine's hooks report it. What is
// here but not in the semantic tree would be invisible to screen readers: tests compare the two.
#pragma once

#include <cstdint>
#include <vector>

namespace tollgate::designer {

void start_reporting_items();  // from the next frame on; forgets what was reported
const std::vector<uint32_t>& reported_items();

}  // namespace tollgate::designer
