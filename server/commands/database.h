// What the commands that work on a database share.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "cli/terminal.h"
#include "hub/engine_port.h"

namespace tollgate::server {

// Whether nothing was ever written to the database: there is no file, or an empty one, and nothing
// beside it tells that there was more.
bool is_new_database(const std::filesystem::path& path);

// The engine of an existing database; null after reporting why not.
std::unique_ptr<EnginePort> open_existing(const std::string& path, const Terminal& terminal);

// The same where only its op log must be readable.
std::unique_ptr<EnginePort> open_log(const std::string& path, const Terminal& terminal);

// The same, writing nothing: for checking a database on media that cannot be written.
std::unique_ptr<EnginePort> open_log_to_read(const std::string& path, const Terminal& terminal);

}  // namespace tollgate::server
