// Every command of the binary, one a file.
#pragma once

#include "cli/command.h"

namespace tollgate::server {

Command backup_command();
Command check_command();
Command feel_command();
Command import_command();
Command import_undo_command();
Command judge_command();
Command package_command();
Command people_command();
Command rebuild_command();
Command restore_command();
Command serve_command();
Command set_aside_command();
Command verify_command();

}  // namespace tollgate::server
