// The engine of a database file.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "hub/engine_port.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

struct OpenEngine {
  // To check the log or to rebuild from it: the database may be damaged.
  bool log_only = false;
  // With log_only: nothing is written.
  bool read_only = false;
  // Goes on with the log as it is, whatever the checkpoints beside it tell.
  bool accept_log = false;
  // Puts that version of the app in force again.
  std::optional<int64_t> app_version;
};

// The database, made when it is not there; none: everything stays in memory. One at a time in a
// process; to be used from one thread at a time.
Result<std::unique_ptr<EnginePort>> open_engine(
    const std::optional<std::filesystem::path>& database, const OpenEngine& how = {});

// What a file is, as a reply; needs no engine and may run on any thread.
std::string inspect_blob(std::string_view name, std::string_view bytes);

}  // namespace tollgate::server
