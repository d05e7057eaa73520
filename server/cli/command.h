// One command of the binary. Each lives in a file of its own; commands.cc lists them.
#pragma once

#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/terminal.h"

namespace tollgate::server {

struct Command {
  std::string name;
  std::string arguments;  // as the usage line shows them: "APP.json ANSWERS.json"
  LocalizedText summary;  // one line
  LocalizedText details;  // below the usage line
  std::vector<OptionSpec> options;
  size_t min_plain = 0;
  size_t max_plain = 0;
  int (*run)(const Arguments& arguments, const Terminal& terminal) = nullptr;
};

const std::vector<Command>& all_commands();

// The binary: words without the program's name, to an exit code.
int run_command_line(const std::vector<std::string>& words);

}  // namespace tollgate::server
