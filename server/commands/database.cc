#include "commands/database.h"

#include "hub/data_folder.h"
#include "hub/open_engine.h"

namespace tollgate::server {

bool is_new_database(const std::filesystem::path& path) {
  return !is_filled(path) && !has_traces(path);
}

namespace {

std::unique_ptr<EnginePort> open_file(const std::string& path, const OpenEngine& how,
                                      const Terminal& terminal) {
  std::error_code error;
  const bool other =
      std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error);
  if (other || is_new_database(path)) {
    terminal.report(make_error(
        "server.no_database",
        {"这里没有数据库文件，或文件是空的。", "there is no such database file, or it is empty"},
        {.source = path}));
    return nullptr;
  }
  auto engine = open_engine(path, how);
  if (!engine) {
    terminal.report(engine.diagnostics());
    return nullptr;
  }
  return std::move(*engine);
}

}  // namespace

std::unique_ptr<EnginePort> open_existing(const std::string& path, const Terminal& terminal) {
  return open_file(path, {}, terminal);
}

std::unique_ptr<EnginePort> open_log(const std::string& path, const Terminal& terminal) {
  return open_file(path, {.log_only = true}, terminal);
}

std::unique_ptr<EnginePort> open_log_to_read(const std::string& path, const Terminal& terminal) {
  return open_file(path, {.log_only = true, .read_only = true}, terminal);
}

}  // namespace tollgate::server
