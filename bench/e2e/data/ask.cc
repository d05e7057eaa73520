#include <nlohmann/json.hpp>

#include "asker.h"
#include "data.h"

namespace tollgate::bench {
namespace {

constexpr int kWarm = 20;

// Of visits' titles, which are their customers': what nearly all have, and ever fewer.
constexpr std::pair<const char*, const char*> kSearches[] = {
    {"title search, 2 characters, 88 of 100", "医院"},
    {"title search, 2 characters, 12 of 100", "妇幼"},
    {"title search, 1 character, 7 of 100", "仁"},
    {"title search, 7 characters, 2 of 1,000", "南山妇幼保健院"},
    {"title search, nothing found", "木星诊所"}};
constexpr const char* kRep = "rep_001";

// Somebody else becomes a customer's key person, whom all of its visits name: the save alone.
void change_key_person(Asker& asker) {
  const Json opened =
      asker.ask("form.open", {{"form", "customer"}, {"record", "customer_0001"}})["result"];
  if (!opened.contains("session")) return;
  const Json session = opened["session"];
  std::vector<double> times;
  for (int i = 0; i < kWarm; ++i) {
    asker.ask(
        "form.set",
        {{"session", session}, {"path", "key_person"}, {"value", "主任 " + std::to_string(i % 2)}});
    const double began = cpu_ms();
    asker.ask("form.save", {{"session", session}, {"complete", true}});
    times.push_back(cpu_ms() - began);
  }
  say("a save that changes a customer's key person", std::move(times));
}

Json filtered(const char* field, const char* value) {
  return {{"dashboard", "health"},
          {"filters", Json::array({{{"entity", "visit"}, {"field", field}, {"value", value}}})}};
}

}  // namespace

int ask(const std::string& database, const std::string& user) {
  const std::unique_ptr<engine::Engine> engine = open_timed(database);
  if (!engine) return 1;
  make_behind(*engine);
  Asker asker(*engine, user);
  const Json all = {{"dashboard", "health"}, {"filters", Json::array()}};
  asker.time("dashboard, first", 1, "dashboard.read", all);
  asker.time("dashboard, again", kWarm, "dashboard.read", all);
  asker.time("one more filter: region", 1, "dashboard.read", filtered("region", "east"));
  asker.time("one more filter: city", 1, "dashboard.read", filtered("city", "wuhan"));
  asker.time("quick filter, first", 1, "quick_filter.read",
             {{"quick_filter", "many_customers_little_signed"}});
  asker.time("quick filter, again", kWarm, "quick_filter.read",
             {{"quick_filter", "many_customers_little_signed"}});
  asker.time("list by date, first page", 5, "record.list",
             {{"view", "team_visits"}, {"limit", 50}});
  asker.time("list by date, from the middle by offset", 2, "record.list",
             {{"view", "team_visits"}, {"limit", 50}, {"offset", asker.half("team_visits")}});
  // The page behind the same rows by the cursor that the one before it gave.
  const Json far =
      asker.ask("record.list",
                {{"view", "team_visits"}, {"limit", 1}, {"offset", asker.half("team_visits")}});
  asker.time("list by date, from the middle by cursor", 5, "record.list",
             {{"view", "team_visits"}, {"limit", 50}, {"after", far["result"]["next"]}});
  for (const auto& [what, text] : kSearches) {
    asker.time(what, 3, "record.list", {{"entity", "visit"}, {"search", text}, {"limit", 50}});
  }
  asker.time("drill to rows", 2, "dashboard.drill",
             {{"dashboard", "health"},
              {"widget", "city_authenticity"},
              {"filters", Json::array()},
              {"path", Json::array({{{"key", "wuhan"}}, {{"key", kRep}}})}});
  Asker rep(*engine, kRep);
  change_key_person(rep);
  return 0;
}

}  // namespace tollgate::bench
