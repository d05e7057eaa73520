#include "commands/database.h"

#include "hub/open_engine.h"

namespace tollgate::server {

bool is_new_database(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return true;
  return std::filesystem::is_regular_file(path, error) &&
         std::filesystem::file_size(path, error) == 0;
}

namespace {

std::unique_ptr<EnginePort> open_file(const std::string& path, bool log_only,
                                      const Terminal& terminal) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error) || is_new_database(path)) {
    terminal.report(make_error(
        "server.no_database",
        {"这里没有数据库文件，或文件是空的。", "there is no such database file, or it is empty"},
        {.source = path}));
    return nullptr;
  }
  auto engine = open_engine(path, log_only);
  if (!engine) {
    terminal.report(engine.diagnostics());
    return nullptr;
  }
  return std::move(*engine);
}

}  // namespace

std::unique_ptr<EnginePort> open_existing(const std::string& path, const Terminal& terminal) {
  return open_file(path, false, terminal);
}

std::unique_ptr<EnginePort> open_log(const std::string& path, const Terminal& terminal) {
  return open_file(path, true, terminal);
}

}  // namespace tollgate::server
