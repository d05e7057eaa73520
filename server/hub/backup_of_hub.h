// What belongs to a hub's data, wherever it lies: for backups of a running hub and of one that is
// not running.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hub/backup.h"
#include "hub/engine_thread.h"
#include "hub/served_app.h"
#include "tollgate/delivery/delivery.h"
#include "tollgate/packages/store.h"

namespace tollgate::server {

// Where a hub keeps what it has: a folder with a database an app, or one database.
struct HubData {
  std::optional<std::filesystem::path> folder;
  std::optional<std::filesystem::path> database;

  bool is_kept() const { return folder || database; }
  std::filesystem::path control() const;   // hub/control_socket.h
  std::filesystem::path accounts() const;  // "" where nothing is kept
  std::filesystem::path delivery() const;  // the same
  std::filesystem::path packages() const;  // the same
};

// No app's id has a hyphen.
inline constexpr const char* kAccountsFile = "hub-accounts.db";
inline constexpr const char* kDeliveryFile = "hub-delivery.db";
inline constexpr const char* kPackagesFile = "hub-packages.db";

// The files of a certificate of the hub's own that are there: without them devices would have to
// trust another one after a restore.
std::vector<BackupOther> certificate_files(const HubData& data, bool with_keys);

// What delivery keeps, with the key of its secrets where keys are wanted: without it they are to be
// entered anew. `open`: the one that works on it; null: nobody does.
std::vector<BackupOther> delivery_files(const HubData& data, delivery::Delivery* open,
                                        bool with_keys);

// What is kept of packages, with the key that the hub publishes by where keys are wanted.
std::vector<BackupOther> package_files(const HubData& data, packages::PackageStore* open,
                                       bool with_keys);

// Of an app whose engine runs on its thread, which outlives the source.
BackupSource source_of(std::string id, std::filesystem::path database, EngineThread& thread);

}  // namespace tollgate::server
