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

// What rights of `read` say of three records: of Ann, of Bob and of nobody.
std::string seen_by_owner(const std::string& read, const std::string& role_of_ann = "rep") {
  std::string app = app_reading("");
  app.replace(app.find("\"read\": \"own\""), 13, "\"read\": " + read);
  auto engine = Engine::open({.app_text = app});
  REQUIRE(engine.ok());
  const auto put = [&](const char* entity, const char* id, ops::FieldWrite write) {
    REQUIRE((*engine)
                ->commit({ops::RecordSet{entity, id, {std::move(write)}, ""},
                          ops::RecordStatusSet{entity, id, ops::RecordStatus::kComplete}},
                         app_itself())
                .ok());
  };
  put("person", "ann", {"role", role_of_ann, ""});
  put("visit", "v1", {"rep", "ann", ""});
  put("visit", "v2", {"rep", "bob", ""});
  put("visit", "v3", {"until", "2030-01-01", ""});
  FixedClock clock({20'000 * kDay_us});
  AccessRights rights(*(*engine)->app(), (*engine)->store(), clock, "ann");
  std::string said;
  for (const char* id : {"v1", "v2", "v3"}) {
    const ops::RecordState state = (*engine)->store().find_record("visit", id)->state;
    const auto glance =
        (*engine)->store().status_and_text("visit", id, rights.owner_field("visit"));
    REQUIRE(glance.has_value());
    CHECK(glance->status == ops::RecordStatus::kComplete);
    if (rights.looks_at("visit") != sync::Rights::Looks::kRecord) {
      CHECK(rights.sees_owned("visit", glance->text) == rights.sees(state));
    }
    said += rights.sees(state) ? "y" : "n";
  }
  const auto looks = rights.looks_at("visit");
  using Looks = sync::Rights::Looks;
  return said + (looks == Looks::kRecord  ? " record"
                 : looks == Looks::kOwner ? " owner"
                                          : " nothing");
}

TEST_CASE("a right looks at no more of a record than it says, and says the same by that") {
  CHECK(seen_by_owner("\"own\"") == "ynn owner");
  CHECK(seen_by_owner("\"all\"") == "yyy nothing");
  CHECK(seen_by_owner("\"none\"") == "nnn nothing");
  CHECK(seen_by_owner("\"own\"", "nobody") == "nnn nothing");
  CHECK(seen_by_owner("\"all\", \"read_when\": \"rep = null\"") == "nny record");
}

}  // namespace
}  // namespace tollgate::engine
