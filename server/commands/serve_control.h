// What a running hub answers to commands on its machine (hub/control_socket.h): `tollgate backup`,
// `tollgate people import` and `tollgate set-aside`.
//
//   {"command": "backup", "to": "/absolute/folder", "with_keys": true}
//   {"command": "people_import", "text": …, "apps": […], "preview": false}   the reply of
//     account.import and "url", how people call the hub
//   {"command": "set_aside", "app": …, "act": …}   hub/set_aside_desk.h
#pragma once

#include <memory>
#include <string>

#include "hub/app_shelf.h"
#include "hub/backup_of_hub.h"
#include "hub/control_socket.h"
#include "tollgate/accounts/accounts.h"
#include "tollgate/delivery/delivery.h"
#include "tollgate/packages/store.h"

namespace tollgate::server {

// What commands reach; all of it outlives the socket.
struct CommandTargets {
  HubData data;
  const AppShelf* apps = nullptr;
  accounts::Accounts* people = nullptr;  // null in a demo
  delivery::Delivery* messages = nullptr;
  packages::PackageStore* packages = nullptr;
  std::string url;
};

// Null where nothing is kept, and so nobody has anything to ask for.
Result<std::unique_ptr<ControlSocket>> listen_for_commands(CommandTargets targets);

}  // namespace tollgate::server
