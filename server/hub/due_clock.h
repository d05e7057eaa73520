// The hub's clock for its apps: lets come what their automations wait for (timers.run), at the time
// that an app names next and every half a minute, since a save may bring an earlier one. What
// dashboards read of records is made by the way, before anybody waits for it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "hub/app_shelf.h"
#include "hub/engine_port.h"
#include "hub/served_app.h"

namespace tollgate::server {

class DueClock {
 public:
  // Called on the app's thread when something came, before anything else is asked of it.
  using Tell = std::function<void(const ServedApp& app, EnginePort& engine)>;

  ~DueClock() { stop(); }
  // Apps that come later have their turn, too.
  void begin(const AppShelf& apps, Tell tell);
  // To be called before the apps' threads end.
  void stop();

 private:
  using Time = std::chrono::system_clock::time_point;
  // What the thread of an app says, when it has been asked.
  struct Turn {
    Time next;           // when it is asked again
    bool asked = false;  // and has not answered
  };

  void work();
  void ask_app(const ServedApp& app);

  const AppShelf* apps_ = nullptr;
  Tell tell_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::string, Turn> turns_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tollgate::server
