// The engine of a database file.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "hub/engine_port.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

struct EngineOptions {
  // The database; made when it is not there. None: everything stays in memory.
  std::optional<std::filesystem::path> database;
  // The app document that a new database begins with; not looked at when it has one.
  std::string app;
};

// One at a time in a process; to be used from one thread at a time.
Result<std::unique_ptr<EnginePort>> open_engine(const EngineOptions& options);

}  // namespace tollgate::server
