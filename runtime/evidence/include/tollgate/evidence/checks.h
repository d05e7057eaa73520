// Whether evidence hangs together: pure functions over what devices reported.
//
//   Diagnostics odd = check_track({{at_1, {30'250'000, 120'170'000}, 10}, {at_2, …}});
//   odd[0].code == "evidence.impossible_speed"
//
// Findings are warnings: they make people look, they refuse nothing. Positions are whole
// microdegrees (0.11 m), distances metres, all arithmetic in integers: the same on every platform.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tollgate/base/clock.h"
#include "tollgate/base/diagnostic.h"

namespace tollgate::evidence {

// WGS 84, microdegrees: latitude -90'000'000 … 90'000'000, longitude -180'000'000 … 180'000'000.
struct Position {
  int32_t latitude = 0;
  int32_t longitude = 0;
  bool operator==(const Position&) const = default;
};

// Decimal degrees as text; nullopt when they are no position.
std::optional<Position> parse_position(std::string_view latitude, std::string_view longitude);

// Over the sphere's surface, within 1 % up to 1000 km; farther apart it only grows.
int64_t distance_m(Position a, Position b);

struct Fix {
  Instant at;
  Position position;
  int64_t accuracy_m = 0;  // radius that the device reported
};

struct TrackLimits {
  int64_t max_speed_kmh = 300;   // a fast train
  int64_t min_distance_m = 500;  // shorter jumps are noise
};

// Consecutive fixes by time: evidence.impossible_speed where even the nearest points of the two
// radiuses ask for more than the limit; evidence.time_order where a fix is older than the one
// before it. `place.source` is the number of the fix in the track, from 0.
Diagnostics check_track(std::span<const Fix> track, const TrackLimits& limits = {});

}  // namespace tollgate::evidence
