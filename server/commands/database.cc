#include "commands/database.h"

#include "hub/open_engine.h"

namespace tollgate::server {

std::unique_ptr<EnginePort> open_existing(const std::string& path, const Terminal& terminal) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    terminal.report(make_error("server.no_database",
                               {"没有这个数据库文件。", "there is no such database file"},
                               {.source = path}));
    return nullptr;
  }
  auto engine = open_engine({.database = path});
  if (!engine) {
    terminal.report(engine.diagnostics());
    return nullptr;
  }
  return std::move(*engine);
}

}  // namespace tollgate::server
