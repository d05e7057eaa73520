// What `tollgate serve` is told on its command line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/listen_address.h"
#include "cli/public_address.h"
#include "commands/serve_tls.h"
#include "hub/backup_of_hub.h"
#include "hub/hub.h"
#include "hub/journal.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

struct ServeOptions {
  ListenAddress address;
  std::optional<std::filesystem::path> database;     // of one app
  std::optional<std::filesystem::path> data_folder;  // a database an app
  std::vector<std::string> apps;
  std::vector<std::string> galleries;  // folders
  HubOptions hub;
  bool with_samples = true;
  std::optional<int64_t> app_version;
  bool accept_log = false;
  std::optional<PublicAddress> public_address;
  bool is_demo = false;  // nobody signs in
  TlsOptions tls;
  std::string metrics_token;
  std::optional<std::string> log;  // a file, or "-"
  LogLevel log_level = LogLevel::kInfo;

  HubData data() const { return {data_folder, database}; }
  // How people on this machine call the hub, and how all do.
  std::string local_url(uint16_t port) const;
  std::string url(uint16_t port) const {
    return public_address ? public_address->url : local_url(port);
  }
};

// Refused: cli.listen_address, cli.db_or_data, cli.one_app_per_db, cli.host, cli.log_level,
// cli.token, cli.embed_in, cli.map_tiles, cli.tls, cli.public_address, cli.demo_loopback,
// cli.demo_has_accounts, cli.app_version, server.no_app.
Result<ServeOptions> read_serve_options(const Arguments& arguments);
std::vector<OptionSpec> serve_option_specs();

// A new database without an app to begin with.
Diagnostic no_app();

}  // namespace tollgate::server
