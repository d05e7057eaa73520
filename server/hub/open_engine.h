// The engine of a database file.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "hub/engine_port.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

// The database, made when it is not there; none: everything stays in memory. One at a time in a
// process; to be used from one thread at a time. `log_only`: to check the log or to rebuild from
// it; the database may be damaged.
Result<std::unique_ptr<EnginePort>> open_engine(
    const std::optional<std::filesystem::path>& database, bool log_only = false);

}  // namespace tollgate::server
