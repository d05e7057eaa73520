// What the commands that work on an existing database share.
#pragma once

#include <memory>
#include <string>

#include "cli/terminal.h"
#include "hub/engine_port.h"

namespace tollgate::server {

// The engine of an existing database; null after reporting why not.
std::unique_ptr<EnginePort> open_existing(const std::string& path, const Terminal& terminal);

}  // namespace tollgate::server
