#include <algorithm>
#include <ctime>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "data.h"
#include "tollgate/api/dispatch.h"
#include "tollgate/base/json.h"

namespace tollgate::bench {
namespace {

constexpr int kWarm = 20;

double cpu_ms() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Peak memory of the process, where the system says so.
double peak_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

void say(const char* what, std::vector<double> times) {
  std::sort(times.begin(), times.end());
  std::cout << write_json({{"what", what},
                           {"cpu_us", int64_t(1000 * times[times.size() / 2])},
                           {"peak_mb", int64_t(peak_mb())}})
            << std::endl;
}

class Asker {
 public:
  Asker(engine::Engine& engine, std::string user) : engine_(engine) {
    principal_.user = std::move(user);
  }

  Json ask(const char* type, Json params) {
    const std::string message = write_json(
        {{"id", ++id_}, {"type", type}, {"params", std::move(params)}, {"locale", "en"}});
    const api::HandledMessage handled = api::handle_message(engine_, principal_, message);
    if (!handled.ok) std::cerr << type << ": " << handled.reply.substr(0, 600) << "\n";
    const auto reply = parse_json(handled.reply);
    return reply ? *reply : Json();
  }
  // The place in the middle of a view's list.
  int64_t half(const char* view) {
    return ask("record.list", {{"view", view}, {"limit", 1}})["result"]["total"].get<int64_t>() / 2;
  }
  // The median of so many turns.
  void time(const char* what, int turns, const char* type, const Json& params) {
    std::vector<double> times;
    for (int i = 0; i < turns; ++i) {
      const double began = cpu_ms();
      ask(type, params);
      times.push_back(cpu_ms() - began);
    }
    say(what, std::move(times));
  }

 private:
  engine::Engine& engine_;
  engine::Principal principal_;
  int id_ = 0;
};

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

// Questions in one's own words, with the tags that are found, and statistics over single records.
void ask_insight(Asker& asker) {
  const Json question = {{"text", "visits in the last 60 days > 3 and customers > 15"}};
  asker.time("question, first", 1, "quick_filter.ask", question);
  asker.time("question, again", kWarm, "quick_filter.ask", question);
  asker.time("question, a window not asked before", 1, "quick_filter.ask",
             {{"text", "visits in the last 45 days > 3 and customers > 15"}});
  asker.time("lift of actions, first", 1, "insight.lift", Json::object());
  asker.time("lift of actions, again", 3, "insight.lift", Json::object());
  asker.time("effect of a change, first", 1, "insight.effect", Json::object());
  asker.time("effect of a change, again", 3, "insight.effect", Json::object());
  asker.time("newcomers and the best, first", 1, "insight.people", Json::object());
  asker.time("newcomers and the best, again", 3, "insight.people", Json::object());
  asker.time("backtest", 3, "insight.backtest", {{"action", "yes/visit/met_key_person"}});
}

// What the hub makes of itself before anybody asks, in its turns.
void make_behind(engine::Engine& engine) {
  const double began = cpu_ms();
  engine::Principal hub;
  hub.administrator = true;
  api::handle_message(
      engine, hub,
      write_json({{"id", 1}, {"type", "timers.run"}, {"params", {{"dashboards", true}}}}));
  say("made behind, before anybody asks", {cpu_ms() - began});
}

}  // namespace

int ask(const std::string& database, const std::string& user) {
  const double began = cpu_ms();
  Result<std::unique_ptr<engine::Engine>> opened =
      engine::Engine::open({.storage = "file", .path = database});
  if (!opened) {
    std::cerr << opened.diagnostics().front().message.en << "\n";
    return 1;
  }
  std::cout << write_json({{"what", "open"}, {"cpu_us", int64_t(1000 * (cpu_ms() - began))}})
            << std::endl;
  make_behind(**opened);
  Asker asker(**opened, user);
  const Json all = {{"dashboard", "health"}, {"filters", Json::array()}};
  asker.time("dashboard, first", 1, "dashboard.read", all);
  asker.time("dashboard, again", kWarm, "dashboard.read", all);
  asker.time("one more filter: region", 1, "dashboard.read", filtered("region", "east"));
  asker.time("one more filter: city", 1, "dashboard.read", filtered("city", "wuhan"));
  asker.time("quick filter, first", 1, "quick_filter.read",
             {{"quick_filter", "many_customers_little_signed"}});
  asker.time("quick filter, again", kWarm, "quick_filter.read",
             {{"quick_filter", "many_customers_little_signed"}});
  ask_insight(asker);
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
  Asker rep(**opened, kRep);
  change_key_person(rep);
  return 0;
}

}  // namespace tollgate::bench
