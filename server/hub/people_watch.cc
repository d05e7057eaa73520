#include "hub/people_watch.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

// A few milliseconds of the engine's time.
constexpr size_t kPeopleAtATime = 100;

}  // namespace

bool is_let_in(EnginePort& engine, std::string_view principal) {
  // Any request is refused to whom the app does not let in; this one reads nothing of it.
  const Json reply =
      stored_json(engine.request(principal, R"({"id":1,"type":"engine.info","params":{}})"));
  return reply.is_object() && reply.value("ok", false);
}

PeopleWatch::Round& PeopleWatch::round_of(const std::string& app_id) {
  const std::lock_guard lock(mutex_);
  return rounds_[app_id];
}

void PeopleWatch::look(const ServedApp& app, EnginePort& engine, std::string_view changed) {
  if (desk_.is_demo() || !end_) return;
  const Json what = stored_json(changed);
  if (what.value("all", false) || what.value("app", false)) {
    Round& round = round_of(app.id);
    round.again = true;
    if (round.left.empty()) go_on(app, engine);
    return;
  }
  const auto records = what.find("records");
  if (records == what.end()) return;
  for (const Json& each : *records) {
    const auto account = desk_.account_at(app.id, each.value("record", ""));
    if (account) look_at(app.id, engine, *account);
  }
}

void PeopleWatch::look_at(const std::string& app_id, EnginePort& engine,
                          const accounts::Account& account) {
  const auto place = std::ranges::find(account.places, app_id, &accounts::Place::app);
  if (place == account.places.end()) return;
  if (!is_let_in(engine, write_json({{"user", place->record}}))) end_(account.id);
}

void PeopleWatch::go_on(const ServedApp& app, EnginePort& engine) {
  Round& round = round_of(app.id);
  if (round.left.empty() && round.again) {
    round.again = false;
    round.left = desk_.accounts_in(app.id);
  }
  for (size_t done = 0; done < kPeopleAtATime && !round.left.empty(); ++done) {
    look_at(app.id, engine, round.left.back());
    round.left.pop_back();
  }
  if (round.left.empty() && !round.again) return;
  const bool taken = app.thread->submit([this, &app](EnginePort& port) { go_on(app, port); });
  // Too much waits there, or the hub ends: the next change begins anew.
  if (!taken) round.left.clear();
}

}  // namespace tollgate::server
