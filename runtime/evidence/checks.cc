#include "tollgate/evidence/checks.h"

#include <algorithm>
#include <array>

#include "tollgate/base/decimal.h"

namespace tollgate::evidence {
namespace {

constexpr int64_t kMicro = 1'000'000;

// cos(n°) * 10^6 for n = 0 … 90; between them lines are accurate to 0.004 %.
constexpr std::array<int64_t, 91> kCosines = {
    1000000, 999848, 999391, 998630, 997564, 996195, 994522, 992546, 990268, 987688, 984808, 981627,
    978148,  974370, 970296, 965926, 961262, 956305, 951057, 945519, 939693, 933580, 927184, 920505,
    913545,  906308, 898794, 891007, 882948, 874620, 866025, 857167, 848048, 838671, 829038, 819152,
    809017,  798636, 788011, 777146, 766044, 754710, 743145, 731354, 719340, 707107, 694658, 681998,
    669131,  656059, 642788, 629320, 615661, 601815, 587785, 573576, 559193, 544639, 529919, 515038,
    500000,  484810, 469472, 453990, 438371, 422618, 406737, 390731, 374607, 358368, 342020, 325568,
    309017,  292372, 275637, 258819, 241922, 224951, 207912, 190809, 173648, 156434, 139173, 121869,
    104528,  87156,  69756,  52336,  34899,  17452,  0};

// Of a latitude in microdegrees, times 10^6.
int64_t cosine(int64_t latitude) {
  const int64_t angle = std::min(std::abs(latitude), 90 * kMicro);
  const auto degree = static_cast<size_t>(angle / kMicro);
  if (degree >= 90) return 0;
  const int64_t part = angle % kMicro;
  return kCosines[degree] + (kCosines[degree + 1] - kCosines[degree]) * part / kMicro;
}

// The greatest whole number whose square is not above n.
int64_t whole_square_root(int64_t n) {
  if (n < 2) return n;
  int64_t guess = n;
  int64_t next = n / 2 + 1;
  while (next < guess) {
    guess = next;
    next = (guess + n / guess) / 2;
  }
  return guess;
}

std::optional<int32_t> microdegrees(std::string_view text, int64_t most_degrees) {
  const auto degrees = Decimal::parse(text);
  const auto scaled = degrees ? multiply(*degrees, Decimal(kMicro)) : std::nullopt;
  const auto rounded = scaled ? round_to(*scaled, 0, Rounding::kHalfEven) : std::nullopt;
  const auto whole = rounded ? rounded->to_int64() : std::nullopt;
  if (!whole || std::abs(*whole) > most_degrees * kMicro) return std::nullopt;
  return static_cast<int32_t>(*whole);
}

Diagnostic odd(const char* code, std::string zh, std::string en) {
  return make_warning(code, {std::move(zh), std::move(en)});
}

}  // namespace

std::optional<Position> parse_position(std::string_view latitude, std::string_view longitude) {
  const auto north = microdegrees(latitude, 90);
  const auto east = microdegrees(longitude, 180);
  if (!north || !east) return std::nullopt;
  return Position{*north, *east};
}

int64_t distance_m(Position a, Position b) {
  // A degree of a great circle of the mean radius 6 371 009 m, times 10.
  constexpr int64_t kDecimetresPerDegree = 1'111'951;
  int64_t east = int64_t{a.longitude} - b.longitude;
  if (east > 180 * kMicro) east -= 360 * kMicro;
  if (east < -180 * kMicro) east += 360 * kMicro;
  const int64_t middle = (int64_t{a.latitude} + b.latitude) / 2;
  const int64_t dy = (int64_t{a.latitude} - b.latitude) * kDecimetresPerDegree / kMicro;
  const int64_t dx = east * cosine(middle) / kMicro * kDecimetresPerDegree / kMicro;
  return (whole_square_root(dx * dx + dy * dy) + 5) / 10;
}

Diagnostics check_track(std::span<const Fix> track, const TrackLimits& limits) {
  Diagnostics findings;
  const auto report = [&](size_t index, Diagnostic d) {
    d.place.source = std::to_string(index);
    findings.push_back(std::move(d));
  };
  for (size_t i = 1; i < track.size(); ++i) {
    const Fix& from = track[i - 1];
    const Fix& to = track[i];
    const int64_t microseconds = to.at.microseconds - from.at.microseconds;
    if (microseconds < 0) {
      report(i, odd("evidence.time_order", "定位时间早于前一个定位",
                    "the fix is older than the one before it"));
      continue;
    }
    const int64_t apart = distance_m(from.position, to.position);
    const int64_t surely = apart - from.accuracy_m - to.accuracy_m;
    if (surely < limits.min_distance_m) continue;
    // Kilometres an hour from metres and microseconds; within a second counts as one.
    const int64_t seconds = std::max<int64_t>(1, microseconds / kMicro);
    const int64_t kmh = surely * 36 / (seconds * 10);
    if (kmh <= limits.max_speed_kmh) continue;
    const std::string speed = std::to_string(kmh);
    const std::string way = std::to_string(apart);
    const std::string time = std::to_string(seconds);
    report(i, odd("evidence.impossible_speed",
                  time + " 秒内移动了 " + way + " 米，相当于每小时至少 " + speed + " 公里",
                  way + " m in " + time + " s: at least " + speed + " km/h"));
  }
  return findings;
}

}  // namespace tollgate::evidence
