// Every command of the binary, one a file.
#pragma once

#include "cli/command.h"

namespace tollgate::server {

Command check_command();

}  // namespace tollgate::server
