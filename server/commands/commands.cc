#include "commands/commands.h"

namespace tollgate::server {

const std::vector<Command>& all_commands() {
  static const std::vector<Command> commands = {
      check_command(),
  };
  return commands;
}

}  // namespace tollgate::server
