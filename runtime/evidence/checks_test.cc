#include "tollgate/evidence/checks.h"

#include <catch_amalgamated.hpp>
#include <vector>

namespace tollgate::evidence {
namespace {

constexpr int64_t kMinute = 60'000'000;

Position at(const char* latitude, const char* longitude) {
  const auto position = parse_position(latitude, longitude);
  REQUIRE(position);
  return *position;
}

std::vector<std::string> codes(const Diagnostics& findings) {
  std::vector<std::string> result;
  for (const Diagnostic& d : findings) {
    CHECK(d.severity == Severity::kWarning);
    CHECK_FALSE(d.message.zh.empty());
    result.push_back(d.code);
  }
  return result;
}

TEST_CASE("positions are decimal degrees within the globe") {
  CHECK(at("30.2526391", "-120.5") == Position{30'252'639, -120'500'000});
  CHECK_FALSE(parse_position("90.1", "0"));
  CHECK_FALSE(parse_position("0", "-180.00001"));
  CHECK_FALSE(parse_position("north", "0"));
  CHECK_FALSE(parse_position("", ""));
  CHECK_FALSE(parse_position("1e300", "0"));
}

TEST_CASE("distances are those on a globe") {
  const Position hangzhou = at("30.2741", "120.1551");
  const Position shanghai = at("31.2304", "121.4737");
  CHECK(distance_m(hangzhou, hangzhou) == 0);
  CHECK(distance_m(hangzhou, shanghai) == distance_m(shanghai, hangzhou));
  // By the haversine formula: 164 904 m.
  CHECK(distance_m(hangzhou, shanghai) > 164'000);
  CHECK(distance_m(hangzhou, shanghai) < 166'000);
  CHECK(distance_m({0, 0}, {1'000'000, 0}) == 111'195);
  CHECK(distance_m({60'000'000, 0}, {60'000'000, 1'000'000}) == 55'598);
  // Across the date line it is 2 degrees, not 358.
  CHECK(distance_m({0, 179'000'000}, {0, -179'000'000}) == 222'390);
  CHECK(distance_m({0, 0}, {9, 0}) == 1);
  CHECK(distance_m({90'000'000, 0}, {-90'000'000, 0}) > 20'000'000);
}

TEST_CASE("a track that asks for impossible speed is noticed") {
  const Position hangzhou = at("30.2741", "120.1551");
  const Position shanghai = at("31.2304", "121.4737");
  const auto track = [&](int64_t minutes, int64_t accuracy) {
    return std::vector<Fix>{{{0}, hangzhou, 10}, {{minutes * kMinute}, shanghai, accuracy}};
  };
  CHECK(check_track(track(60, 10)).empty());
  const Diagnostics odd = check_track(track(10, 10));
  REQUIRE(codes(odd) == std::vector<std::string>{"evidence.impossible_speed"});
  CHECK(odd[0].place.source == "1");
  CHECK(odd[0].message.en.find("600 s") != std::string::npos);
  CHECK(check_track(track(10, 150'000)).empty());  // the fix could have been anywhere
  CHECK(check_track(track(10, 10), {.max_speed_kmh = 1000}).empty());
  CHECK(codes(check_track(track(0, 10))).size() == 1);
  CHECK(codes(check_track(track(-1, 10))) == std::vector<std::string>{"evidence.time_order"});
  CHECK(check_track({}).empty());
  // A jump of some metres in no time is the receiver's noise.
  CHECK(check_track(std::vector<Fix>{{{0}, {0, 0}, 0}, {{0}, {3000, 0}, 0}}).empty());
}

}  // namespace
}  // namespace tollgate::evidence
