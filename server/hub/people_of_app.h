// What an app says of its people, for an import of them: which fields there are, which of them are
// name, role and manager, and who is there already.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "hub/app_shelf.h"
#include "hub/engine_port.h"
#include "tollgate/base/json.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

// Called on the app's thread when an import has changed it.
using TellOfApp = std::function<void(const ServedApp& app, EnginePort& engine)>;

struct PeopleOfApp {
  const ServedApp* served = nullptr;
  std::string entity;
  std::vector<Json> fields;
  std::string title, role, manager;                         // fields; "" where there is none
  std::vector<std::pair<std::string, std::string>> people;  // record and title

  bool has(const std::string& field) const;
  // The field that a column fills; "" for none. "app.field" is of one app alone.
  std::string field_of(const std::string& head) const;
};

// Refused: server.unknown_app, server.app_busy, people.no_people.
Result<PeopleOfApp> look_at_people(const AppShelf& shelf, const std::string& app_id);

// Waits for the app's engine, as the app itself. Refused: server.app_busy, and what it refuses.
Result<Json> ask_app(const ServedApp& app, const std::string& type, Json params,
                     const TellOfApp& tell = {});

// A text of somebody's, short enough for a message.
std::string cut_text(const std::string& text);

}  // namespace tollgate::server
