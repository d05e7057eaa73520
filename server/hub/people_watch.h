// Ends the event streams of people whom their app lets in no more: their record was discarded, or
// says that they have left. What they ask is refused at once anyway; a stream was let in before.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "hub/account_desk.h"
#include "hub/engine_port.h"
#include "hub/served_app.h"

namespace tollgate::server {

// Whether the app lets the principal in (hub/principal.h).
bool is_let_in(EnginePort& engine, std::string_view principal);

class PeopleWatch {
 public:
  using End = std::function<void(const std::string& account)>;

  explicit PeopleWatch(const AccountDesk& desk) : desk_(desk) {}
  void on_end(End end) { end_ = std::move(end); }

  // On the app's thread, after a request changed something (`changed` of its reply). Where too much
  // changed to be named, all of the app's people are looked at, some at a time.
  void look(const ServedApp& app, EnginePort& engine, std::string_view changed);

 private:
  // Of an app: touched by its thread alone.
  struct Round {
    std::vector<accounts::Account> left;
    bool again = false;  // more changed meanwhile
  };
  Round& round_of(const std::string& app_id);
  void look_at(const std::string& app_id, EnginePort& engine, const accounts::Account& account);
  void go_on(const ServedApp& app, EnginePort& engine);

  const AccountDesk& desk_;
  End end_;
  std::mutex mutex_;  // of the map, not of what is in it
  std::map<std::string, Round, std::less<>> rounds_;
};

}  // namespace tollgate::server
