// The one native binary: the hub and the command line.
#include "cli/command.h"

int main(int count, char** words) {
  return tollgate::server::run_command_line({words + 1, words + count});
}
