#include "hub/due_clock.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "hub/ask.h"

namespace tollgate::server {
namespace {

constexpr auto kAtLeastEvery = std::chrono::seconds(30);
constexpr auto kSoonest = std::chrono::milliseconds(200);
// An app whose thread has too much to do, or that could not write, is left alone for a while.
constexpr auto kAfterTrouble = std::chrono::seconds(30);

int64_t ms_of(std::chrono::system_clock::time_point time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

}  // namespace

void DueClock::begin(const AppShelf& apps, Tell tell) {
  apps_ = &apps;
  tell_ = std::move(tell);
  thread_ = std::thread([this] { work(); });
}

void DueClock::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void DueClock::work() {
  for (;;) {
    Time next = std::chrono::system_clock::now() + kAtLeastEvery;
    for (const ServedApp* app : apps_->all()) {
      if (!app->thread) continue;
      bool is_due = false;
      {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
        Turn& turn = turns_[app->id];
        is_due = !turn.asked && turn.next <= std::chrono::system_clock::now();
        turn.asked = turn.asked || is_due;
        if (!turn.asked) next = std::min(next, turn.next);
      }
      if (is_due) ask_app(*app);
    }
    std::unique_lock lock(mutex_);
    if (stopping_) return;
    // An answer that came meanwhile may name an earlier time.
    for (const auto& [id, turn] : turns_) {
      if (!turn.asked) next = std::min(next, turn.next);
    }
    wake_.wait_until(lock, std::max(next, std::chrono::system_clock::now() + kSoonest));
  }
}

void DueClock::ask_app(const ServedApp& app) {
  const auto answered = [this, id = app.id](Time next) {
    {
      const std::lock_guard lock(mutex_);
      turns_[id] = {next, false};
    }
    wake_.notify_one();
  };
  const auto take = [this, &app, answered](EnginePort& engine, const Result<Json>& step) {
    const Time now = std::chrono::system_clock::now();
    if (!step) return answered(now + kAfterTrouble);
    if (step->value("came", 0) > 0) tell_(app, engine);
    if (step->value("more", false)) return answered(now);
    // Compared as it comes: a date of the year 9999 fits no time point.
    const auto latest = now + kAtLeastEvery;
    const int64_t latest_ms = ms_of(latest);
    const int64_t named_ms = step->value("next_ms", latest_ms);
    answered(named_ms < latest_ms ? Time(std::chrono::milliseconds(named_ms)) : latest);
  };
  const bool taken = app.thread->submit(
      [&app, take](EnginePort& engine) {
        ask_in_turns(*app.thread, engine, "timers.run", Json{{"dashboards", true}}, take);
      },
      EngineThread::Length::kLong);
  if (!taken) answered(std::chrono::system_clock::now() + kAfterTrouble);
}

}  // namespace tollgate::server
