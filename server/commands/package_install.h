// tollgate package install: into the data of a hub that is not running.
#pragma once

#include "cli/arguments.h"
#include "cli/terminal.h"

namespace tollgate::server {

int run_package_install(const Arguments& arguments, const Terminal& terminal);

}  // namespace tollgate::server
