#include "commands/commands.h"

namespace tollgate::server {

const std::vector<Command>& all_commands() {
  static const std::vector<Command> commands = {
      serve_command(),     check_command(),  judge_command(),   feel_command(),
      rebuild_command(),   verify_command(), import_command(),  import_undo_command(),
      people_command(),    backup_command(), restore_command(), package_command(),
      set_aside_command(),
  };
  return commands;
}

}  // namespace tollgate::server
