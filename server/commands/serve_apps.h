// The apps that `tollgate serve` begins with: from sources of its command line, and from the
// databases that are there.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/terminal.h"
#include "commands/serve_options.h"
#include "hub/app_source.h"
#include "hub/served_app.h"

namespace tollgate::server {

// Refused: what load_app_source() refuses, server.app_twice.
Result<std::vector<AppSource>> load_sources(const std::vector<std::string>& paths);

// The apps of the sources first, in their order, then those that only have a database. One that
// does not open is served as one that does not, and holds up no other.
Result<std::vector<ServedApp>> open_apps(const ServeOptions& options,
                                         const std::vector<AppSource>& sources,
                                         const Terminal& terminal);

// An app that is made while the hub runs, in a database of its own.
ServedApp open_new_app(const ServeOptions& options, const AppSource& source,
                       const Terminal& terminal);

}  // namespace tollgate::server
