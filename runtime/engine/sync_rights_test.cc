// When a hub has to look again at what each device's person sees.
#include <catch_amalgamated.hpp>
#include <string>

#include "sync/access_rights.h"
#include "tollgate/engine/engine.h"

namespace tollgate::engine {
namespace {

constexpr int64_t kDay_us = int64_t{24} * 3'600 * 1'000'000;

std::string app_reading(const std::string& how) {
  return R"({"format": "tollgate.app/1", "id": "firm", "version": 1, "label": {"en": "Firm"},
  "locales": ["en"], "users": {"entity": "person", "role": "role"},
  "roles": [{"id": "rep", "label": {"en": "Rep"}, "permissions": {"administration": true,
    "entities": [{"entity": "visit", "read": "own")" +
         how + R"(}]}}],
  "entities": [
    {"id": "person", "label": {"en": "Person"}, "fields": [
      {"id": "role", "type": "text", "label": {"en": "Role"}}]},
    {"id": "visit", "label": {"en": "Visit"}, "owner": "rep", "fields": [
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}},
      {"id": "until", "type": "date", "label": {"en": "Until"}}]}]})";
}

// What a rep's rights rest on, as it is on a day and on the next.
std::pair<std::string, std::string> bases(const std::string& how) {
  auto engine = Engine::open({.app_text = app_reading(how)});
  REQUIRE(engine.ok());
  REQUIRE((*engine)
              ->commit({ops::RecordSet{"person", "ann", {{"role", "rep", ""}}, ""},
                        ops::RecordStatusSet{"person", "ann", ops::RecordStatus::kComplete}},
                       app_itself())
              .ok());
  FixedClock clock({20'000 * kDay_us});
  const auto basis = [&] {
    return AccessRights(*(*engine)->app(), (*engine)->store(), clock, "ann").basis();
  };
  const std::string today = basis();
  clock.set({20'001 * kDay_us});
  return {today, basis()};
}

TEST_CASE("a new day changes what a device's person sees only where a condition may read it") {
  const auto plain = bases("");
  CHECK_FALSE(plain.first.empty());
  CHECK(plain.first == plain.second);
  const auto dated = bases(R"cond(, "read_when": "until >= today()")cond");
  CHECK(dated.first != dated.second);
}

}  // namespace
}  // namespace tollgate::engine
